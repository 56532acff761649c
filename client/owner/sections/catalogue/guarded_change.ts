/** Changing one value of a row, unless somebody else changed it first; and what the journal holds of a row. */
import type { WireRow } from "../../../../shared/protocol.ts";
import type { NetworkClient } from "../../../network/network_client.ts";

/** As the database holds it. */
export type Value = string | number | null;

/** One value: of a row, in a column. */
export interface Spot {
  readonly table: "produits" | "categories";
  readonly id: number;
  readonly column: string;
}

/** Somebody else was faster. */
export interface Overtaken {
  /** What it is now; undefined where the row is gone. */
  readonly value: Value | undefined;
  readonly by: string | null;
  /** RFC 3339, UTC. */
  readonly at: string | null;
}

const CHANGED = { produits: ", modifie_le = strftime('%Y-%m-%dT%H:%M:%fZ', 'now')", categories: "" } as const;

/** Null when it is as wanted. Throws a Failure. */
export async function changeSpot(client: NetworkClient, spot: Spot, from: Value, to: Value): Promise<Overtaken | null> {
  const { table, id, column } = spot;
  const { changes } = await client.query(
    "update",
    `UPDATE ${table} SET ${column} = ?${CHANGED[table]} WHERE id = ? AND ${column} IS ?`,
    [to, id, from],
  );
  if (changes > 0) return null;
  const { rows } = await client.query("select", `SELECT ${column} AS value FROM ${table} WHERE id = ?`, [id]);
  const value = rows[0]?.["value"] as Value | undefined;
  // Sent again after its answer was lost, it finds what it did itself.
  if (value === to) return null;
  const last = (await changesOf(client, spot)).find(({ before, after }) => before?.[column] !== after?.[column]);
  return { value, by: last?.by ?? null, at: last?.at ?? null };
}

export interface RowChange {
  /** RFC 3339, UTC. */
  readonly at: string;
  readonly by: string;
  /** Null where the row was made. */
  readonly before: WireRow | null;
  readonly after: WireRow | null;
}

/** Records of what is done by hand, one by one and many at once: what sales do to a row are records of other kinds. */
const KINDS = ["write", "catalogue", "import", "import_annule"] as const;

/** What was done to a row by hand, newest first. Throws a Failure. */
export async function changesOf(client: NetworkClient, { table, id }: Omit<Spot, "column">): Promise<readonly RowChange[]> {
  const pages = await Promise.all(KINDS.map(async (kind) => {
    const query = new URLSearchParams({ table, key: JSON.stringify({ id }), kind, limit: "500" });
    return await client.request("GET", `/api/journal?${query}`) as { readonly records: readonly JournalRecord[] };
  }));
  const records = pages.flatMap(({ records }) => records).sort((a, b) => b.seq - a.seq);
  return records.flatMap(({ at, username, changes }) =>
    changes.filter((change) => change.table === table && change.key["id"] === id)
      .map(({ before, after }) => ({ at, by: username, before, after }))
  );
}

interface JournalRecord {
  readonly seq: number;
  readonly at: string;
  readonly username: string;
  readonly changes: readonly (Pick<RowChange, "before" | "after"> & { readonly table: string; readonly key: WireRow })[];
}
