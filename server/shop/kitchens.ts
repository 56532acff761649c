/**
 * What is prepared elsewhere is printed there when the ticket is paid, not when it is sent: until then its lines may change and it
 * may be dropped, and nobody prepares what nobody has paid. One slip for each printer, in the payment's own transaction, so that
 * neither a power cut nor a payment that is asked for again prints none or two.
 */
import type { JsonValue } from "../../shared/protocol.ts";
import { formatMeasure } from "../../shared/units.ts";
import type { Look, Tx } from "../database/application.ts";
import type { CashSession } from "./cash_session.ts";
import { type KitchenLine, kitchenSlip } from "./paper/kitchen.ts";
import { findPrint, findPrinter, printAnswer, type PrinterRow, queuePrint } from "./print_jobs.ts";
import { findSale, nameOf, numberOfSale, type SaleRow } from "./sale.ts";

/** Before it is signed: the number stands on its receipt. Practice prepares nothing. */
export function givePickupNumber(tx: Tx, { jour, formation }: CashSession, sale: Pick<SaleRow, "id" | "type">): void {
  const { numeros_retrait } = tx.get("SELECT numeros_retrait FROM boutique")!;
  if (numeros_retrait === 0 || formation === 1 || sale.type === "avoir" || preparedOf(tx, sale.id).length === 0) return;
  tx.run(
    "INSERT INTO retraits (vente_id, jour, numero) VALUES (?1, ?2, (SELECT coalesce(max(numero), 0) + 1 FROM retraits WHERE jour = ?2))",
    sale.id,
    jour,
  );
}

/** null for a ticket without one. */
export function pickupNumber(look: Look, saleId: string): number | null {
  return (look.get("SELECT numero FROM retraits WHERE vente_id = ?", saleId)?.["numero"] as number | undefined) ?? null;
}

/** Of a ticket that was just paid; answers its slips as tills are told of them. */
export function queueKitchen(
  tx: Tx,
  { caisse, formation }: CashSession,
  { id, type }: Pick<SaleRow, "id" | "type">,
): JsonValue[] {
  if (formation === 1 || type === "avoir") return [];
  const lines = preparedOf(tx, id);
  if (lines.length === 0) return [];
  const sale = findSale(tx, id);
  return [...new Set(lines.map(({ imprimante_id }) => imprimante_id))].map((id) =>
    printAnswer(findPrint(tx, queueSlip(tx, findPrinter(tx, id), caisse, sale, lines))!)
  );
}

function queueSlip(tx: Tx, printer: PrinterRow, caisse: string, sale: SaleRow, lines: readonly PreparedLine[]): number {
  const numero = numberOfSale(sale);
  const { fuseau } = tx.get("SELECT fuseau FROM boutique")!;
  const document = kitchenSlip({
    place: printer.nom,
    pickup: pickupNumber(tx, sale.id),
    numero,
    seller: nameOf(tx, sale.vendeur_id),
    paid: sale.payee_le!,
    zone: fuseau as string | null,
    lines: lines.filter(({ imprimante_id }) => imprimante_id === printer.id).map((line): KitchenLine => ({
      amount: formatMeasure(line.quantite, line.unite, "fr"),
      label: line.libelle,
    })),
  });
  return queuePrint(tx, printer, { caisse, genre: "cuisine", titre: `${printer.nom} ${numero}`, vente_id: sale.id, document });
}

interface PreparedLine {
  readonly libelle: string;
  /** Thousandths. */
  readonly quantite: number;
  readonly unite: "piece" | "kg" | "l" | "m";
  readonly imprimante_id: number;
}

/** What comes back is prepared nowhere. */
function preparedOf(look: Look, saleId: string): readonly PreparedLine[] {
  return look.all(
    `SELECT l.libelle, l.quantite, l.unite, c.imprimante_id FROM lignes_vente l JOIN produits p ON p.id = l.produit_id
     JOIN categories c ON c.id = p.categorie_id WHERE l.vente_id = ? AND l.quantite > 0 AND c.imprimante_id IS NOT NULL
     ORDER BY l.position, l.id`,
    saleId,
  ) as unknown as readonly PreparedLine[];
}
