/** A paid ticket by its printed number, with what of it can still be given back. */
import { ACCOUNT_MODE, type RefundMode } from "../../../shared/tender.ts";
import type { NetworkClient } from "../../network/network_client.ts";
import type { Unit } from "../../../shared/units.ts";
import type { PaidNumber, PaidTicket } from "./refund.ts";

interface Refundable {
  readonly moyens: readonly { readonly mode: string; readonly reste: number | null }[];
}

/** Null when no paid ticket has this number. Throws a Failure. */
export async function fetchPaid(client: NetworkClient, { training, till, number }: PaidNumber): Promise<PaidTicket | null> {
  const sales = await client.query(
    "select",
    `SELECT v.id, v.type, v.payee_le, v.total_ttc, e.nom AS vendeur, k.nom AS client, k.siren FROM ventes v LEFT JOIN equipe e ON e.id = v.vendeur_id
     LEFT JOIN clients k ON k.id = v.client_id
     WHERE v.caisse = ? AND v.${training ? "numero_formation" : "numero"} = ?`,
    [till, number],
  );
  const sale = sales.rows[0];
  if (sale === undefined) return null;
  const lines = await client.query(
    "select",
    `SELECT l.id, l.libelle, l.quantite, l.unite, l.prix_unitaire_ttc, l.total_ttc - coalesce(l.remise_ticket, 0) AS paye,
       (SELECT coalesce(sum(a.quantite), 0) FROM lignes_vente a WHERE a.ligne_origine_id = l.id) AS rendue,
       (SELECT coalesce(sum(a.total_ttc), 0) FROM lignes_vente a WHERE a.ligne_origine_id = l.id) AS rendu
     FROM lignes_vente l WHERE l.vente_id = ? ORDER BY l.position, l.id`,
    [String(sale["id"])],
  );
  const id = String(sale["id"]);
  const left = lines.rows.every((row) => Number(row["quantite"]) < 0)
    ? []
    : (await client.request("GET", `/api/ventes/${id}/remboursable`) as Refundable).moyens;
  return {
    id,
    type: sale["type"] as PaidTicket["type"],
    number: `${training ? "F-" : ""}${till}-${String(number).padStart(6, "0")}`,
    seller: String(sale["vendeur"] ?? ""),
    ...sale["client"] === null ? {} : { customer: String(sale["client"]) },
    ...sale["siren"] === null ? {} : { siren: String(sale["siren"]) },
    paidAt: String(sale["payee_le"]),
    total: Number(sale["total_ttc"]),
    means: left.map(({ mode, reste }) => ({ mode, left: reste })),
    lines: lines.rows.map((row) => ({
      id: String(row["id"]),
      label: String(row["libelle"]),
      quantity: Number(row["quantite"]),
      unit: row["unite"] as Unit,
      price: Number(row["prix_unitaire_ttc"]),
      left: Math.max(0, Number(row["quantite"]) + Number(row["rendue"])),
      paid: Number(row["paye"]),
      leftPaid: Number(row["paye"]) + Number(row["rendu"]),
    })),
  };
}

/** By which most was paid; what goes back to an account is nobody's choice. */
export function firstMeans(ticket: PaidTicket | null): RefundMode | undefined {
  return ticket?.means.find(({ mode }) => mode !== ACCOUNT_MODE)?.mode as RefundMode | undefined;
}
