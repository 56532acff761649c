/** Where a shop may stand for VAT, and what stands on the receipts of one that charges none by its size. */

export const TERRITORIES = ["metropole", "corse", "antilles_reunion", "guyane_mayotte", "franchise"] as const;
export type Territory = (typeof TERRITORIES)[number];

/** Article 293 B became part of another code on 1 September 2026; the old reference is accepted until the end of 2027. */
export const FRANCHISE_MENTION = "TVA non applicable, art. 293 B du CGI";
