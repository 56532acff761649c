/** A ticket that was sent is changed at the till that has it in hand: its lines, its prices and discounts, its customer. What goes leaves a trace. */
import type { Command, Tx } from "../../database/application.ts";
import type { ShopContext } from "../context.ts";
import { expectInHand, findSale, type LineRow, linesOf, saleAnswer, type SaleRow } from "../sale.ts";
import { traceLines } from "../trace.ts";
import { UNKNOWN } from "../unknown.ts";

/** Cents, or a rate in basis points; `0` of either ends it. */
interface Discount {
  readonly remise?: number;
  readonly remise_taux?: number;
  readonly remise_motif?: string;
}

interface ChangedLine extends Discount {
  readonly id: string;
  /** Thousandths that it is to be; 0 takes it off. */
  readonly quantite?: number;
  /** Cents; of an article whose price is not open, with why. */
  readonly prix_unitaire_ttc?: number;
  readonly prix_motif?: string;
}

interface Input extends Discount {
  readonly id: string;
  readonly version: number;
  readonly lignes?: readonly ChangedLine[];
  readonly client_id?: number | null;
}

export function ticketChangeCommands({ fiscal }: ShopContext): Readonly<Record<string, Command>> {
  return {
    "ventes.modifier": (tx, input) => {
      const { id, version, lignes = [], client_id, ...discount } = input as unknown as Input;
      const sale = findSale(tx, id);
      expectHeld(tx, sale);
      if (sale.version !== version) tx.fail("stale_version", { version: sale.version, vente: saleAnswer(tx, id) });
      const before = new Map(linesOf(tx, id).map((line) => [line.id, line]));
      const gone: LineRow[] = [];
      // The lines must cover the ticket's own discount at every step: what it is to be comes before what takes lines off.
      discountOn(tx, "ventes", id, discount);
      for (const change of lignes) {
        const line = before.get(change.id) ?? tx.fail("not_found", UNKNOWN.line);
        gone.push(...changeLine(tx, line, change));
      }
      if (before.size > 0 && findSale(tx, id).nombre_lignes === 0) {
        tx.fail("constraint_violation", { constraint: "rule:ticket_without_lines" });
      }
      if (client_id !== undefined) setCustomer(tx, id, client_id);
      // What was never sent is nobody's but its seller's.
      if (gone.length > 0 && sale.rappel !== null) traceLines(tx, fiscal, sale, gone);
      tx.event("vente_modifiee", { vente_id: id, lignes: lignes.map(({ id }) => id) });
      return saleAnswer(tx, id);
    },
  };
}

/** One's own draft, or the ticket in hand. */
function expectHeld(tx: Tx, sale: SaleRow): void {
  if (sale.etat !== "brouillon") return expectInHand(tx, sale);
  if (sale.vendeur_id !== tx.actor.userId) tx.fail("not_found", UNKNOWN.ticket);
}

/** Answers what is taken off: the line as it was, with the quantity that goes and what it was worth. */
function changeLine(tx: Tx, line: LineRow, { id, quantite, prix_unitaire_ttc, prix_motif, ...discount }: ChangedLine): LineRow[] {
  if (quantite === 0) {
    tx.run("DELETE FROM lignes_vente WHERE id = ?", id);
    return [line];
  }
  if (quantite !== undefined) tx.run("UPDATE lignes_vente SET quantite = ? WHERE id = ?", quantite, id);
  if (prix_unitaire_ttc !== undefined) {
    tx.run(
      "UPDATE lignes_vente SET prix_unitaire_ttc = ?, prix_motif = ? WHERE id = ?",
      prix_unitaire_ttc,
      prix_motif ?? null,
      id,
    );
  }
  discountOn(tx, "lignes_vente", id, discount);
  if (quantite === undefined || quantite >= line.quantite) return [];
  const { total_ttc } = tx.get("SELECT total_ttc FROM lignes_vente WHERE id = ?", id) as { total_ttc: number };
  return [{ ...line, quantite: line.quantite - quantite, total_ttc: line.total_ttc - total_ttc }];
}

/** How far it, and a price, may go is judged when it is paid, where the owner's code can come along. */
function discountOn(tx: Tx, table: "ventes" | "lignes_vente", id: string, discount: Discount): void {
  const { remise, remise_taux, remise_motif } = discount;
  if (remise === undefined && remise_taux === undefined) return;
  tx.run(
    `UPDATE ${table} SET remise = ?, remise_taux = ?, remise_motif = coalesce(?, remise_motif) WHERE id = ?`,
    remise ?? 0,
    remise_taux ?? 0,
    remise_motif ?? null,
    id,
  );
}

function setCustomer(tx: Tx, saleId: string, customer: number | null): void {
  if (customer !== null && tx.get("SELECT 1 FROM clients WHERE id = ?", customer) === undefined) {
    tx.fail("not_found", UNKNOWN.customer);
  }
  tx.run("UPDATE ventes SET client_id = ? WHERE id = ?", customer, saleId);
}
