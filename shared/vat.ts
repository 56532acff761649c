/**
 * VAT on prices that include it. All amounts are integer cents, rates basis points (2000 = 20 %),
 * quantities thousandths; refunds are the same sums with the sign turned.
 *
 * Source: per ticket and per rate, HT = TTC / (1 + rate) rounded half up, VAT = TTC − HT, no VAT
 * computed again after the ticket. A Z sums tickets.
 */

export interface TaxedLine {
  /** Cents, VAT included. */
  readonly ttc: number;
  /** Basis points. */
  readonly rate: number;
}

export interface RateTotal {
  readonly rate: number;
  readonly ttc: number;
  readonly ht: number;
  readonly vat: number;
}

/** The amount without VAT in an amount with it, half up; a negative amount mirrors the positive one. */
export function withoutVat(ttc: number, rate: number): number {
  return roundedQuotient(ttc * 10_000, 10_000 + rate);
}

/** What a discount of so many basis points takes off an amount, half up; the database does the same: see migration 017. */
export function discountOf(cents: number, rate: number): number {
  return roundedQuotient(cents * rate, 10_000);
}

/** A line's price: quantity in thousandths × unit price − discount, in cents. */
export function lineTotal(quantity: number, unitPrice: number, discount: number): number {
  return roundedQuotient(quantity * unitPrice, 1_000) - discount;
}

/** Totals per rate, in ascending order of rate. */
export function totalsByRate(lines: readonly TaxedLine[]): RateTotal[] {
  const sums = new Map<number, number>();
  for (const { ttc, rate } of lines) sums.set(rate, (sums.get(rate) ?? 0) + ttc);
  return [...sums].sort(([a], [b]) => a - b).map(([rate, ttc]) => {
    const ht = withoutVat(ttc, rate);
    return { rate, ttc, ht, vat: ttc - ht };
  });
}

/**
 * What a refund of `ttc` cents is without VAT, where `left` is what the sale's earlier refunds left at this rate: as a
 * sale of that amount would be, but no more of either part than there is, and all of both with the last cent.
 */
export function refundWithoutVat(ttc: number, rate: number, left: Pick<RateTotal, "ttc" | "ht">): number {
  const beyond = left.ht - (left.ttc - ttc);
  return Math.min(Math.max(withoutVat(ttc, rate), beyond), left.ht);
}

/** What each line is without VAT, so that the lines of a rate add up to the rate's total. */
export function linesWithoutVat(lines: readonly TaxedLine[], totals: readonly RateTotal[] = totalsByRate(lines)): number[] {
  const out = lines.map(() => 0);
  for (const { rate, ht } of totals) {
    const members = lines.flatMap((line, at) => line.rate === rate ? [at] : []);
    const shares = apportion(ht, members.map((at) => lines[at]!.ttc));
    members.forEach((at, i) => out[at] = shares[i]!);
  }
  return out;
}

/** A ticket's discount as one share per line: proportional, whole cents, together exactly the discount. */
export function spreadDiscount(discount: number, totals: readonly number[]): number[] {
  return apportion(discount, totals);
}

/**
 * Splits a whole amount in proportion to weights by largest remainder (the earlier part first among
 * equals). The parts add up to the amount; weights that add up to 0 put all on the first part.
 */
export function apportion(amount: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((total, weight) => total + BigInt(weight), 0n);
  if (weights.length === 0) return [];
  // A refund is split as the sale was, with the sign turned.
  if (sum < 0n) return apportion(amount, weights.map((weight) => 0 - weight));
  if (amount < 0) return apportion(-amount, weights).map((part) => 0 - part);
  if (sum === 0n) return weights.map((_, at) => at === 0 ? amount : 0);
  const parts = weights.map((weight) => {
    const product = BigInt(amount) * BigInt(weight);
    const floor = floorDivide(product, sum);
    return { floor, remainder: abs(product - floor * sum) };
  });
  let left = BigInt(amount) - parts.reduce((total, { floor }) => total + floor, 0n);
  const order = parts.map((_, at) => at).sort((a, b) => compare(parts[b]!.remainder, parts[a]!.remainder) || a - b);
  const out = parts.map(({ floor }) => Number(floor));
  for (const at of order) {
    if (left === 0n) break;
    out[at]! += 1;
    left -= 1n;
  }
  return out;
}

/** `a / b` to the nearest whole number, halves away from zero; exact for any safe integers whose product is safe or not. */
function roundedQuotient(a: number, b: number): number {
  const sign = a < 0 ? -1 : 1;
  const dividend = BigInt(Math.abs(a));
  const divisor = BigInt(b);
  const rounded = sign * Number((2n * dividend + divisor) / (2n * divisor));
  return rounded === 0 ? 0 : rounded; // never -0
}

function floorDivide(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  return a % b !== 0n && (a < 0n) !== (b < 0n) ? quotient - 1n : quotient;
}

function abs(value: bigint): bigint {
  return value < 0n ? -value : value;
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
