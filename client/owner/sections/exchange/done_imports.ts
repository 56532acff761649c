/** The imports that were done, the latest first. */
import type { ImportSort } from "../../../../shared/import_columns.ts";
import { LiveList } from "../../../network/live_list.ts";
import type { NetworkClient } from "../../../network/network_client.ts";

export interface DoneImport {
  readonly id: number;
  readonly sort: ImportSort;
  readonly file: string | null;
  readonly added: number;
  readonly changed: number;
  readonly by: string | null;
  /** RFC 3339, UTC. */
  readonly at: string;
  readonly undoneAt: string | null;
}

/** Imports that are listed. */
const SHOWN = 50;

export function doneImports(client: NetworkClient): LiveList<DoneImport> {
  return new LiveList(client, ["imports"], () => fetchDone(client));
}

export async function fetchDone(client: NetworkClient): Promise<readonly DoneImport[]> {
  const { rows } = await client.query(
    "select",
    `SELECT i.id, i.sorte, i.fichier, i.ajouts, i.changements, i.cree_le, i.annule_le, e.nom
     FROM imports i LEFT JOIN equipe e ON e.id = i.par_id ORDER BY i.id DESC LIMIT ${SHOWN}`,
  );
  return rows.map((row) => ({
    id: Number(row["id"]),
    sort: row["sorte"] as ImportSort,
    file: row["fichier"] as string | null,
    added: Number(row["ajouts"]),
    changed: Number(row["changements"]),
    by: row["nom"] as string | null,
    at: String(row["cree_le"]),
    undoneAt: row["annule_le"] as string | null,
  }));
}
