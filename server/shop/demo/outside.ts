/** What the demo shop sells besides goods: bottles that are lent, and gift cards. */
import { inStoreEan13 } from "../../../shared/ean.ts";
import { DEMO_PRODUCTS, type DemoProduct } from "./products.ts";

function outside(
  at: number,
  libelle: string,
  prix_ttc: number,
  nature: "consigne" | "carte_cadeau",
  categorie_id: number,
): DemoProduct {
  return {
    id: DEMO_PRODUCTS + at,
    libelle,
    code_barres: inStoreEan13(at, 22),
    categorie_id,
    prix_ttc,
    tva: 0,
    nature,
    suivi_stock: 0,
    stock: 0,
    au_poids: false,
    // Bought with something else, or by those who come for it.
    demand: 0,
  };
}

const SOFT_DRINKS = 7;
const STATIONERY = 12;
export const BOTTLE = outside(1, "Consigne bouteille", 100, "consigne", SOFT_DRINKS);
export const GIFT_CARD = outside(2, "Carte cadeau 30 €", 30_00, "carte_cadeau", STATIONERY);
export const OUTSIDE = [BOTTLE, GIFT_CARD] as const;

/** Labels of what is sold in a bottle that comes back. */
const BOTTLED: ReadonlySet<string> = new Set([
  "Limonade artisanale 75 cl",
  "Jus de pomme fermier 1 L",
  "Cidre brut 75 cl",
  "Bière ambrée 75 cl",
]);

/** The deposit that is taken with it; null for none. */
export function depositOf({ libelle }: Pick<DemoProduct, "libelle">): DemoProduct | null {
  return BOTTLED.has(libelle) ? BOTTLE : null;
}
