/** An account that is settled: money for what was sold before. It is no sale: no turnover, no VAT; a signed event with a receipt. */
import { EVENTS } from "../../shared/fiscal_record.ts";
import type { JsonValue } from "../../shared/protocol.ts";
import { SETTLEMENT, settlementNumber } from "../../shared/settlement.ts";
import { signatureExtract } from "../../shared/receipt/signature_extract.ts";
import type { Look, Tx } from "../database/application.ts";
import { calendarOf } from "./calendar.ts";
import { type CashSession, expectClockRight } from "./cash_session.ts";
import type { ShopContext } from "./context.ts";
import { accountOf, moveAccount } from "./customer_accounts.ts";
import { gathered } from "./drawer_totals.ts";
import { nameOf } from "./sale.ts";

export interface Settled {
  readonly client_id: number;
  readonly mode: string;
  /** Cents that were received; negative when they were none. */
  readonly montant: number;
  /** The settlement that was none. */
  readonly annule?: { readonly id: number; readonly evenement: number };
  readonly motif?: string;
}

/** Signs it and writes it to the account; answers its receipt. */
export function recordSettlement(tx: Tx, { fiscal, version }: ShopContext, session: CashSession, settled: Settled): JsonValue {
  const { client_id, mode, montant, annule, motif } = settled;
  const formation = session.formation === 1;
  if (!formation) expectClockRight(tx, calendarOf(tx.all).dayOf(tx.now));
  const before = accountOf(tx, client_id, session.formation)!.solde;
  const { demo, fuseau, ...boutique } = tx.get(
    "SELECT nom, adresse, telephone, siret, tva_intracommunautaire, message, demo, fuseau FROM boutique",
  )!;
  const told = { client_id, mode, montant, solde: before - montant, caisse: session.caisse, session_id: session.id, formation };
  const content = {
    ...told,
    solde_avant: before,
    ...annule === undefined ? {} : { annule: settlementNumber(annule.evenement), motif: motif! },
    date: tx.now,
    fuseau: fuseau as string | null,
    caissier: nameOf(tx, tx.actor.userId),
    par: tx.actor.username,
    demonstration: demo === 1,
    boutique: boutique as unknown as JsonValue,
    logiciel: `Comptoir ${version}`,
  };
  const { seq, signature } = fiscal.append(tx, EVENTS, SETTLEMENT, content);
  const id = moveAccount(tx, session, {
    client_id,
    genre: annule === undefined ? "reglement" : "annulation",
    montant: -montant,
    mode,
    evenement: seq,
    ...annule === undefined ? {} : { annule_id: annule.id, motif: motif! },
  });
  tx.event(SETTLEMENT, told);
  return { id, numero: settlementNumber(seq), ...content, signature: signatureExtract(signature) };
}

/** What closings and X reports say of accounts. */
export interface AccountTotals {
  /** Cents that tickets left to pay, less what came back. */
  readonly accorde: number;
  /** Money that came in for what was left to pay before: it is in no total by means. */
  readonly regle: readonly { readonly mode: string; readonly nombre: number; readonly total: number }[];
  /** Cents that all customers owe together at the end. */
  readonly solde: number;
}

/** `where` picks among `mouvements_compte m`. */
export function settledOf(look: Look, where: string, params: readonly (string | number)[]): AccountTotals["regle"] {
  return look.all(
    `SELECT mode, sum(iif(genre = 'reglement', 1, -1)) AS nombre, -sum(montant) AS total FROM mouvements_compte m
     WHERE mode IS NOT NULL AND ${where} GROUP BY mode ORDER BY mode`,
    ...params,
  ) as unknown as AccountTotals["regle"];
}

/** At the end of a day. */
export function owedAfter(look: Look, jour: string): number {
  return Number(look.get("SELECT coalesce(sum(montant), 0) AS cents FROM mouvements_compte WHERE jour <= ?", jour)!["cents"]);
}

/** In the order of their periods; closings of before there were accounts have none. */
export function sumAccounts(parts: readonly { readonly comptes?: AccountTotals }[]): AccountTotals {
  const comptes = parts.flatMap(({ comptes }) => comptes ?? []);
  return {
    accorde: comptes.reduce((sum, { accorde }) => sum + accorde, 0),
    regle: gathered(comptes.flatMap(({ regle }) => regle), ({ mode }) => mode, (a, b) => ({
      mode: a.mode,
      nombre: a.nombre + b.nombre,
      total: a.total + b.total,
    })),
    solde: comptes.at(-1)?.solde ?? 0,
  };
}
