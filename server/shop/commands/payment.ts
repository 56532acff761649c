/** Payment: one transaction makes the number, the totals, the payments, the stock's moves and the fiscal record. */
import { say } from "../../../shared/errors.ts";
import { LIMITS } from "../../../shared/limits.ts";
import { apportion, linesWithoutVat, type RateTotal, spreadDiscount, type TaxedLine, totalsByRate } from "../../../shared/vat.ts";
import type { Command, Tx } from "../../database/application.ts";
import { type CashSession, expectDayOpen, expectSameTraining, openSession } from "../cash_session.ts";
import type { ShopContext } from "../context.ts";
import { calendarOf } from "../calendar.ts";
import { expectDiscountsAllowed, type OwnersWord } from "../discounts.ts";
import { nextNumber, nextTrainingNumber } from "../numbering.ts";
import { expectTendersPaid } from "../tenders.ts";
import { duplicateReceipt, receiptOf, writeTicket } from "../ticket.ts";
import { expectFree, expectState, findSale, type LineRow, linesOf, saleAnswer, type SaleRow } from "../sale.ts";

export interface GivenPayment {
  readonly mode: string;
  /** Cents, as given by the customer: more than is due in cash alone. */
  readonly montant: number;
}

interface Input extends OwnersWord {
  readonly id: string;
  readonly version: number;
  readonly paiements: readonly GivenPayment[];
}

export function paymentCommands(context: ShopContext): Readonly<Record<string, Command>> {
  return {
    "ventes.encaisser": (tx, input) => {
      const { id, version, paiements, ...word } = input as unknown as Input;
      const sale = findSale(tx, id);
      // Asked again under another key: the money was taken once, and the receipt is the same. It tells by what means, so
      // that it is answered to who took it, while that drawer is not counted; anybody else hears that it is paid.
      if (sale.etat === "payee" && tookIt(tx, sale)) return { ...receiptOf(tx, sale) as object, deja_encaisse: true };
      expectState(tx, sale, "brouillon", "en_attente", "en_caisse");
      if (sale.etat === "brouillon" && sale.vendeur_id !== tx.actor.userId) {
        tx.fail("invalid_state", { etat: sale.etat, vente: saleAnswer(tx, id) });
      }
      expectFree(tx, context, sale);
      if (sale.version !== version) tx.fail("stale_version", { version: sale.version, vente: saleAnswer(tx, id) });
      const taux_changes = applyPresentRates(tx, id);
      const lines = linesOf(tx, id);
      if (lines.length === 0) tx.fail("constraint_violation", { constraint: "ventes: un ticket sans ligne ne s'encaisse pas" });
      const session = openSession(tx);
      expectSameTraining(tx, sale, session.formation);
      expectPlausible(tx, paiements);
      expectTendersPaid(tx, id, paiements);
      const rendu = changeOf(tx, sale.total_ttc, paiements);
      expectDiscountsAllowed(tx, context, sale, lines, word);

      fixTotals(tx, sale, lines);
      paySale(tx, sale, session);
      writePayments(tx, id, session, paiements, rendu);
      if (session.formation === 0) moveStock(tx, id, lines, "vente");
      const receipt = writeTicket(tx, context, id);
      const told = taux_changes.length === 0 ? {} : { taux_changes };
      tx.event("vente_encaissee", { vente_id: id, caisse: session.caisse, total_ttc: sale.total_ttc, ...told });
      return { ...receipt as object, deja_encaisse: false, ...told };
    },

    "ventes.duplicata": (tx, input) => {
      const { id } = input as { id: string };
      const sale = findSale(tx, id);
      expectState(tx, sale, "payee");
      const receipt = duplicateReceipt(tx, context, sale);
      tx.event("duplicata", { vente_id: id, numero: receipt["numero"]!, duplicata: receipt["duplicata"]! });
      return receipt;
    },
  };
}

/** VAT is that of the payment, whatever it was when a line was added; the price that was promised stays. Answers what changed. */
function applyPresentRates(tx: Tx, saleId: string): Record<string, string | number>[] {
  const changed = tx.all(
    `SELECT l.id AS ligne_id, l.libelle, l.tva AS avant, p.tva AS apres FROM lignes_vente l JOIN produits p ON p.id = l.produit_id
     WHERE l.vente_id = ? AND l.tva <> p.tva ORDER BY l.position, l.id`,
    saleId,
  ) as Record<string, string | number>[];
  for (const { ligne_id, apres } of changed) tx.run("UPDATE lignes_vente SET tva = ? WHERE id = ?", apres!, ligne_id!);
  return changed;
}

/** Whether the caller took this ticket's money, in the session that is still open. */
function tookIt(tx: Tx, sale: SaleRow): boolean {
  return tx.get(
    `SELECT 1 FROM encaissements e JOIN sessions_caisse s ON s.id = e.session_caisse_id
     WHERE e.vente_id = ? AND s.caissier_id = ? AND s.fermee_le IS NULL`,
    sale.id,
    tx.actor.userId,
  ) !== undefined;
}

/** A code that was scanned into the amount is cash of a size that no drawer holds; a credit note is only money with its voucher. */
function expectPlausible(tx: Tx, paiements: readonly GivenPayment[]): void {
  if (paiements.some(({ mode }) => mode === "avoir")) {
    tx.fail("payment_implausible", {
      reason: say(
        "un avoir se paie avec le code et le solde d'un bon",
        "a credit note is used with a voucher's code and balance",
      ),
    });
  }
  const cash = cashOf(paiements);
  if (cash > LIMITS.cashCents) {
    tx.fail("payment_implausible", {
      especes: cash,
      limite: LIMITS.cashCents,
      reason: say("plus de 100 000 € en espèces sur un ticket", "more than €100,000 in cash on one ticket"),
    });
  }
}

