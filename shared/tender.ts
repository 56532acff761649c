/** What a customer gives for a ticket: several means, what is left to pay, what goes back. Money is integer cents. */

/** The means that a till offers, in its order. */
export const MODES = ["especes", "carte", "cheque", "titre_restaurant", "autre"] as const;
export type PaymentMode = (typeof MODES)[number];

/** Means that are used by a code: a voucher, a gift card. */
export type CodedMode = "avoir" | "carte_cadeau" | "bon";
/** Left to pay on the customer's account. */
export const ACCOUNT_MODE = "compte";
export type AccountMode = typeof ACCOUNT_MODE;
/** By what a refund may be given: a voucher of it besides. */
export const REFUND_MODES = [...MODES, "avoir"] as const;
export type RefundMode = (typeof REFUND_MODES)[number];

export interface Tender {
  readonly mode: PaymentMode | CodedMode | AccountMode;
  /** Cents, as given. */
  readonly amount: number;
  /** Of a voucher or a gift card. */
  readonly code?: string;
}

function isCash({ mode }: Tender): boolean {
  return mode === "especes";
}

/** Cash lies on the counter until the ticket is paid, and so does a voucher; an account is a promise; anything else is money that was taken already. */
export function isTaken({ mode, code }: Tender): boolean {
  return mode !== "especes" && mode !== ACCOUNT_MODE && code === undefined;
}

/** Cents that were taken beyond what is due by what is no cash: that gives no change. */
export function overcharged(total: number, tenders: readonly Tender[]): number {
  return Math.max(0, given(tenders.filter((tender) => !isCash(tender))) - total);
}

/** Cents that are still missing; 0 when all is there. */
export function leftToPay(total: number, tenders: readonly Tender[]): number {
  return Math.max(0, total - given(tenders));
}

/** Cents that go back to the customer. */
export function changeFor(total: number, tenders: readonly Tender[]): number {
  return Math.max(0, given(tenders) - total);
}

/**
 * Whether so much goes back that it is asked for again: an amount mistyped, or a code. `limit` is the shop's, in cents; four times
 * what is due is a large note for a small ticket, whatever the limit.
 */
export function isMuchChange(total: number, change: number, limit: number): boolean {
  return change > Math.max(limit, 4 * total);
}

/** Whether one more may be given: only cash may exceed what is left. */
export function mayGive(total: number, tenders: readonly Tender[], more: Tender): boolean {
  if (more.amount <= 0) return false;
  const left = leftToPay(total, tenders);
  return left > 0 && (isCash(more) || more.amount <= left);
}

function given(tenders: readonly Tender[]): number {
  return tenders.reduce((sum, { amount }) => sum + amount, 0);
}

/** Notes and coins of the euro by face value in cents, largest first. */
export const NOTES = [50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500] as const;
export const COINS = [200, 100, 50, 20, 10, 5, 2, 1] as const;

/** Cents in a count: pieces by face value. */
export function countedCents(count: Readonly<Record<string, number>>): number {
  return Object.entries(count).reduce((sum, [value, pieces]) => sum + Number(value) * pieces, 0);
}

/** Cents that a refund of `quantity` thousandths of a line gives back, as the server counts them: all that is left with the last piece. */
export function refundCents(
  line: { readonly quantity: number; readonly left: number; readonly paid: number; readonly leftPaid: number },
  quantity: number,
): number {
  if (quantity === line.left) return line.leftPaid;
  return Math.min(line.leftPaid, Math.round((line.paid * quantity) / line.quantity));
}

/** A means by which a ticket was paid. */
export interface PaidMeans {
  readonly mode: string;
  /** Cents that may be given back by it; null where that is not told. */
  readonly left: number | null;
}

/**
 * How so many cents go back: by `first` as far as the ticket was paid by it, the rest by the others, in their order; all of it by
 * `first` where the ticket was not paid by it at all, or that is a voucher. What is still to pay on an account goes back there
 * before all else.
 */
export function refundTenders(total: number, first: string, means: readonly PaidMeans[]): { mode: string; montant: number }[] {
  const owed = Math.min(total, owedOf(means));
  if (owed > 0) {
    const others = means.filter(({ mode }) => mode !== ACCOUNT_MODE);
    const then = first === ACCOUNT_MODE ? others[0]?.mode ?? "especes" : first;
    const rest = owed === total ? [] : refundTenders(total - owed, then, others);
    return [{ mode: ACCOUNT_MODE, montant: owed }, ...rest];
  }
  if (first === "avoir" || !means.some(({ mode }) => mode === first)) return [{ mode: first, montant: total }];
  const tenders: { mode: string; montant: number }[] = [];
  let rest = total;
  for (const { mode, left } of [...means].sort((a, b) => Number(b.mode === first) - Number(a.mode === first))) {
    const montant = Math.min(rest, left ?? rest);
    if (montant > 0) tenders.push({ mode, montant });
    rest -= montant;
  }
  return rest === 0 ? tenders : [{ mode: first, montant: total }];
}

/** Cents of a ticket that are still to pay on an account. */
export function owedOf(means: readonly PaidMeans[]): number {
  return means.find(({ mode }) => mode === ACCOUNT_MODE)?.left ?? 0;
}

/** The largest first. */
const ROUNDED_TO = [50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500] as const;

/** What a customer is likely to give in notes for so many cents, the least first: nobody gives one that comes back whole. */
export function likelyCash(cents: number, most = 3): number[] {
  const sums = ROUNDED_TO.map((note) => Math.ceil((cents + 1) / note) * note);
  const likely = sums.filter((sum) => smallestNoteOf(sum) > sum - cents);
  return [...new Set(likely)].sort((a, b) => a - b).slice(0, most);
}

/** Of those that make a sum, as few as they may be. */
function smallestNoteOf(sum: number): number {
  let left = sum;
  return ROUNDED_TO.find((note) => (left %= note) === 0) ?? 0;
}
