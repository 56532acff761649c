/** A database that is only looked at: whatever lies beside it stays as it is, and nothing is added. */
import { chmodSync, existsSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { copyFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { freeBytes } from "../database/files/disk_space.ts";
import { bringUp, checkUsable } from "../database/schema/migrations.ts";
import { addMathFunctions } from "../database/sql/math_functions.ts";
import { shop } from "../shop/application.ts";
import { Refused } from "./console.ts";
import { isDamage, storageSentence } from "./sentence.ts";

/** The file is no sound database, whatever else may be said of it. */
export class Damaged extends Refused {}

/**
 * Gives a copy of it to `look`, which goes again: SQLite keeps files of its own beside a database that it only reads, and what
 * a crash left in the log is not in the file yet. (That nobody changes it, `immutable`, can be said by a URI alone; the runtime
 * takes none where it may not read everything.)
 */
export async function lookedAt<T>(file: string, look: (db: DatabaseSync) => T | Promise<T>): Promise<T> {
  await requireRoom(file);
  const aside = new Aside();
  try {
    const db = new DatabaseSync(await aside.copyOf(file));
    try {
      checkUsable(db, shop.migrations);
      // A shop or a copy of before is looked at as this version would find it.
      bringUp(db, shop.migrations, new Date());
      // It was read from: SQLite has all of it open.
      aside.hide();
      addMathFunctions(db);
      return await look(db);
    } finally {
      db.close();
    }
  } catch (error) {
    if (error instanceof Refused) throw error;
    const said = storageSentence(error) ?? `'${file}' cannot be read: ${(error as Error).message}.`;
    throw isDamage(error) ? new Damaged(said) : new Refused(said);
  } finally {
    aside.remove();
  }
}

/** A folder for the copy that goes again, also when somebody has enough of waiting. */
class Aside {
  readonly #folder = mkdtempSync(join(tmpdir(), "comptoir-look-"));
  readonly #signals = Deno.build.os === "windows" ? ["SIGINT", "SIGBREAK"] as const : ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  readonly #end = () => {
    this.remove();
    Deno.exit(130);
  };

  constructor() {
    for (const signal of this.#signals) Deno.addSignalListener(signal, this.#end);
  }

  /** Its log too. */
  async copyOf(file: string): Promise<string> {
    const copy = join(this.#folder, "comptoir.db");
    for (const suffix of LOGGED) {
      if (!existsSync(file + suffix)) continue;
      await copyFile(file + suffix, copy + suffix);
      chmodSync(copy + suffix, 0o600);
    }
    return copy;
  }

  /** Where a file that is open may lose its name it does: nothing is left of it then, however this process ends. */
  hide(): void {
    if (Deno.build.os !== "windows") this.remove();
  }

  remove(): void {
    for (const signal of this.#signals) Deno.removeSignalListener(signal, this.#end);
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

const LOGGED = ["", "-wal"] as const;

async function requireRoom(file: string): Promise<void> {
  const bytes = LOGGED.reduce((sum, suffix) => sum + (statSync(file + suffix, { throwIfNoEntry: false })?.size ?? 0), 0);
  if ((await freeBytes(tmpdir()) ?? Infinity) > bytes) return;
  throw new Refused(
    `A copy of '${file}' is looked at, and '${tmpdir()}' has no room for its ${Math.ceil(bytes / 2 ** 20)} MiB: ` +
      "make room there, or name another folder in TMPDIR (TEMP on Windows).",
  );
}