function cashOf(paiements: readonly GivenPayment[]): number {
  return paiements.filter(({ mode }) => mode === "especes").reduce((sum, { montant }) => sum + montant, 0);
}

/** What goes back to the customer. Only cash may exceed what is due. */
function changeOf(tx: Tx, total: number, paiements: readonly GivenPayment[]): number {
  const paid = paiements.reduce((sum, { montant }) => sum + montant, 0);
  const cash = cashOf(paiements);
  const change = paid - total;
  if (change < 0 || change > cash) tx.fail("payment_mismatch", { paye: paid, total });
  return change;
}

/** Spreads the ticket's discount, fixes each line's price without VAT and the totals per rate: for good. */
export function fixTotals(
  tx: Tx,
  sale: Pick<SaleRow, "id" | "remise">,
  lines: readonly LineRow[],
  totalsOf: (taxed: readonly TaxedLine[]) => RateTotal[] = totalsByRate,
): void {
  const shares = spreadDiscount(sale.remise, lines.map((line) => line.total_ttc));
  const taxed = lines.map((line, at) => ({ ttc: line.total_ttc - shares[at]!, rate: line.tva }));
  const rates = totalsOf(taxed);
  const ht = linesWithoutVat(taxed, rates);
  for (const [at, line] of lines.entries()) {
    tx.run("UPDATE lignes_vente SET remise_ticket = ?, total_ht = ? WHERE id = ?", shares[at]!, ht[at]!, line.id);
  }
  for (const { rate, ttc, ht, vat } of rates) {
    tx.run("INSERT INTO ventes_tva (vente_id, taux, ttc, ht, tva) VALUES (?, ?, ?, ?, ?)", sale.id, rate, ttc, ht, vat);
  }
  const sum = (pick: (rate: (typeof rates)[number]) => number) => rates.reduce((total, rate) => total + pick(rate), 0);
  tx.run("UPDATE ventes SET total_ht = ?, total_tva = ? WHERE id = ?", sum(({ ht }) => ht), sum(({ vat }) => vat), sale.id);
}

/** The legal number is given here and nowhere else: parked tickets leave no gaps. */
export function paySale(tx: Tx, sale: Pick<SaleRow, "id">, session: CashSession): void {
  tx.run("INSERT INTO encaissements (vente_id, session_caisse_id) VALUES (?, ?)", sale.id, session.id);
  if (session.formation === 1) return payTraining(tx, sale, session);
  const jour = calendarOf(tx.all).dayOf(tx.now);
  expectDayOpen(tx, jour);
  tx.run(
    `UPDATE ventes SET etat = 'payee', numero = ?, caisse = ?, caissier_id = ?, jour = ?, payee_le = ?,
       bail_jusqua = NULL WHERE id = ?`,
    nextNumber(tx, session.caisse),
    session.caisse,
    tx.actor.userId,
    jour,
    tx.now,
    sale.id,
  );
}

/** Practice takes a number of a series of its own and no day, by which closings gather; a closed day does not end it. */
function payTraining(tx: Tx, sale: Pick<SaleRow, "id">, session: CashSession): void {
  tx.run(
    `UPDATE ventes SET etat = 'payee', numero_formation = ?, caisse = ?, caissier_id = ?, payee_le = ?,
       bail_jusqua = NULL WHERE id = ?`,
    nextTrainingNumber(tx, session.caisse),
    session.caisse,
    tx.actor.userId,
    tx.now,
    sale.id,
  );
}

/** Amounts are kept as given; the change stands with the first cash payment that covers it. */
export function writePayments(
  tx: Tx,
  saleId: string,
  session: CashSession,
  paiements: readonly GivenPayment[],
  rendu: number,
): void {
  const cash = paiements.flatMap(({ mode, montant }, at) => mode === "especes" ? [{ at, montant }] : []);
  const shares = apportion(rendu, cash.map(({ montant }) => montant));
  for (const [at, { mode, montant }] of paiements.entries()) {
    const of = cash.findIndex((one) => one.at === at);
    tx.run(
      "INSERT INTO paiements (vente_id, mode, montant, rendu, session_caisse_id, cree_le) VALUES (?, ?, ?, ?, ?, ?)",
      saleId,
      mode,
      montant,
      of < 0 ? 0 : shares[of]!,
      session.id,
      tx.now,
    );
  }
}

/** Goods that are followed leave (or come back, on a refund): the same quantities as on the lines. */
export function moveStock(tx: Tx, saleId: string, lines: readonly LineRow[], motif: "vente" | "avoir"): void {
  for (const { produit_id, quantite } of lines) {
    if (produit_id === null) continue;
    const { changes } = tx.run("UPDATE produits SET stock = stock - ? WHERE id = ? AND suivi_stock = 1", quantite, produit_id);
    if (changes === 0) continue;
    tx.run(
      "INSERT INTO mouvements_stock (produit_id, quantite, motif, vente_id, par_id, cree_le) VALUES (?, ?, ?, ?, ?, ?)",
      produit_id,
      -quantite,
      motif,
      saleId,
      tx.actor.userId,
      tx.now,
    );
  }
}
