/** What a terminal took or gave, as payments of a ticket: each counts once, and none is told that was not made. */
import type { Look, Tx } from "../database/application.ts";
import { type CardOperation, operationAnswer } from "./card_operations.ts";
import type { GivenPayment } from "./settlement.ts";
import { tendersOf } from "./tenders.ts";

/** Payments by a terminal that an unpaid ticket has: accepted, and not given back. */
function cardsOf(look: Look, saleId: string): CardOperation[] {
  return look.all(
    `SELECT o.* FROM operations_carte o JOIN paiements_annonces a ON a.id = o.id
     WHERE o.vente_id = ? AND o.genre = 'paiement' AND o.etat = 'acceptee' AND a.retire_le IS NULL ORDER BY o.cree_le, o.id`,
    saleId,
  ) as unknown as CardOperation[];
}

/** Of an operation `o`: a card was credited, and no refund has counted it yet. */
export const LONE_CREDIT = `o.genre = 'credit' AND o.origine_id IS NULL AND o.etat = 'acceptee'
  AND NOT EXISTS (SELECT 1 FROM paiements p WHERE p.operation_id = o.id)`;

/** Those of a paid ticket. */
export function creditsOf(look: Look, saleId: string): CardOperation[] {
  return look.all(
    `SELECT * FROM operations_carte o WHERE vente_id = ? AND ${LONE_CREDIT} ORDER BY cree_le, id`,
    saleId,
  ) as unknown as CardOperation[];
}

/**
 * The payments of a ticket, each that a terminal took by its operation. Ends the request where one more is told by a means that
 * the terminal took: money would be booked that nobody has. That none is left out is seen to with all that was announced.
 */
export function withCards(tx: Tx, saleId: string, payments: readonly GivenPayment[]): readonly GivenPayment[] {
  const cards = cardsOf(tx, saleId);
  if (cards.length === 0) return payments;
  const modes = new Set(cards.map(({ mode }) => mode as string));
  const announced = tendersOf(tx, saleId);
  const told = [...announced];
  for (const { mode, montant } of payments.filter(({ mode }) => modes.has(mode))) {
    const at = told.findIndex((one) => one.mode === mode && one.montant === montant);
    if (at < 0) tx.fail("card_not_charged", { montant, annonces: announced });
    told.splice(at, 1);
  }
  return byOperation(payments, cards);
}

/** The same of what comes back of these paid tickets: what was credited to a card for them is among what is given back. */
export function withCredits(tx: Tx, saleIds: readonly string[], payments: readonly GivenPayment[]): readonly GivenPayment[] {
  const credits = saleIds.flatMap((id) => creditsOf(tx, id));
  if (credits.length === 0) return payments;
  const carried = asCredited(payments, credits) ?? byOperation(payments, credits);
  const missing = credits.find(({ id }) => carried.every(({ operation }) => operation !== id));
  if (missing !== undefined) {
    tx.fail("card_credit_left_out", { montant: missing.accepte!, operation: operationAnswer(missing) });
  }
  const more = carried.find(({ mode, operation }) => mode === "carte" && operation === undefined);
  if (more !== undefined) tx.fail("card_not_charged", { montant: more.montant, annonces: [] });
  return carried;
}

/**
 * One sum told as given back by card is written as the terminal has it: a meal card may have been held before it, and two tills have
 * credited a part each. null where it is another sum.
 */
function asCredited(payments: readonly GivenPayment[], credits: readonly CardOperation[]): readonly GivenPayment[] | null {
  const [told, ...others] = payments.filter(({ mode }) => mode === "carte");
  const sum = credits.reduce((cents, { accepte }) => cents + accepte!, 0);
  if (told === undefined || others.length > 0 || told.montant !== sum) return null;
  return payments.flatMap((payment) =>
    payment === told ? credits.map(({ id, mode, accepte }) => ({ ...told, mode, montant: accepte!, operation: id })) : [payment]
  );
}

function byOperation(payments: readonly GivenPayment[], operations: readonly CardOperation[]): readonly GivenPayment[] {
  const rest = [...operations];
  return payments.map((payment) => {
    const at = rest.findIndex(({ mode, accepte }) => mode === payment.mode && accepte === payment.montant);
    return at < 0 ? payment : { ...payment, operation: rest.splice(at, 1)[0]!.id };
  });
}
