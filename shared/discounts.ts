/** How far discounts go, as a rate, so that it can be held against what somebody may give. Rates are basis points. */

/** The smallest rate that takes so many cents off a price: `discountOf` the other way round. */
function rateFor(cents: number, price: number): number {
  return price <= 0 ? 0 : Math.max(0, Math.ceil((cents * 10_000 - 5_000) / price));
}

/** Cents before and after a discount, and its rate where it has one. */
export interface Discounted {
  readonly gross: number;
  readonly net: number;
  readonly rate: number;
}

/** What is off a ticket at most: off one of its lines, or, where it has a discount of its own, off all of it together. */
export function rateTaken(lines: readonly Discounted[], ticket: { readonly cents: number; readonly rate: number }): number {
  const rates = lines.map(({ gross, net, rate }) => gross === net ? 0 : rate || rateFor(gross - net, gross));
  if (ticket.cents > 0) {
    const sum = (pick: (line: Discounted) => number) => lines.reduce((total, line) => total + pick(line), 0);
    const gross = sum((line) => line.gross);
    rates.push(ticket.rate, rateFor(gross - sum((line) => line.net) + ticket.cents, gross));
  }
  return Math.max(0, ...rates);
}
