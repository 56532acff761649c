/** What card terminals were asked for: one row for each time, from before the first byte to what is known of its money. */
import type { JsonValue } from "../../shared/protocol.ts";
import type { Look, Tx } from "../database/application.ts";
import { CARD_WORDS } from "./card_words.ts";
import type { CashSession } from "./cash_session.ts";
import { UNKNOWN } from "./unknown.ts";

export type CardKind = "paiement" | "credit" | "annulation" | "essai";
export type CardState = "demandee" | "envoyee" | "acceptee" | "refusee" | "inconnue";

export interface CardOperation {
  readonly id: string;
  readonly genre: CardKind;
  readonly caisse: string;
  readonly vente_id: string | null;
  readonly origine_id: string | null;
  readonly montant: number;
  readonly adresse: string;
  readonly port: number;
  readonly identifiant: string;
  readonly motif: string | null;
  readonly etat: CardState;
  readonly raison: string | null;
  readonly accepte: number | null;
  readonly mode: "carte" | "titre_restaurant";
  readonly autorisation: string | null;
  readonly carte: string | null;
  readonly par_id: number;
  readonly cree_le: string;
  readonly fini_le: string | null;
}

/** Nobody knows yet, or at all, whether money moved. */
export const OPEN = "('demandee', 'envoyee', 'inconnue')";

export interface Terminal {
  readonly adresse: string;
  readonly port: number;
  readonly identifiant: string;
}

/** A till's; null where cards are taken by hand. */
export function terminalOf(look: Look, caisse: string): Terminal | null {
  const row = look.get(
    `SELECT terminal_adresse AS adresse, terminal_port AS port, terminal_identifiant AS identifiant FROM caisses
     WHERE nom = ? AND terminal_adresse IS NOT NULL`,
    caisse,
  );
  return (row as unknown as Terminal | undefined) ?? null;
}

/** The terminal of an open till, or why it asks nothing of any: where nothing is really sold no real card is charged. */
function askedOf(look: Look, { caisse, formation }: CashSession): Terminal | keyof typeof UNKNOWN {
  if (look.get("SELECT demo FROM boutique")!["demo"] === 1) return "demoTerminal";
  if (formation === 1) return "practiceTerminal";
  return terminalOf(look, caisse) ?? "ownTerminal";
}

export function hasTerminal(look: Look, session: CashSession): boolean {
  return typeof askedOf(look, session) !== "string";
}

/** Ends the request where it has none. */
export function expectTerminal(look: Look, session: CashSession): Terminal {
  const asked = askedOf(look, session);
  return typeof asked === "string" ? look.fail("not_found", UNKNOWN[asked]) : asked;
}

export function findOperation(look: Look, id: string): CardOperation | null {
  return (look.get("SELECT * FROM operations_carte WHERE id = ?", id) as unknown as CardOperation | undefined) ?? null;
}

/** The owner's is anybody's; a cashier's what went through the terminal of the till that is open in that name, or is of a ticket that they may pay. */
export function mayRead(look: Look, { caisse, vente_id }: CardOperation): boolean {
  const { role, userId } = look.actor;
  if (role === "administrateur") return true;
  const open = look.get("SELECT caisse FROM sessions_caisse WHERE caissier_id = ? AND fermee_le IS NULL", userId);
  if (open?.["caisse"] === caisse) return true;
  return vente_id !== null && look.get(
        `SELECT 1 FROM ventes WHERE id = ?1 AND (etat = 'en_caisse' AND caissier_id = ?2 OR etat = 'brouillon' AND vendeur_id = ?2)`,
        ...[vente_id, userId],
      ) !== undefined;
}

/** What is not known yet of a ticket's card; null for nothing. */
export function openOperation(look: Look, saleId: string): CardOperation | null {
  const row = look.get(`SELECT * FROM operations_carte WHERE vente_id = ? AND etat IN ${OPEN}`, saleId);
  return (row as unknown as CardOperation | undefined) ?? null;
}

/** Ends the request while it is not known whether money of the ticket's moved. */
export function expectCardKnown(look: Look, saleId: string): void {
  const open = openOperation(look, saleId);
  if (open !== null) look.fail("card_payment_open", { montant: open.montant, operation: operationAnswer(open) });
}

