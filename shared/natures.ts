/** What an article is by law: goods and services have VAT, and alone are turnover; the others stand outside it, which is not 0 %. */
export const NATURES = ["bien", "consigne", "carte_cadeau"] as const;
export type Nature = typeof NATURES[number];
