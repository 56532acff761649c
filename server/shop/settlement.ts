/** A ticket's end: in one transaction its totals, its number, its payments, the stock's moves and its signed record. */
import { apportion, linesWithoutVat, type RateTotal, spreadDiscount, type TaxedLine, totalsByRate } from "../../shared/vat.ts";
import type { Tx } from "../database/application.ts";
import { calendarOf } from "./calendar.ts";
import { type CashSession, expectClockRight } from "./cash_session.ts";
import { ACCOUNT, accountPayment } from "./customer_accounts.ts";
import type { ShopContext } from "./context.ts";
import { nextNumber, nextTrainingNumber } from "./numbering.ts";
import { NOW } from "./migrations/patterns.ts";
import { isDiscountable, isOutside, writeOutside } from "./outside_vat.ts";
import type { LineRow, SaleRow } from "./sale.ts";
import { type SignedReceipt, writeTicket } from "./ticket.ts";
import { settleCards } from "./gift_cards.ts";
import { CHAIN_MODE, chainPayment } from "./chain_payment.ts";
import type { Held } from "./shared_vouchers.ts";
import { isVoucherMode, voucherPayment } from "./vouchers.ts";

export interface GivenPayment {
  readonly mode: string;
  /** Cents, as given: more than is due in cash alone; negative when it goes back. */
  readonly montant: number;
  /** Of the voucher or gift card that it is paid by. */
  readonly code?: string;
  /** Of a card terminal, by which it was made. */
  readonly operation?: string;
  /** What head office holds for it. */
  readonly tenu?: Held;
}

export interface Settlement {
  readonly session: CashSession;
  readonly sale: Pick<SaleRow, "id" | "type" | "remise" | "formation" | "client_id">;
  /** As they stand. */
  readonly lines: readonly LineRow[];
  readonly paiements: readonly GivenPayment[];
  /** Cents that go back in cash. */
  readonly rendu: number;
  /** Where the VAT is not simply that of the lines. Each line is in one of them. */
  readonly parts?: readonly Part[];
}

/** Lines of a ticket whose VAT is computed together. */
export interface Part {
  readonly lines: readonly LineRow[];
  /** Of those within its scope. */
  readonly totalsOf: (taxed: readonly TaxedLine[]) => RateTotal[];
}

/** Answers the receipt. Whether the payments are those that are due has been seen to. */
export function settle(tx: Tx, context: ShopContext, settlement: Settlement): SignedReceipt {
  const { session, sale, lines, paiements, rendu, parts = [{ lines, totalsOf: totalsByRate }] } = settlement;
  const totals = fixTotals(tx, sale, lines, parts);
  number(tx, sale, session, totals);
  writeOutside(tx, sale.id, lines);
  writePayments(tx, sale, session, paiements, rendu);
  settleCards(tx, sale, lines);
  if (session.formation === 0) moveStock(tx, sale, lines);
  return writeTicket(tx, context, sale.id);
}

/** Of the ticket, in cents. */
interface FixedTotals {
  readonly ht: number;
  readonly vat: number;
}

/** Spreads the ticket's discount, fixes each line's price without VAT and the totals per rate: for good. Answers the ticket's. */
function fixTotals(tx: Tx, sale: Settlement["sale"], lines: readonly LineRow[], parts: readonly Part[]): FixedTotals {
  const spread = spreadDiscount(sale.remise, lines.map((line) => isDiscountable(line) ? line.total_ttc : 0));
  const shares = new Map(lines.map(({ id }, at) => [id, spread[at]!]));
  if (lines.some((line) => line.quantite > 0 && shares.get(line.id)! > line.total_ttc)) {
    tx.fail("constraint_violation", { constraint: "rule:ticket_discount_exceeds" });
  }
  const rates = sumOf(parts.flatMap((part) => fixPart(tx, part, shares)));
  for (const { rate, ttc, ht, vat } of rates) {
    tx.run("INSERT INTO ventes_tva (vente_id, taux, ttc, ht, tva) VALUES (?, ?, ?, ?, ?)", sale.id, rate, ttc, ht, vat);
  }
  const sum = (pick: (rate: RateTotal) => number) => rates.reduce((total, rate) => total + pick(rate), 0);
  return { ht: sum(({ ht }) => ht), vat: sum(({ vat }) => vat) };
}

/** `shares`: of the ticket's discount, by line. */
function fixPart(tx: Tx, { lines, totalsOf }: Part, shares: ReadonlyMap<string, number>): RateTotal[] {
  const taxed = lines.map((line) => ({
    ttc: line.total_ttc - shares.get(line.id)!,
    rate: isOutside(line) ? NO_RATE : line.tva,
  }));
  const rates = totalsOf(taxed.filter(({ rate }) => rate !== NO_RATE));
  const ht = linesWithoutVat(taxed, rates);
  for (const [at, { id }] of lines.entries()) {
    tx.run("UPDATE lignes_vente SET remise_ticket = ?, total_ht = ? WHERE id = ?", shares.get(id)!, ht[at]!, id);
  }
  return rates;
}
/** Of what is outside VAT: no rate's total has a part in it. */
const NO_RATE = -1;

