/** The signed records of an archive, file by file: each by its signature, and each as the one after the one before it. */
import type { ArchivedSeries } from "../../shared/fiscal_archive.ts";
import type { KeyUses } from "../../shared/fiscal_keys.ts";
import { signedText, type StoredRecord } from "../../shared/fiscal_record.ts";
import type { ArchiveContinuity } from "./continuity.ts";
import { isSignedWith, sha256 } from "./web_crypto.ts";

/** Records whose signatures are checked side by side. */
const ABREAST = 256;

/** Walks what one file holds; a sentence of each record that is not as it was signed. */
export async function walkRecords(
  records: readonly StoredRecord[],
  continuity: ArchiveContinuity,
  series: ArchivedSeries,
  uses: KeyUses,
): Promise<string[]> {
  const wrong: string[] = [];
  for (let at = 0; at < records.length; at += ABREAST) {
    const some = records.slice(at, at + ABREAST);
    for (const { record, hash, fits } of await Promise.all(some.map((record) => checked(record, continuity)))) {
      const broken = series.take(record, hash)?.broken ?? null;
      wrong.push(...sentences(broken, fits).map((said) => `${record.serie} n° ${record.seq}${said}`));
      uses.add(record);
    }
  }
  return wrong;
}

/** What cannot be read is named by the hash of its file. */
export function recordsIn(file: Uint8Array<ArrayBuffer> | null): StoredRecord[] {
  const lines = new TextDecoder().decode(file ?? new Uint8Array()).split("\n");
  return lines.filter((line) => line !== "").flatMap((line) => {
    try {
      return [JSON.parse(line) as StoredRecord];
    } catch {
      return [];
    }
  });
}

interface Checked {
  readonly record: StoredRecord;
  readonly hash: string;
  readonly fits: boolean;
}

async function checked(record: StoredRecord, { keys }: ArchiveContinuity): Promise<Checked> {
  const signed = signedText(record);
  const key = keys.get(record.cle_id);
  const fits = key !== undefined && await isSignedWith(key, record.signature, signed);
  return { record, hash: await sha256(signed), fits };
}

type Broken = NonNullable<ReturnType<ArchivedSeries["take"]>>["broken"];

/** What is said of a record after its name: that it stands in the wrong place, that it was changed, or both. */
function sentences(broken: Broken | null, fits: boolean): string[] {
  const changed = fits ? [] : [" : altéré"];
  switch (broken) {
    case null:
      return changed;
    case "missing":
    case "unlinked":
    case "outside":
      return [" ne suit pas le précédent", ...changed];
    case "number":
      return [" : un numéro manque avant le sien", ...changed];
    case "format":
    case "other_key":
    case "unknown_key":
    case "changed":
      return [" : altéré"];
  }
}
