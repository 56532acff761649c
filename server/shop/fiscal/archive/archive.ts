/**
 * The archive of a period: a ZIP of the signed records as they are stored, the same as tables for
 * people (CSV), a manifest of SHA-256 with a signature, and a page that verifies it all offline.
 */
import { createHash, createPrivateKey, createPublicKey } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import { ARCHIVE_FORMAT, type ArchivedFile, type Manifest } from "../../../../shared/fiscal_archive.ts";
import { calendarOf } from "../../calendar.ts";
import { type ArchivedText, archivedTexts } from "./contents.ts";
import { archivedRanges, periodBounds } from "./ranges.ts";
import { README } from "./readme.ts";
import { ArchiveZip } from "./zip.ts";
import { signerOf } from "../ecdsa.ts";
import { keyIdOf } from "../key.ts";

export interface ArchiveOrder {
  readonly periode: string;
  readonly version: string;
  readonly now: Date;
  /** Bytes from which a text goes on in a further file: whoever verifies it holds one at a time. */
  readonly partBytes: number;
  /** The page that verifies it, with all that it needs. */
  readonly verifier: string;
}

/** Gives the ZIP to `write` piece by piece; answers the SHA-256 of its manifest, which the fiscal journal keeps. */
export function makeArchive(db: DatabaseSync, keyPem: string, order: ArchiveOrder, write: (bytes: Uint8Array) => void): string {
  const { periode, version, now, partBytes, verifier } = order;
  const calendar = calendarOf((sql) => db.prepare(sql).all());
  const bounds = periodBounds(calendar, periode);
  if (bounds === null) throw new Error(`'${periode}' is no period`);
  const key = createPrivateKey(keyPem);
  const publicKey = createPublicKey(key);
  const { cloturee, series } = archivedRanges(db, calendar, periode, now);
  const zip = new ArchiveZip(write, now);
  const fichiers = archivedTexts(db, series).flatMap((text) => addInParts(zip, text, partBytes));
  fichiers.push(
    zip.add("cle_publique.pem", publicKey.export({ type: "spki", format: "pem" }) as string),
    zip.add("LISEZMOI.txt", README),
    zip.add("verifier.html", verifier),
  );
  const manifest: Manifest = {
    format: ARCHIVE_FORMAT,
    periode,
    du: bounds.from,
    au: bounds.to,
    cloturee,
    cree_le: now.toISOString(),
    logiciel: `Comptoir ${version}`,
    cle_id: keyIdOf(publicKey),
    series,
    fichiers,
  };
  const text = JSON.stringify(manifest, null, 2);
  zip.add("manifeste.json", text);
  zip.add("manifeste.sig", signerOf(key)(new TextEncoder().encode(text)));
  zip.end();
  return createHash("sha256").update(text).digest("hex");
}

/** `lignes.csv`, then `lignes-2.csv` and so on where it is long. */
function addInParts(zip: ArchiveZip, { name, head, pieces }: ArchivedText, partBytes: number): ArchivedFile[] {
  const done: ArchivedFile[] = [];
  let part = zip.open(name);
  part.push(head);
  for (const piece of pieces) {
    if (part.bytes >= partBytes) {
      done.push(part.end());
      part = zip.open(name.replace(".", `-${done.length + 1}.`));
      part.push(head);
    }
    part.push(piece);
  }
  return [...done, part.end()];
}
