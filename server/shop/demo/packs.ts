/** Packs of the demo shop's articles, each with a code of its own: one scan is so many of the article. */
import { inStoreEan13 } from "../../../shared/ean.ts";
import type { DemoProduct } from "./products.ts";

export interface DemoPack {
  /** EAN-13 with an in-store prefix that no article of the demo has. */
  readonly code: string;
  readonly produit_id: number;
  /** Thousandths. */
  readonly quantite: number;
}

/** Label → how many are in its packs. */
const PACKS: Readonly<Record<string, readonly number[]>> = {
  "Lait demi-écrémé 1 L": [6],
  "Eau de source 1,5 L": [6],
  "Jus d'orange 1 L": [4],
  "Bière blonde 33 cl": [6, 12],
  "Bière blanche 33 cl": [6],
};

/** Those of the demo's articles that are among these. */
export function packsOf(products: readonly DemoProduct[]): DemoPack[] {
  return products.flatMap(({ id, libelle }) =>
    (PACKS[libelle] ?? []).map((count) => ({ code: inStoreEan13(id * 100 + count, 21), produit_id: id, quantite: count * 1_000 }))
  );
}
