/** What the archive itself says of keys and of restored backups; each record is believed by its own signature. */
import { Continuity, introducesItself, type KeyIntroduction, type Resumption } from "../../shared/fiscal_continuity.ts";
import { KEY_RECORD, signedText, type StoredRecord } from "../../shared/fiscal_record.ts";
import { isSignedWith, type PublicKey, publicKey } from "./web_crypto.ts";

export const CONTINUITY_FILE = "continuite.jsonl";

export type ArchiveContinuity = Continuity<CryptoKey>;

/** `wrong` hears a sentence of each record that is not believed. */
export async function continuityOf(
  records: readonly StoredRecord[],
  own: PublicKey,
  wrong: (sentence: string) => void,
): Promise<ArchiveContinuity> {
  const continuity: ArchiveContinuity = new Continuity();
  continuity.keys.set(own.fingerprint, own.key);
  for (const record of records) {
    const where = `${CONTINUITY_FILE} : ${record.serie} n° ${record.seq}`;
    if (record.genre === KEY_RECORD) {
      const introduced = await introduction(record);
      if (introduced === null) wrong(`${where} : altéré`);
      else if (!continuity.introduce(introduced.said, introduced.key)) wrong(`${where} ne suit pas la clé précédente`);
      continue;
    }
    const key = continuity.keys.get(record.cle_id);
    if (key === undefined || !await isSignedWith(key, record.signature, signedText(record))) wrong(`${where} : altéré`);
    else continuity.resume(JSON.parse(record.contenu) as Resumption);
  }
  if (!continuity.endsWith(own.fingerprint)) wrong("cle_publique.pem : ce n’est pas la clé qui a signé en dernier");
  return continuity;
}

/** Null for a record that is not what a key has signed of itself. */
async function introduction(record: StoredRecord): Promise<{ said: KeyIntroduction; key: CryptoKey } | null> {
  try {
    const said = JSON.parse(record.contenu) as KeyIntroduction;
    const { fingerprint, key } = await publicKey(said.cle_publique);
    const believed = introducesItself(record, said, fingerprint) &&
      await isSignedWith(key, record.signature, signedText(record));
    return believed ? { said, key } : null;
  } catch {
    return null;
  }
}
