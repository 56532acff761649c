/** What the writer does when records of the journal have a sealed file of their own: it says so in a record, then drops them piece by piece. */
import type { JsonValue } from "../../shared/protocol.ts";
import { LIMITS } from "../../shared/limits.ts";
import type { Command, Tx } from "../database/application.ts";
import { JOURNAL_SEALED, type Seal, SEAL_FIELDS, SEALED_THROUGH } from "../database/journal/seals.ts";
import type { Account } from "./account_trail.ts";

/** `accounts`: how they stood after its last record, for whoever goes on from there. */
export type Sealed = Seal & { readonly accounts: readonly Account[] };

/** Where the walk along the index of rows stands. */
interface Place {
  readonly table_name: string;
  readonly row_key: string | number;
  readonly seq: number;
}

/** What is left to be dropped: answered by a piece, and given to the next. */
export interface Dropping {
  readonly step: "records" | "frames" | "people" | "rows";
  readonly place: Place | null;
}

export const journalCommands: Readonly<Record<string, Command>> = {
  "engine.journal_sealed": sealed,
  "engine.journal_drop": drop,
};

/** From its commit on the records are read from the file. */
function sealed(tx: Tx, input: JsonValue): JsonValue {
  const { accounts, ...seal } = input as unknown as Sealed;
  const through = throughOf(tx);
  const hash = tx.get("SELECT hash FROM _journal WHERE seq = ?", seal.last_seq)?.["hash"];
  if (seal.first_seq !== through + 1 || hash !== seal.last_hash) {
    throw new Error("the file does not hold the records that follow");
  }
  tx.run(
    `INSERT INTO _journal_seals (${SEAL_FIELDS.join(", ")}) VALUES (${SEAL_FIELDS.map(() => "?").join(", ")})`,
    ...SEAL_FIELDS.map((field) => seal[field]),
  );
  tx.event(JOURNAL_SEALED, { ...seal, accounts: accounts as unknown as JsonValue });
  return null;
}

/**
 * A piece that no till waits for: answers where the next one goes on; null when nothing is left. The last record goes with the last
 * piece: as long as it stands, something is left.
 */
function drop(tx: Tx, input: JsonValue): JsonValue {
  const { step, place } = input as unknown as Dropping;
  const through = throughOf(tx);
  switch (step) {
    case "records":
      return dropRecords(tx, through) ? at("records") : at("frames");
    case "frames": {
      const sql =
        "DELETE FROM _journal_frames WHERE seq IN (SELECT seq FROM _journal_frames WHERE seq <= ? ORDER BY seq LIMIT ?)";
      return tx.run(sql, through, LIMITS.dropFrames).changes > 0 ? at("frames") : at("people");
    }
    case "people": {
      // A stretch that goes on in the live journal stays.
      const stretch = Math.floor((through + 1) / LIMITS.journalStretch);
      const sql = `DELETE FROM _journal_people WHERE (user_id, stretch) IN
        (SELECT user_id, stretch FROM _journal_people WHERE stretch < ? LIMIT ?)`;
      return tx.run(sql, stretch, LIMITS.dropRows).changes > 0 ? at("people") : at("rows");
    }
    case "rows":
      return dropRows(tx, through, place);
  }
}

function at(step: Dropping["step"], place: Place | null = null): JsonValue {
  return { step, place } as unknown as JsonValue;
}

function throughOf(tx: Tx): number {
  return tx.get(SEALED_THROUGH)!["seq"] as number;
}

/** The oldest, as many as are few bytes: one at least, however long. False when none is left but the last. */
function dropRecords(tx: Tx, through: number): boolean {
  let [bytes, last] = [0, 0];
  const sql = "SELECT seq, octet_length(content) AS bytes FROM _journal WHERE seq < ? ORDER BY seq LIMIT ?";
  for (const row of tx.all(sql, through, LIMITS.dropRows) as unknown as { seq: number; bytes: number }[]) {
    bytes += row.bytes;
    if (last > 0 && bytes > LIMITS.dropBytes) break;
    last = row.seq;
  }
  return last > 0 && tx.run("DELETE FROM _journal WHERE seq <= ?", last).changes > 0;
}

/** The index of rows is in the order of their keys: it is walked once, from one end to the other. */
function dropRows(tx: Tx, through: number, place: Place | null): JsonValue {
  const from = place === null ? "" : "WHERE (table_name, row_key, seq) > (?, ?, ?)";
  const rows = tx.all(
    `SELECT table_name, row_key, seq FROM _journal_rows ${from} ORDER BY table_name, row_key, seq LIMIT ${LIMITS.dropRows}`,
    ...place === null ? [] : [place.table_name, place.row_key, place.seq],
  ) as unknown as Place[];
  const last = rows.at(-1);
  if (last === undefined) {
    tx.run("DELETE FROM _journal WHERE seq <= ?", through);
    return null;
  }
  for (const { table_name, row_key, seq } of rows) {
    if (seq > through) continue;
    tx.run("DELETE FROM _journal_rows WHERE table_name = ? AND row_key = ? AND seq = ?", table_name, row_key, seq);
  }
  return at("rows", last);
}
