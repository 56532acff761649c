/** Lines of a ticket in hand, brought up to the catalogue while they are there. */
import type { Product } from "../catalogue/catalogue.ts";

export interface FollowedLine {
  readonly productId: number;
  /** Cents, as last known here; the database decides. */
  readonly price: number;
  /** The price shown when it was added, in cents, while it differs from the present one. */
  readonly was: number | null;
  /** The product is no longer on sale. */
  readonly gone: boolean;
}

/**
 * The same list when nothing has changed. `find` answers null for a product that is no longer on sale;
 * `priced` tells lines whose price the server has fixed.
 */
export function followed<L extends FollowedLine>(
  lines: readonly L[],
  find: (productId: number) => Product | null,
  priced: (line: L) => boolean,
): readonly L[] {
  const now = lines.map((line) => {
    const product = find(line.productId);
    const price = product === null || priced(line) ? line.price : product.price;
    const first = line.was ?? line.price;
    const was = first === price ? null : first;
    const gone = product === null;
    return line.gone === gone && line.price === price && line.was === was ? line : { ...line, price, was, gone };
  });
  return now.some((line, at) => line !== lines[at]) ? now : lines;
}
