/** What tests of a journal in sealed files ask and do: commands, looks into files, and forgeries. */
import assert from "node:assert/strict";
import { chmodSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { comptoir } from "./command_line.ts";
import { pastYears, SECOND } from "./past_years.ts";

export const seal = (dir: string, through: number) => comptoir("journal", "seal", "--through", String(through), "--data", dir);
export const verify = (dir: string) => comptoir("journal", "verify", "--data", dir);
export const sealedFile = (dir: string, year: number) => `${dir}/journal/journal-${year}.db`;

// deno-lint-ignore no-explicit-any -- rows of every shape
export function inside<T = any>(path: string, look: (db: DatabaseSync) => T): T {
  const db = new DatabaseSync(path);
  try {
    return look(db);
  } finally {
    db.close();
  }
}
export const oneOf = (dir: string, sql: string) => inside(`${dir}/comptoir.db`, (db) => Object.values(db.prepare(sql).get()!)[0]);

/** Changes a sealed file as somebody does who has the folder. */
export function forge(path: string, sql: string): void {
  chmodSync(path, 0o600);
  inside(path, (db) => db.exec(sql));
}

/** Sealed by a command while no server runs. */
export async function sealed(): Promise<string> {
  const dir = await pastYears();
  const { code, err } = await seal(dir, SECOND);
  assert.equal(code, 0, err);
  return dir;
}