/** Per rate, in ascending order: what was bought and what comes back on one ticket. */
function sumOf(totals: readonly RateTotal[]): RateTotal[] {
  const sums = new Map<number, RateTotal>();
  for (const { rate, ttc, ht, vat } of totals) {
    const before = sums.get(rate) ?? { rate, ttc: 0, ht: 0, vat: 0 };
    sums.set(rate, { rate, ttc: before.ttc + ttc, ht: before.ht + ht, vat: before.vat + vat });
  }
  return [...sums.values()].sort((a, b) => a.rate - b.rate);
}

/**
 * The legal number is given here and nowhere else: parked tickets leave no gaps. All that becomes of the ticket is one change of it,
 * its version as well: of a change that says none SQLite makes a second, with all that hangs on either.
 */
function number(tx: Tx, sale: Settlement["sale"], session: CashSession, totals: FixedTotals): void {
  tx.run("INSERT INTO encaissements (vente_id, session_caisse_id) VALUES (?, ?)", sale.id, session.id);
  if (session.formation === 1) return numberTraining(tx, sale, session, totals);
  const jour = calendarOf(tx.all).dayOf(tx.now);
  expectClockRight(tx, jour);
  tx.run(
    `UPDATE ventes SET etat = 'payee', numero = ?, caisse = ?, caissier_id = ?, jour = ?, payee_le = ?, bail_jusqua = NULL, ${FIXED}`,
    nextNumber(tx, session.caisse),
    session.caisse,
    tx.actor.userId,
    jour,
    tx.now,
    ...fixed(sale, totals),
  );
}

/** Practice takes a number of a series of its own and no day, by which closings gather; a closed day does not end it. */
function numberTraining(tx: Tx, sale: Settlement["sale"], session: CashSession, totals: FixedTotals): void {
  tx.run(
    `UPDATE ventes SET etat = 'payee', numero_formation = ?, caisse = ?, caissier_id = ?, payee_le = ?, bail_jusqua = NULL, ${FIXED}`,
    nextTrainingNumber(tx, session.caisse),
    session.caisse,
    tx.actor.userId,
    tx.now,
    ...fixed(sale, totals),
  );
}

/**
 * What is fixed of any ticket with its number, and what is bound to it. It changed when the PC's clock says, as other tickets do:
 * the journal's time, by which it was paid, stands still after that clock was put back.
 */
const FIXED = `total_ht = ?, total_tva = ?, version = version + 1, modifie_le = ${NOW} WHERE id = ?`;
const fixed = ({ id }: Settlement["sale"], { ht, vat }: FixedTotals) => [ht, vat, id];

/** Amounts are kept as given; the change stands with the first cash payment that covers it. */
function writePayments(
  tx: Tx,
  sale: Settlement["sale"],
  session: CashSession,
  paiements: readonly GivenPayment[],
  rendu: number,
): void {
  const cash = paiements.flatMap(({ mode, montant }, at) => mode === "especes" ? [{ at, montant }] : []);
  const shares = apportion(rendu, cash.map(({ montant }) => montant));
  for (const [at, payment] of paiements.entries()) {
    const { mode, montant } = payment;
    const of = cash.findIndex((one) => one.at === at);
    tx.run(
      "INSERT INTO paiements (vente_id, mode, montant, rendu, session_caisse_id, cree_le, code_bon, operation_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
      sale.id,
      mode,
      montant,
      of < 0 ? 0 : shares[of]!,
      session.id,
      tx.now,
      codeOf(tx, sale, payment),
      payment.operation ?? null,
    );
    if (mode === ACCOUNT) accountPayment(tx, sale, session, montant);
  }
}

/** Of the voucher that is taken from, or given; null for other means. */
function codeOf(tx: Tx, sale: Settlement["sale"], { mode, ...payment }: GivenPayment): string | null {
  if (mode === CHAIN_MODE) return chainPayment(tx, sale.id, payment);
  return isVoucherMode(mode) ? voucherPayment(tx, sale, { ...payment, mode }) : null;
}

/** Goods that are followed leave, or come back: the same quantities as on the lines. */
function moveStock(tx: Tx, sale: Settlement["sale"], lines: readonly LineRow[]): void {
  for (const { produit_id, quantite } of lines) {
    if (produit_id === null) continue;
    const { changes } = tx.run("UPDATE produits SET stock = stock - ? WHERE id = ? AND suivi_stock = 1", quantite, produit_id);
    if (changes === 0) continue;
    tx.run(
      "INSERT INTO mouvements_stock (produit_id, quantite, motif, vente_id, par_id, cree_le) VALUES (?, ?, ?, ?, ?, ?)",
      produit_id,
      -quantite,
      quantite < 0 ? "avoir" : "vente",
      sale.id,
      tx.actor.userId,
      tx.now,
    );
  }
}