export interface WantedOperation extends Pick<CardOperation, "id" | "genre" | "montant"> {
  readonly caisse: string;
  readonly vente_id: string | null;
  readonly origine_id?: string;
  readonly motif?: string | null;
}

/** Puts it before the terminal: it is begun after the commit. Answers it. */
export function wantOperation(tx: Tx, terminal: Terminal, wanted: WantedOperation): JsonValue {
  const { id, genre, caisse, vente_id, origine_id = null, montant, motif = null } = wanted;
  if (vente_id !== null) expectCardKnown(tx, vente_id);
  // Accepted, it is announced under its own id.
  if (tx.get("SELECT 1 FROM paiements_annonces WHERE id = ?", id) !== undefined) {
    tx.fail("constraint_violation", { constraint: "rule:card_operation_once" });
  }
  const { adresse, port, identifiant } = terminal;
  const busy = tx.get(
    "SELECT caisse FROM operations_carte WHERE adresse = ? AND port = ? AND etat IN ('demandee', 'envoyee')",
    adresse,
    port,
  );
  if (busy !== undefined) tx.fail("terminal_busy", { caisse: busy["caisse"] as string });
  tx.run(
    `INSERT INTO operations_carte (id, genre, caisse, vente_id, origine_id, montant, adresse, port, identifiant, motif, par_id, cree_le)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ...[id, genre, caisse, vente_id, origine_id, montant, adresse, port, identifiant, motif, tx.actor.userId, tx.now],
  );
  tx.event("carte_demandee", { operation_id: id, genre, caisse, vente_id, montant });
  return operationAnswer(findOperation(tx, id)!);
}

/** How it ended, as the terminal or a person says. */
export interface Ended extends Partial<Pick<CardOperation, "accepte" | "mode" | "autorisation" | "carte">> {
  readonly etat: CardState;
  readonly raison: string | null;
}

/** Keeps how it ended; a payment that was accepted is the ticket's from now on, one that went back is no more. */
export function endOperation(tx: Tx, operation: CardOperation, ended: Ended): void {
  const { etat, raison, accepte = null, mode = "carte", autorisation = null, carte = null } = ended;
  tx.run(
    "UPDATE operations_carte SET etat = ?, raison = ?, accepte = ?, mode = ?, autorisation = ?, carte = ?, fini_le = ? WHERE id = ?",
    ...[etat, raison, accepte, mode, autorisation, carte, tx.now, operation.id],
  );
  const { id, genre, vente_id, origine_id, par_id, motif } = operation;
  tx.event("carte_connue", { operation_id: id, genre, vente_id, etat, raison, accepte });
  if (etat !== "acceptee") return;
  if (genre === "paiement") {
    tx.run(
      "INSERT INTO paiements_annonces (id, vente_id, mode, montant, par_id, annonce_le) VALUES (?, ?, ?, ?, ?, ?)",
      ...[id, vente_id, mode, accepte, par_id, tx.now],
    );
  } else if (origine_id !== null) {
    tx.run(
      "UPDATE paiements_annonces SET retire_le = ?, retire_par_id = ?, motif = ? WHERE id = ? AND retire_le IS NULL",
      ...[tx.now, par_id, motif, origine_id],
    );
  }
}

/** After a backup was put back: what was on its way in it may have ended in any way since. */
export function doubtCards(tx: Tx): void {
  for (const row of tx.all("SELECT * FROM operations_carte WHERE etat IN ('demandee', 'envoyee')")) {
    const operation = row as unknown as CardOperation;
    const isTrial = operation.genre === "essai";
    endOperation(tx, operation, isTrial ? { etat: "refusee", raison: "arret" } : { etat: "inconnue", raison: "coupure" });
  }
}

/** As a till and the console are told of it. */
export function operationAnswer(operation: CardOperation): JsonValue {
  const { id, genre, caisse, vente_id, montant, etat, raison, accepte, mode, autorisation, carte, cree_le, fini_le } = operation;
  const phrase = raison === null ? null : CARD_WORDS[raison] ?? null;
  return {
    ...{ id, genre, caisse, vente_id, montant, etat, raison, phrase, accepte },
    ...{ mode, autorisation, carte, cree_le, fini_le },
  } as unknown as JsonValue;
}
