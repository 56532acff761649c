/** A ticket as commands see it, and what they have in common: finding it, and saying how it stands. */
import type { Nature } from "../../shared/natures.ts";
import type { JsonValue } from "../../shared/protocol.ts";
import type { Unit } from "../../shared/units.ts";
import type { Look, Tx } from "../database/application.ts";
import type { ShopContext } from "./context.ts";
import { UNKNOWN } from "./unknown.ts";

export interface SaleRow {
  readonly id: string;
  readonly type: "vente" | "avoir";
  readonly etat: "brouillon" | "en_attente" | "en_caisse" | "payee" | "annulee";
  readonly rappel: number | null;
  readonly numero: number | null;
  readonly vendeur_id: number;
  readonly caissier_id: number | null;
  readonly caisse: string | null;
  readonly client_id: number | null;
  readonly nombre_lignes: number;
  readonly total_ttc: number;
  readonly total_ht: number | null;
  readonly total_tva: number | null;
  readonly remise: number;
  /** Basis points; 0 for a discount of so many cents, and for none. */
  readonly remise_taux: number;
  readonly remise_motif: string | null;
  /** Up to which rate the owner has allowed discounts on it. */
  readonly remise_accord: number;
  /** The same for changed prices. */
  readonly prix_accord: number;
  /** Cents of its lines without any discount. */
  readonly avant_remises: number;
  /** Cents of its lines that are outside VAT. */
  readonly hors_champ: number;
  readonly version: number;
  readonly bail_jusqua: string | null;
  readonly payee_le: string | null;
  readonly vente_origine_id: string | null;
  readonly rappel_jour: string | null;
  readonly motif: string | null;
  /** 1: made for practice by somebody in training; it has no legal number, and counts nowhere. */
  readonly formation: 0 | 1;
  readonly numero_formation: number | null;
}

export interface LineRow {
  readonly id: string;
  readonly vente_id: string;
  readonly produit_id: number | null;
  readonly libelle: string;
  /** Thousandths. */
  readonly quantite: number;
  /** Per piece, kilo, litre or metre. */
  readonly prix_unitaire_ttc: number;
  readonly unite: Unit;
  /** 1: the article's price is open, and was said at the till. */
  readonly prix_libre: 0 | 1;
  /** What it would have cost whose price was changed by hand, and why it was. */
  readonly prix_ordinaire: number | null;
  readonly prix_motif: string | null;
  readonly remise: number;
  /** Basis points; 0 for a discount of so many cents, and for none. */
  readonly remise_taux: number;
  readonly remise_motif: string | null;
  /** Cents before any discount. */
  readonly brut_ttc: number;
  readonly remise_ticket: number | null;
  readonly tva: number;
  readonly nature: Nature;
  readonly total_ttc: number;
  readonly total_ht: number | null;
  readonly position: number;
  readonly ligne_origine_id: string | null;
}

/** The ticket, or `not_found`, which names it: a command may ask for other things that are not there. */
export function findSale(look: Look, id: string): SaleRow {
  const sale = look.get("SELECT * FROM ventes WHERE id = ?", id) as unknown as SaleRow | undefined;
  return sale ?? look.fail("not_found", { ...UNKNOWN.ticket, vente_id: id });
}

export function linesOf(look: Look, saleId: string): LineRow[] {
  return look.all("SELECT * FROM lignes_vente WHERE vente_id = ? ORDER BY position, id", saleId) as unknown as LineRow[];
}

/** A ticket and its lines, as commands answer it. */
export function saleAnswer(look: Look, id: string): JsonValue {
  return { ...findSale(look, id), lignes: linesOf(look, id) } as unknown as JsonValue;
}

/** Ends the request unless the ticket is in one of these states. */
export function expectState(look: Look, sale: SaleRow, ...states: readonly SaleRow["etat"][]): void {
  if (!states.includes(sale.etat)) look.fail("invalid_state", { etat: sale.etat, vente: saleAnswer(look, sale.id) });
}

/** Ends the request when another cashier has the ticket in hand and the hold has not run out. */
export function expectFree(tx: Tx, { holds }: ShopContext, sale: SaleRow): void {
  if (sale.etat !== "en_caisse" || sale.caissier_id === tx.actor.userId) return;
  if (sale.bail_jusqua === null || holds.isOver(tx, sale.id, sale.bail_jusqua)) return;
  tx.fail("ticket_locked", { par: nameOf(tx, sale.caissier_id), jusqua: sale.bail_jusqua });
}

/** Ends the request unless the caller has the ticket in hand. */
export function expectInHand(look: Look, sale: SaleRow): void {
  expectState(look, sale, "en_caisse");
  if (sale.caissier_id === look.actor.userId) return;
  look.fail("ticket_locked", { par: nameOf(look, sale.caissier_id), jusqua: sale.bail_jusqua });
}

export function nameOf(look: Look, personId: number | null): string {
  const person = personId === null ? undefined : look.get("SELECT nom FROM equipe WHERE id = ?", personId);
  return (person?.["nom"] as string | undefined) ?? "";
}

/** A paid ticket's number as it is printed: `C1-000123`, or `F-C1-000123` for practice. */
export function numberOfSale({ formation, caisse, numero, numero_formation }: SaleRow): string {
  return formation === 1 ? `F-${printedNumber(caisse!, numero_formation!)}` : printedNumber(caisse!, numero!);
}

/** The legal number as it is printed: `C1-000123`. */
export function printedNumber(caisse: string, numero: number): string {
  return `${caisse}-${String(numero).padStart(6, "0")}`;
}
