/** What must not be overlooked on any screen: a shop that is a demonstration, a person who is in training. */
import type { NetworkClient } from "../../network/network_client.ts";

export interface Marks {
  readonly demo: boolean;
  /** The shop's name; empty while it has none. */
  readonly shop: string;
  /** The signed-in person's own sales are training, and count nowhere. */
  readonly training: boolean;
}

export async function fetchMarks(client: NetworkClient, userId: number): Promise<Marks[]> {
  const sql = "SELECT b.demo, b.nom, e.formation FROM boutique b LEFT JOIN equipe e ON e.id = ?";
  const { rows } = await client.query("select", sql, [userId]);
  return rows.map((row) => ({ demo: row["demo"] === 1, shop: String(row["nom"] ?? ""), training: row["formation"] === 1 }));
}
