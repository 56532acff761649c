/** What the State calls what is sold: goods (TLB1), services (TPS1), or what is not taxed in France (TNT1). */
export type Category = "TLB1" | "TPS1" | "TNT1";

/** Of what a shop sells that is taxed. */
export type TaxedCategory = Exclude<Category, "TNT1">;
