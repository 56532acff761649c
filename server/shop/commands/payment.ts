/** Payment: whether a ticket may be paid, by whom and by what; and copies of its receipt. */
import { say } from "../../../shared/errors.ts";
import { LIMITS } from "../../../shared/limits.ts";
import type { JsonValue } from "../../../shared/protocol.ts";
import type { Command, Tx } from "../../database/application.ts";
import { expectSameTraining, openSession } from "../cash_session.ts";
import type { ShopContext } from "../context.ts";
import { expectCashAllowed } from "../cash_limit.ts";
import { expectDiscountsAllowed, type OwnersWord } from "../discounts.ts";
import { expectPricesAllowed } from "../prices.ts";
import { expectAccountFirst } from "../customer_accounts.ts";
import { bringBack, type BroughtBack } from "../exchange.ts";
import { cashBack, expectHeld } from "../cash_out.ts";
import { type GivenPayment, settle } from "../settlement.ts";
import { givePickupNumber, queueKitchen } from "../kitchens.ts";
import { expectMealVouchersFit, MEAL_VOUCHER } from "../meal_vouchers.ts";
import { paperTold, printUnasked, springDrawer } from "../receipt_prints.ts";
import { expectCardKnown } from "../card_operations.ts";
import { withCards, withCredits } from "../card_payments.ts";
import { codeIn, type Held } from "../shared_vouchers.ts";
import { expectTendersPaid, tendersOf } from "../tenders.ts";
import { duplicateReceipt, receiptOf } from "../ticket.ts";
import { expectFree, expectState, findSale, linesOf, saleAnswer, type SaleRow } from "../sale.ts";

interface Input extends OwnersWord {
  readonly id: string;
  readonly version: number;
  readonly paiements: readonly GivenPayment[];
  /** What head office holds for it; not the caller's to say. */
  readonly tenus?: readonly Held[];
  /** What comes back of paid tickets, in exchange. */
  readonly retours?: readonly BroughtBack[];
}

export function paymentCommands(context: ShopContext): Readonly<Record<string, Command>> {
  return {
    "ventes.encaisser": (tx, input) => {
      const payment = input as unknown as Input;
      const ticket = findSale(tx, payment.id);
      // Asked again under another key: the money was taken once, and the receipt is the same. It tells by what means, so
      // that it is answered to who took it, while that drawer is not counted; anybody else hears that it is paid.
      if (ticket.etat === "payee" && tookIt(tx, ticket)) {
        return { ...receiptOf(tx, ticket) as object, deja_encaisse: true, ...paperTold(tx, openSession(tx), ticket.id) };
      }
      return paid(tx, context, payment);
    },

    "ventes.essayer_encaissement": (tx, input) => {
      const { total_ttc } = paid(tx, context, input as unknown as Input);
      tx.undo();
      return { total_ttc: total_ttc! };
    },

    "ventes.duplicata": (tx, input) => {
      const { id } = input as { id: string };
      const sale = findSale(tx, id);
      expectState(tx, sale, "payee");
      const receipt = duplicateReceipt(tx, context, sale, tx.actor.role === "administrateur" || tookIt(tx, sale));
      tx.event("duplicata", { vente_id: id, numero: receipt["numero"]!, duplicata: receipt["duplicata"]! });
      return receipt;
    },
  };
}

