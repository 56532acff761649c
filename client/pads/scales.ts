/** The scales on the counter: which there are, and what lies on one now. */
import type { NetworkClient } from "../network/network_client.ts";

/** The scale beside a till, by the till's name. */
export interface Scale {
  readonly till: string;
  /** What the till is called; its name where it has no label. */
  readonly label: string;
}

/** Who weighs: a cashier on the scale of the open till, whoever stands at none (null) on any. */
export interface Weigher {
  readonly client: NetworkClient;
  readonly till: string | null;
}

export interface Weighing {
  /** null where there is no weight. */
  readonly grammes: number | null;
  /** Why there is none. */
  readonly raison: string | null;
}

/** Throws a Failure. */
export async function fetchScales({ client, till }: Weigher): Promise<readonly Scale[]> {
  const { rows } = await client.query(
    "select",
    "SELECT nom, libelle FROM caisses WHERE balance IS NOT NULL AND active = 1 AND (?1 IS NULL OR nom = ?1) ORDER BY nom",
    [till],
  );
  return rows.map((row) => ({ till: String(row["nom"]), label: String(row["libelle"] || row["nom"]) }));
}

/** Throws a Failure. */
export async function weigh(client: NetworkClient, till: string): Promise<Weighing> {
  return await client.request("GET", `/api/caisses/${encodeURIComponent(till)}/poids`) as Weighing;
}
