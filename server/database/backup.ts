/** Copies of the database: whole, consistent, made while the shop works. */
import { chmodSync, existsSync, statSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import type { DataFolder } from "./folder.ts";

export interface Backup {
  readonly file: string;
  readonly size_bytes: number;
}

/** Copies the database as it is at this moment into a new file; never over one that exists. */
export function copyDatabase(folder: DataFolder, file: string): Backup {
  if (existsSync(file)) throw new Error(`'${file}' exists already: name another file`);
  const db = new DatabaseSync(folder.database, { readOnly: true, timeout: 10_000 });
  try {
    db.prepare("VACUUM INTO ?").run(file);
  } finally {
    db.close();
  }
  chmodSync(file, 0o600);
  return { file, size_bytes: statSync(file).size };
}
