/** A paid ticket looked up by its printed number, and what of it can still be given back. */
import type { NetworkClient } from "./network_client.ts";

export interface PaidLine {
  readonly id: string;
  readonly label: string;
  /** Thousandths, as sold. */
  readonly quantity: number;
  /** Cents. */
  readonly price: number;
  /** Thousandths that were not given back yet. */
  readonly left: number;
  /** Cents paid for the line, discounts taken off, and what is left of them. */
  readonly paid: number;
  readonly leftPaid: number;
}

export interface PaidTicket {
  readonly id: string;
  readonly type: "vente" | "avoir";
  /** `C1-000123` */
  readonly number: string;
  readonly seller: string;
  /** RFC 3339, UTC. */
  readonly paidAt: string;
  readonly total: number;
  readonly lines: readonly PaidLine[];
}

/** `C1-000123`, `c1 123`, or `123` for this till's own; null when it is no number. */
export function parseNumber(text: string, till: string): { readonly till: string; readonly number: number } | null {
  const match = /^\s*(?:([A-Za-z][A-Za-z0-9]{0,9})[\s\-_/'’)]+)?0*([1-9]\d{0,8})\s*$/.exec(text);
  return match === null ? null : { till: match[1]?.toUpperCase() ?? till, number: Number(match[2]) };
}

/** Null when no paid ticket has this number. Throws a Failure. */
export async function fetchPaid(client: NetworkClient, till: string, number: number): Promise<PaidTicket | null> {
  const sales = await client.query(
    "select",
    `SELECT v.id, v.type, v.payee_le, v.total_ttc, e.nom AS vendeur FROM ventes v LEFT JOIN equipe e ON e.id = v.vendeur_id
     WHERE v.caisse = ? AND v.numero = ?`,
    [till, number],
  );
  const sale = sales.rows[0];
  if (sale === undefined) return null;
  const lines = await client.query(
    "select",
    `SELECT l.id, l.libelle, l.quantite, l.prix_unitaire_ttc, l.total_ttc - coalesce(l.remise_ticket, 0) AS paye,
       (SELECT coalesce(sum(a.quantite), 0) FROM lignes_vente a WHERE a.ligne_origine_id = l.id) AS rendue,
       (SELECT coalesce(sum(a.total_ttc), 0) FROM lignes_vente a WHERE a.ligne_origine_id = l.id) AS rendu
     FROM lignes_vente l WHERE l.vente_id = ? ORDER BY l.position, l.id`,
    [String(sale["id"])],
  );
  return {
    id: String(sale["id"]),
    type: sale["type"] as PaidTicket["type"],
    number: `${till}-${String(number).padStart(6, "0")}`,
    seller: String(sale["vendeur"] ?? ""),
    paidAt: String(sale["payee_le"]),
    total: Number(sale["total_ttc"]),
    lines: lines.rows.map((row) => ({
      id: String(row["id"]),
      label: String(row["libelle"]),
      quantity: Number(row["quantite"]),
      price: Number(row["prix_unitaire_ttc"]),
      left: Number(row["quantite"]) + Number(row["rendue"]),
      paid: Number(row["paye"]),
      leftPaid: Number(row["paye"]) + Number(row["rendu"]),
    })),
  };
}