/** Pays a ticket that is not paid yet; answers the receipt. */
function paid(
  tx: Tx,
  context: ShopContext,
  { id, version, paiements, tenus = [], retours = [], ...word }: Input,
): Readonly<Record<string, JsonValue>> {
  const ticket = findSale(tx, id);
  expectState(tx, ticket, "brouillon", "en_attente", "en_caisse");
  if (ticket.etat === "brouillon" && ticket.vendeur_id !== tx.actor.userId) {
    tx.fail("invalid_state", { etat: ticket.etat, vente: saleAnswer(tx, id) });
  }
  expectFree(tx, context, ticket);
  expectCardKnown(tx, id);
  if (ticket.version !== version) tx.fail("stale_version", { version: ticket.version, vente: saleAnswer(tx, id) });
  const taux_changes = applyPresentRates(tx, id);
  const bought = linesOf(tx, id);
  if (bought.length === 0) tx.fail("constraint_violation", { constraint: "ventes: un ticket sans ligne ne s'encaisse pas" });
  const session = openSession(tx);
  expectSameTraining(tx, ticket, session.formation);
  expectPlausible(tx, paiements);
  expectTendersPaid(tx, id, paiements);
  const { sale, lines, parts } = bringBack(tx, ticket, bought, retours, word.motif ?? null);
  const back = sale.total_ttc < 0;
  const rendu = back ? givenBack(tx, sale, paiements) : changeOf(tx, sale.total_ttc, paiements);
  expectDiscountsAllowed(tx, context, ticket, bought, word);
  expectPricesAllowed(tx, context, ticket, bought, word);
  if (!back) expectMealVouchersFit(tx, sale, lines, sumOf(paiements, MEAL_VOUCHER));
  if (!back) expectCashAllowed(tx, context, sale, cashOf(paiements) - rendu, word);
  if (back) expectAccountFirst(tx, sale, paiements);
  // A card that was credited for what comes back has its money: the same goods are not paid for twice.
  const origins = [...new Set(retours.map(({ vente_id }) => vente_id))];
  const credited = withCredits(tx, origins, back ? paiements : []);
  const out = back ? cashBack(tx, session, paiements) : null;

  const given = back
    ? credited.map((payment) => ({ ...payment, montant: 0 - payment.montant }))
    : withHeld(withCards(tx, id, paiements), tenus);
  givePickupNumber(tx, session, sale);
  const receipt = settle(tx, context, { session, sale, lines, parts, paiements: given, rendu });
  if (out !== null) {
    const detail = { vente_id: id, motif: word.motif ?? null, moyens: paiements as unknown as JsonValue };
    expectHeld(tx, context, session, out, word.accord, { objet: "remboursement", detail });
  }
  const told = taux_changes.length === 0 ? {} : { taux_changes };
  tx.event("vente_encaissee", { vente_id: id, caisse: session.caisse, total_ttc: sale.total_ttc, ...told });
  if (cashOf(paiements) !== 0) springDrawer(tx, session, String(receipt["numero"]));
  const cuisine = queueKitchen(tx, session, sale);
  return {
    ...receipt,
    deja_encaisse: false,
    ...printUnasked(tx, session, ticket, receipt),
    ...cuisine.length === 0 ? {} : { cuisine },
    ...told,
  };
}

/** Each with what is held of its voucher. */
function withHeld(payments: readonly GivenPayment[], held: readonly Held[]): readonly GivenPayment[] {
  const rest = [...held];
  return payments.map((payment) => {
    const code = codeIn(payment.code);
    const at = rest.findIndex((one) => one.code === code);
    return at < 0 ? payment : { ...payment, tenu: rest.splice(at, 1)[0]! };
  });
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

/** The caller took the money of a paid ticket, and has not counted that drawer since. */
export function tookIt(tx: Tx, sale: SaleRow): boolean {
  return tx.get(
    `SELECT 1 FROM encaissements e JOIN sessions_caisse s ON s.id = e.session_caisse_id
     WHERE e.vente_id = ? AND s.caissier_id = ? AND s.fermee_le IS NULL`,
    sale.id,
    tx.actor.userId,
  ) !== undefined;
}

/** A code that was scanned into the amount is cash of a size that no drawer holds. */
function expectPlausible(tx: Tx, paiements: readonly GivenPayment[]): void {
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
  return sumOf(paiements, "especes");
}

function sumOf(paiements: readonly GivenPayment[], wanted: string): number {
  return paiements.filter(({ mode }) => mode === wanted).reduce((sum, { montant }) => sum + montant, 0);
}

/** A ticket that comes to less than nothing gives back exactly that, and no change. */
function givenBack(tx: Tx, { id, total_ttc }: SaleRow, paiements: readonly GivenPayment[]): number {
  const paid = paiements.reduce((sum, { montant }) => sum + montant, 0);
  // Money that was taken already is no money to give back.
  if (paid !== -total_ttc || tendersOf(tx, id).length > 0) tx.fail("payment_mismatch", { paye: paid, total: total_ttc });
  return 0;
}

/** What goes back to the customer. Only cash may exceed what is due. */
function changeOf(tx: Tx, total: number, paiements: readonly GivenPayment[]): number {
  const paid = paiements.reduce((sum, { montant }) => sum + montant, 0);
  const cash = cashOf(paiements);
  const change = paid - total;
  if (change < 0 || change > cash) tx.fail("payment_mismatch", { paye: paid, total });
  return change;
}
