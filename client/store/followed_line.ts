/** A line of a ticket in hand, brought up to the catalogue while it is there. */
import type { Product } from "./catalogue.ts";

export interface FollowedLine {
  /** Cents, as last known here; the database decides. */
  readonly price: number;
  /** The price shown when it was added, in cents, while it differs from the present one. */
  readonly was: number | null;
  /** The product is no longer on sale. */
  readonly gone: boolean;
}

/** The same line when nothing has changed. `product` null: it is no longer on sale. `priced`: the server has fixed its price. */
export function followed<L extends FollowedLine>(line: L, product: Product | null, priced: boolean): L {
  const price = product === null || priced ? line.price : product.price;
  const first = line.was ?? line.price;
  const was = first === price ? null : first;
  const gone = product === null;
  return line.gone === gone && line.price === price && line.was === was ? line : { ...line, price, was, gone };
}
