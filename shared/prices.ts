/** How far a price is from what it ordinarily is. */
const WHOLE = 10_000;

/** Basis points of the ordinary price, rounded up, whichever way it went; all of them at most: who may change it wholly may set any. */
export function priceChange(ordinary: number, price: number): number {
  if (price === ordinary) return 0;
  return ordinary === 0 ? WHOLE : Math.min(WHOLE, Math.ceil((Math.abs(price - ordinary) * WHOLE) / ordinary));
}
