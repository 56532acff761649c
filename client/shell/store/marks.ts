/** What the shop says of itself to every screen: that it is a demonstration, where its clocks stand, who is in training, when a till asks again, and when it locks. */
import type { NetworkClient } from "../../network/network_client.ts";

export interface Marks {
  readonly demo: boolean;
  /** The shop's name; empty while it has none. */
  readonly shop: string;
  /** The signed-in person's own sales are training, and count nowhere. */
  readonly training: boolean;
  /** Cents of change above which the till asks again. */
  readonly muchChange: number;
  /** Cents that meal vouchers pay in a day at most. */
  readonly mealMax: number;
  /** IANA name of its time zone; null before the server has recorded one. */
  readonly zone: string | null;
  /** Hours after midnight at which its day ends. */
  readonly dayEnd: number;
  /** Basis points that the signed-in person may take off without the owner's code. */
  readonly discountCap: number;
  /** The same for changing a price. */
  readonly priceCap: number;
  /** What a till offers by itself once a ticket is paid: nothing, paper, or a code for the customer's phone. */
  readonly receipt: "aucun" | "papier" | "qr";
  /** Names of the tills that take PINs. */
  readonly pinTills: readonly string[];
  /** On these, each ticket ends with the question who is next. */
  readonly lockAfterTicket: boolean;
  /** Minutes of rest after which it is asked there; 0 for never. */
  readonly lockMinutes: number;
}

/** One, of a row for each till that takes PINs: to gather those in one row is more than a reader does at once, and all else waits for it. */
export async function fetchMarks(client: NetworkClient, userId: number): Promise<Marks[]> {
  const sql =
    "SELECT b.demo, b.nom, b.rendu_confirme, b.titre_restaurant_max, b.fuseau, b.fin_journee, b.recu, b.verrou_ticket, b.verrou_minutes, e.formation, " +
    "c.nom AS pin_till, iif(e.role = 'caisse', b.remise_max_caisse, b.remise_max_vendeur) AS remise_max, " +
    "iif(e.role = 'caisse', b.prix_max_caisse, b.prix_max_vendeur) AS prix_max " +
    "FROM boutique b LEFT JOIN equipe e ON e.id = ? LEFT JOIN caisses c ON c.codes_pin = 1 AND c.active = 1";
  const { rows } = await client.query("select", sql, [userId]);
  return rows.slice(0, 1).map((row) => ({
    demo: row["demo"] === 1,
    shop: String(row["nom"] ?? ""),
    training: row["formation"] === 1,
    muchChange: Number(row["rendu_confirme"]),
    mealMax: Number(row["titre_restaurant_max"]),
    zone: row["fuseau"] as string | null,
    dayEnd: Number(row["fin_journee"]),
    discountCap: Number(row["remise_max"]),
    priceCap: Number(row["prix_max"]),
    receipt: row["recu"] as Marks["receipt"],
    pinTills: rows.flatMap(({ pin_till }) => (pin_till ?? []) as string),
    lockAfterTicket: row["verrou_ticket"] === 1,
    lockMinutes: Number(row["verrou_minutes"]),
  }));
}
