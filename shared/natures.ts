/** What an article may be by law: goods have VAT; a deposit and a gift card stand outside it, which is not 0 %. */
export const NATURES = ["bien", "consigne", "carte_cadeau"] as const;
export type Nature = typeof NATURES[number];
