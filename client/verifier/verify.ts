/** Verifies an archive: every file by the signed manifest, every record by its signature, and that nothing is missing between them. */
import { ArchivedSeries, KNOWN_FORMATS, type Manifest } from "../../shared/fiscal_archive.ts";
import { type KeyUse, KeyUses } from "../../shared/fiscal_keys.ts";
import { ArchiveFile } from "./archive_file.ts";
import { CONTINUITY_FILE, continuityOf } from "./continuity.ts";
import { recordsIn, walkRecords } from "./signed_records.ts";
import { isSignedWith, type PublicKey, publicKey, sha256 } from "./web_crypto.ts";

export interface ArchiveVerification {
  /** A sentence of each thing that is not as it was signed. */
  readonly wrong: readonly string[];
  readonly periode: string;
  readonly records: number;
  readonly keys: readonly (readonly [fingerprint: string, use: KeyUse])[];
  /** Fingerprints that were relied on and that are not among those which the reader gave. */
  readonly unconfirmed: readonly string[];
  /** Gaps that a restored backup explains. */
  readonly jumps: number;
}

/** The manifest does not list itself, nor its signature. */
const UNLISTED = ["manifeste.json", "manifeste.sig"];
const RECORDS = /^journal_fiscal(-[0-9]+)?\.jsonl$/;

/** `wantedKeys`: fingerprints as they stand on a Z, in any separation; "" for none. Throws a sentence where there is nothing to verify. */
export async function verifyArchive(zip: Blob, wantedKeys: string): Promise<ArchiveVerification> {
  const wrong: string[] = [];
  const archive = await ArchiveFile.open(zip);
  const pem = text(await archive.need("cle_publique.pem"));
  const own = await publicKey(pem.replace(/-----[^-]+-----|\s/g, ""));
  const manifest = await signedManifest(archive, own, wrong);
  await compareFiles(archive, manifest, wrong);

  const explained = recordsIn(await archive.read(CONTINUITY_FILE));
  const continuity = await continuityOf(explained, own, (sentence) => wrong.push(sentence));
  const uses = new KeyUses();
  uses.relied(own.fingerprint, manifest.cree_le);
  const series = new ArchivedSeries(manifest, continuity);
  let records = 0;
  for (const { nom } of manifest.fichiers.filter(({ nom }) => RECORDS.test(nom))) {
    const stored = recordsIn(await archive.read(nom));
    records += stored.length;
    const found = await walkRecords(stored, continuity, series, uses);
    wrong.push(...found.map((sentence) => `${nom} : ${sentence}`));
  }
  for (const { serie, jusqua } of series.cutShort()) {
    wrong.push(`journal_fiscal.jsonl : ${serie} s’arrête avant le n° ${jusqua.seq}`);
  }
  const wanted = wantedKeys.toLowerCase().split(/[\s,;]+/).filter((word) => word !== "");
  for (const word of wanted) {
    if (!uses.has(word)) wrong.push(`cle_publique.pem : son empreinte (${own.fingerprint}) n’est pas celle du Z`);
  }
  const keys = [...uses];
  const unconfirmed = wanted.length === 0 ? [] : keys.map(([key]) => key).filter((key) => !wanted.includes(key));
  return { wrong, periode: manifest.periode, records, keys, unconfirmed, jumps: series.jumps };
}

async function signedManifest(archive: ArchiveFile, own: PublicKey, wrong: string[]): Promise<Manifest> {
  const bytes = await archive.need("manifeste.json");
  const signature = text(await archive.need("manifeste.sig")).trim();
  if (!await isSignedWith(own.key, signature, bytes)) wrong.push("manifeste.json : sa signature ne convient pas");
  const manifest = manifestIn(text(bytes));
  if (manifest.cle_id !== own.fingerprint) wrong.push("cle_publique.pem : ce n’est pas la clé que nomme le manifeste");
  if (!KNOWN_FORMATS.includes(manifest.format)) {
    wrong.push(`manifeste.json : cette page ne connaît pas le format ${manifest.format}`);
  }
  return manifest;
}

/** A changed byte may leave no JSON at all: then there is nothing that could be compared. */
function manifestIn(json: string): Manifest {
  try {
    return JSON.parse(json) as Manifest;
  } catch {
    throw new Error("manifeste.json a été changé : il est illisible");
  }
}

/** Every file is the one that the manifest names, and it names all. */
async function compareFiles(archive: ArchiveFile, { fichiers }: Manifest, wrong: string[]): Promise<void> {
  for (const { nom, sha256: hash } of fichiers) {
    const file = await archive.read(nom);
    if (file === null || await sha256(file) !== hash) wrong.push(`${nom} : altéré`);
  }
  const known = new Set([...UNLISTED, ...fichiers.map(({ nom }) => nom)]);
  for (const name of archive.names()) if (!known.has(name)) wrong.push(`${name} : ajouté`);
}

function text(bytes: Uint8Array<ArrayBuffer>): string {
  return new TextDecoder().decode(bytes);
}
