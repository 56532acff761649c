/** What columns of these heads have become in an import before: a help for the next file, no more. */
import type { ImportColumn, ImportSort } from "../../../../shared/import_columns.ts";
import { Failure } from "../../../network/failure.ts";
import type { NetworkClient } from "../../../network/network_client.ts";

export async function rememberedColumns(client: NetworkClient, sort: ImportSort): Promise<ReadonlyMap<string, string>> {
  const { rows } = await client.query("select", "SELECT entete, champ FROM imports_colonnes WHERE sorte = ?", [sort]);
  return new Map(rows.map((row) => [String(row["entete"]), String(row["champ"])]));
}

/** The import is done whether or not it can be kept. */
export async function rememberColumns(
  client: NetworkClient,
  sort: ImportSort,
  heads: readonly string[],
  fields: readonly (ImportColumn | null)[],
): Promise<void> {
  const query = `INSERT INTO imports_colonnes (sorte, entete, champ) VALUES (?, ?, ?)
    ON CONFLICT (sorte, entete) DO UPDATE SET champ = excluded.champ`;
  const queries = heads.map((head, at) => {
    return { type: "insert" as const, query, params: [sort, head.slice(0, 200), fields[at] ?? ""] };
  });
  await client.batch(queries).catch((error: unknown) => {
    if (!(error instanceof Failure)) throw error;
  });
}
