/** Years of a shop's journal, written straight into its database while no server runs. */
import { DatabaseSync } from "node:sqlite";
import { chainHash } from "../../server/database/journal/journal.ts";
import { uuidv7 } from "./server.ts";

export interface Changed {
  readonly table: string;
  readonly key: Readonly<Record<string, unknown>>;
  /** Characters of text that the row carries. */
  readonly text?: number;
}
export interface Written {
  readonly kind: string;
  readonly changes: readonly Changed[];
}

/** What a later version's migration adds: taken away, it has to be made from the journal at the next start. */
export const ADDED_LATER = `
  DROP TABLE IF EXISTS _journal_rows;
  DROP TABLE IF EXISTS _journal_frames;
  DROP INDEX IF EXISTS _journal_kinds;
  DROP TABLE IF EXISTS _journal_people;
  DROP TABLE IF EXISTS _prix_produits;
  DELETE FROM _migrations WHERE name IN ('engine/003_journal_index', 'engine/007_journal_people', 'shop/073_price_history');`;

/** Continues the journal by these records, each a write of user 2; answers the seq of the first. */
export function appendRecords(dir: string, records: Iterable<Written>): number {
  const db = new DatabaseSync(`${dir}/comptoir.db`);
  try {
    db.exec(`${ADDED_LATER} PRAGMA synchronous = OFF; BEGIN`);
    const last = db.prepare("SELECT seq, at, hash FROM _journal ORDER BY seq DESC LIMIT 1").get();
    const head = last as { seq: number; at: string; hash: string };
    const insert = db.prepare(
      `INSERT INTO _journal (seq, at, kind, user_id, username, role, mode, address, session_id, tables, content, hash)
       VALUES (?,?,?,?,?,?,?,?,?,?,?,?)`,
    );
    const who = { user_id: 2, username: "nora", role: "vendeur", mode: "client", address: "127.0.0.2", session_id: "s" };
    let { seq, hash } = head;
    for (const { kind, changes } of records) {
      seq += 1;
      const tables = [...new Set(changes.map(({ table }) => table))].sort();
      const rest = { tables, statements: ["INSERT INTO ventes (id) VALUES (?)"], detail: null, changes: changes.map(changeOf) };
      const content = JSON.stringify({ v: 1, seq, at: head.at, kind, ...who, ...rest });
      hash = chainHash(hash, content);
      insert.run(seq, head.at, kind, ...Object.values(who), tables.join(","), content, hash);
    }
    db.exec("COMMIT");
    return head.seq + 1;
  } finally {
    db.close();
  }
}

/** A sale a record: its ticket and line come to be; every hundredth is a new price, product by product. */
export function* sales(records: number, text = 0): Generator<Written> {
  for (let at = 1; at <= records; at++) {
    if (at % 100 === 0) yield { kind: "prix_change", changes: [{ table: "produits", key: { id: at / 100 }, text }] };
    else {
      yield {
        kind: "write",
        changes: [{ table: "ventes", key: { id: uuidv7() }, text }, { table: "lignes_vente", key: { id: uuidv7() }, text }],
      };
    }
  }
}

function changeOf({ table, key, text = 0 }: Changed) {
  const row = { ...key, etat: "brouillon", vendeur_id: 2, total_ttc: 450, quantite: 1000, version: 1 };
  return { table, op: "update", key, before: row, after: { ...row, note: "x".repeat(text) } };
}
