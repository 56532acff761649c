/** The books of a shop that was restored: its signed records before and after, and how a backup is made and put back. */
import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { comptoir } from "./command_line.ts";
import { PASSWORD, Person } from "./server.ts";
import { cash, PAIN, Shop, sold } from "./shop.ts";

export interface Record {
  readonly serie: string;
  readonly seq: number;
  readonly genre: string;
  readonly contenu: string;
  readonly signature: string;
  readonly cle_id: string;
}

export const number = (n: number, caisse = "C1") => `${caisse}-${String(n).padStart(6, "0")}`;

export const bread = async (person: Person) => (await sold(person, [PAIN], [cash(120)])).numero as string;

export function recordsIn(file: string): Record[] {
  const db = new DatabaseSync(file, { readOnly: true });
  try {
    return db.prepare("SELECT serie, seq, genre, contenu, signature, cle_id FROM journal_fiscal ORDER BY serie, seq")
      .all() as unknown as Record[];
  } finally {
    db.close();
  }
}

/** Two lives of one shop share what the backup held, and no other place of any series, nor any number. */
export function assertNothingTwice(lost: readonly Record[], now: readonly Record[]): void {
  const places = new Map(lost.map((record) => [`${record.serie} ${record.seq}`, record]));
  const numbers = new Map(lost.flatMap((record) => numberOf(record) === null ? [] : [[numberOf(record), record]]));
  for (const record of now) {
    const same = places.get(`${record.serie} ${record.seq}`);
    if (same !== undefined) assert.equal(record.signature, same.signature, `${record.serie} ${record.seq} was given twice`);
    const twin = numbers.get(numberOf(record));
    if (numberOf(record) !== null && twin !== undefined) assert.equal(record.signature, twin.signature, `${numberOf(record)}`);
  }
}

export function numberOf({ genre, contenu }: Record): string | null {
  return genre === "vente" || genre === "avoir" ? JSON.parse(contenu).numero : null;
}

export const verify = async (dir: string) => await comptoir("journal", "verify", "--data", dir);

export async function assertWhole(dir: string): Promise<string> {
  const { code, out } = await verify(dir);
  assert.equal(code, 0, out);
  return out;
}

export async function signIn(shop: Shop, who: readonly Person[]): Promise<void> {
  const names = Object.entries({ patron: shop.owner, ...shop.people });
  for (const [name, person] of names) if (who.includes(person)) await person.signIn(name, PASSWORD);
}

export async function backup(shop: Shop, name = "copie.db"): Promise<string> {
  const file = `${shop.server.dir}/${name}`;
  const { code, err } = await comptoir("backup", file, "--data", shop.server.dir);
  assert.equal(code, 0, err);
  return file;
}
