/** Lines of a ticket in hand beside the catalogue: each keeps the price that it was begun with, and says when there is another. */
import type { Product } from "../catalogue/catalogue.ts";

export interface FollowedLine {
  readonly productId: number;
  /** Cents. */
  readonly price: number;
  /** The catalogue's, in cents, where that is another by now: a customer pays what was said when it was rung up. */
  readonly now: number | null;
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
  const followed = lines.map((line) => {
    const product = find(line.productId);
    const gone = product === null;
    const now = gone || priced(line) || product.price === line.price ? null : product.price;
    return line.gone === gone && line.now === now ? line : { ...line, now, gone };
  });
  return followed.some((line, at) => line !== lines[at]) ? followed : lines;
}
