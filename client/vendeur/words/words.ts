/** The words of the seller's screens; French is written first. */
export type VendeurWords = typeof import("./vendeur_fr.ts").words;
export type VendeurMessages = VendeurWords["vendeur"];
