/** `comptoir backup` and `comptoir restore`. */
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { momentOf, processClock } from "../database/clock.ts";
import type { DataFolder } from "../database/files/folder.ts";
import { backupName } from "../database/files/kept_backups.ts";
import type { Replacement } from "../database/files/replacement.ts";
import { decide, type RestoredDatabase } from "../database/restore.ts";
import { openReader, readerOf } from "../database/sql/sqlite.ts";
import { shop } from "../shop/application.ts";
import { nextTickets } from "../restoring/next_tickets.ts";
import { sealedBack } from "../restoring/sealed_back.ts";
import { refuseChanged, stageShop } from "../restoring/shop_copy.ts";
import { act } from "./actions.ts";
import { Claim } from "./claim.ts";
import { dataFolder, existingFolder, Refused } from "./console.ts";
import { runningServer } from "./lock.ts";
import { progressOf } from "./progress_line.ts";
import { putInPlace } from "./put_in_place.ts";
import { isFull, storageSentence } from "./sentence.ts";
import { VERSION } from "./version.ts";

interface Flags {
  readonly data?: string;
}

export interface RestoreFlags extends Flags {
  /** Till → the last number that it printed. */
  readonly lastNumber: Readonly<Record<string, number>>;
  /** Put it back although it was changed since Comptoir wrote it. */
  readonly acceptChanged?: boolean;
}

export async function backup(file: string | undefined, { data }: Flags): Promise<number> {
  const folder = existingFolder(data);
  const target = resolve(file ?? join(folder.backups, backupName("comptoir", momentOf(processClock()))));
  try {
    const { size_bytes, records } = await act<{ size_bytes: number; records: number }>(folder, "backup", { file: target });
    console.log(`Backup written: ${target} (${size_bytes} bytes; opened and checked, ${records} records of its journal).`);
    return 0;
  } catch (error) {
    throw new Refused(`The backup was not written: ${(error as Error).message}`);
  }
}

export async function restore(file: string, { data, lastNumber, acceptChanged = false }: RestoreFlags): Promise<number> {
  // A new PC has no shop yet: that is when a copy is needed most.
  const folder = dataFolder(data);
  if (await runningServer(folder) !== null) throw new Refused("The server runs on this folder: stop it, then restore.");
  const claim = await Claim.take(folder);
  const now = new Date(processClock().now());
  const changed: string[] = [];
  const hear = (what: string) => {
    if (!acceptChanged) refuseChanged(what);
    console.warn(`The copy was changed since Comptoir wrote it: ${what}. The journal says so.`);
    changed.push(what);
  };
  let replacement: Replacement;
  let restored: RestoredDatabase;
  try {
    mkdirSync(folder.backups, { recursive: true, mode: 0o700 });
    replacement = await stageShop(folder, resolve(file), { now, hear, progressOf });
    restored = await decide(replacement, {
      application: shop,
      version: VERSION,
      detail: { last_numbers: lastNumber, ...changed.length === 0 ? {} : { changed } },
      now,
    });
  } catch (error) {
    claim.giveUp();
    throw new Refused(
      isFull(error) ? `Nothing was restored. ${storageSentence(error)}` : `Nothing was restored: ${(error as Error).message}`,
    );
  }
  try {
    const kept = restored.kept === null ? "" : ` The database of before is kept as ${restored.kept}.`;
    // Nobody says it then where the database of before is.
    putInPlace(replacement, "The copy is not in the shop's place yet", kept);
    console.log(`Restored from ${file}.${kept}`);
    tell(folder, restored, now);
    const sealed = sealedBack(folder, resolve(file));
    if (sealed !== null) console.warn(sealed);
    return 0;
  } finally {
    claim.lock.release();
  }
}

/** From where numbering goes on, and on what that rests: the owner alone has the printed receipts. */
function tell(folder: DataFolder, { left, memory }: RestoredDatabase, now: Date): void {
  const db = openReader(folder.database);
  try {
    const read = readerOf(db);
    console.log("The next ticket of each till:");
    for (const { number, copied, gap } of nextTickets(folder)) {
      const end = copied === null ? "has none of this till" : `ends with ${copied}`;
      console.log(`  ${number}${gap ? ` (the copy ${end})` : ""}`);
    }
    const [key] = read(
      "SELECT cle_id, contenu ->> 'precedente' AS before, horodatage FROM journal_fiscal WHERE genre = 'cle' ORDER BY seq DESC LIMIT 1",
    );
    if (key?.["before"] && (key["horodatage"] as string) >= now.toISOString()) {
      console.log(
        `From now on the key ${key["cle_id"]} signs; until now it was ${key["before"]}: compare that with a printed Z.`,
      );
    }
  } finally {
    db.close();
  }
  if (memory === "forged") console.log("The file fiscal.head does not fit its signature and was not used.");
  if (memory === "lost") console.log("The file fiscal.head is empty or cut off, as after a power cut: it was not used.");
  if (left === "none" && memory === "sound") {
    console.log("The database of before could not be read: what its last second held may be missing above.");
  } else if (left !== "same") console.log("Nothing is known here of what was sold after the copy was made.");
  console.log(
    "Compare with the last printed receipts. If one of them has this number or a higher one, restore once more and name the last\n" +
      "number that was printed: comptoir restore FILE --last-number C1=123",
  );
}
