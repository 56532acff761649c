/** A ticket as commands see it, and what they have in common: finding it, and saying how it stands. */
import type { JsonValue } from "../../shared/protocol.ts";
import type { Look, Tx } from "../database/application.ts";
import type { ShopContext } from "./context.ts";
import { INCONNU } from "./unknown.ts";

export type Etat = "brouillon" | "en_attente" | "en_caisse" | "payee" | "annulee";

export interface Vente {
  readonly id: string;
  readonly type: "vente" | "avoir";
  readonly etat: Etat;
  readonly rappel: number | null;
  readonly numero: number | null;
  readonly vendeur_id: number;
  readonly caissier_id: number | null;
  readonly caisse: string | null;
  readonly client_id: number | null;
  readonly total_ttc: number;
  readonly total_ht: number | null;
  readonly total_tva: number | null;
  readonly remise: number;
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

export interface Ligne {
  readonly id: string;
  readonly vente_id: string;
  readonly produit_id: number | null;
  readonly libelle: string;
  /** Thousandths. */
  readonly quantite: number;
  readonly prix_unitaire_ttc: number;
  readonly remise: number;
  readonly remise_ticket: number | null;
  readonly tva: number;
  readonly total_ttc: number;
  readonly total_ht: number | null;
  readonly position: number;
  readonly ligne_origine_id: string | null;
}

/** The ticket, or `not_found`. */
export function findVente(look: Look, id: string): Vente {
  const vente = look.get("SELECT * FROM ventes WHERE id = ?", id) as unknown as Vente | undefined;
  return vente ?? look.fail("not_found", INCONNU.vente);
}

export function lignesOf(look: Look, venteId: string): Ligne[] {
  return look.all("SELECT * FROM lignes_vente WHERE vente_id = ? ORDER BY position, id", venteId) as unknown as Ligne[];
}

/** A ticket and its lines, as commands answer it. */
export function venteAnswer(look: Look, id: string): JsonValue {
  return { ...findVente(look, id), lignes: lignesOf(look, id) } as unknown as JsonValue;
}

/** Ends the request unless the ticket is in one of these states. */
export function expectEtat(look: Look, vente: Vente, ...etats: readonly Etat[]): void {
  if (!etats.includes(vente.etat)) look.fail("invalid_state", { etat: vente.etat, vente: venteAnswer(look, vente.id) });
}

/** Ends the request when another cashier has the ticket in hand and the hold has not run out. */
export function expectFree(tx: Tx, { baux }: ShopContext, vente: Vente): void {
  if (vente.etat !== "en_caisse" || vente.caissier_id === tx.actor.userId) return;
  if (vente.bail_jusqua === null || baux.isOver(tx, vente.id, vente.bail_jusqua)) return;
  tx.fail("ticket_locked", { par: nameOf(tx, vente.caissier_id), jusqua: vente.bail_jusqua });
}

export function nameOf(look: Look, personId: number | null): string {
  const person = personId === null ? undefined : look.get("SELECT nom FROM equipe WHERE id = ?", personId);
  return (person?.["nom"] as string | undefined) ?? "";
}

/** A paid ticket's number as it is printed: `C1-000123`, or `F-C1-000123` for practice. */
export function numberOf({ formation, caisse, numero, numero_formation }: Vente): string {
  return formation === 1 ? `F-${printedNumber(caisse!, numero_formation!)}` : printedNumber(caisse!, numero!);
}

/** The legal number as it is printed: `C1-000123`. */
export function printedNumber(caisse: string, numero: number): string {
  return `${caisse}-${String(numero).padStart(6, "0")}`;
}
