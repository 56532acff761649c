/** A receipt's content as it was signed, as far as it is printed. Money is integer cents. */
import type { Unit } from "../units.ts";
import type { PrintedVoucher } from "./vouchers.ts";

export interface ReceiptLine {
  readonly libelle: string;
  /** Thousandths; negative on a refund. */
  readonly quantite: number;
  /** By what it is weighed or measured; its price is that of one. Absent for pieces. */
  readonly unite?: Unit;
  /** Cents, VAT included. */
  readonly prix_unitaire_ttc: number;
  /** What the price would have been that was changed by hand; absent from others. */
  readonly prix_ordinaire?: number;
  /** Cents off the line. */
  readonly remise: number;
  /** Basis points, where they are off by a rate. Absent from receipts before there was one. */
  readonly remise_taux?: number;
  /** Basis points. */
  readonly tva: number;
  /** What is no goods is outside VAT: `consigne`, `carte_cadeau`, … Absent from goods. */
  readonly nature?: string;
  /** Cents, the line's discount taken off, the ticket's not. */
  readonly total_ttc: number;
}

export interface ReceiptPayment {
  readonly mode: string;
  readonly montant: number;
  readonly rendu: number;
  /** The voucher that it was paid by, or that it gave, and what was left of it. */
  readonly code_bon?: string;
  /** Of a card that the till's terminal took: its last four digits, and by whose leave. */
  readonly carte?: string;
  readonly autorisation?: string;
  readonly solde_bon?: number | null;
  /** Of another shop's voucher: which one gave it. */
  readonly boutique_bon?: string;
  /** Whose account it went on, and what was owed there after it. */
  readonly client_id?: number;
  readonly solde_compte?: number;
}

/** The shop, as it stands on what is printed. */
export interface PrintedShop {
  readonly nom: string;
  readonly adresse: string;
  readonly telephone: string;
  readonly siret: string;
  readonly tva_intracommunautaire: string;
  readonly message: string;
}

/** What `ventes.encaisser`, `ventes.rembourser` and `ventes.duplicata` answer, as far as it is printed. Money is cents. */
export interface ReceiptData {
  readonly type: "vente" | "avoir";
  /** `C1-000123`, or `F-C1-000123` when it was made in training. */
  readonly numero: string;
  /** RFC 3339 in UTC. */
  readonly date: string;
  /** The shop's time zone then, by its IANA name: its copies tell the same hour. Receipts of before do not say it. */
  readonly fuseau?: string | null;
  readonly caisse: string;
  readonly vendeur: string;
  readonly caissier: string;
  readonly demonstration?: boolean;
  /** Made in training: no sale. Absent from receipts before there was any. */
  readonly formation?: boolean;
  readonly boutique: PrintedShop;
  readonly lignes: readonly ReceiptLine[];
  /** Off the whole ticket. */
  readonly remise: number;
  readonly remise_taux?: number;
  readonly total_ttc: number;
  readonly total_ht: number;
  readonly total_tva: number;
  readonly taux: readonly { readonly taux: number; readonly ttc: number; readonly ht: number; readonly tva: number }[];
  /** Cents outside VAT by kind; absent where there are none. */
  readonly hors_champ?: readonly { readonly nature: string; readonly ttc: number; readonly rendu?: number }[];
  /** Why no VAT is charged, where that is so by the shop's size. */
  readonly mention_tva?: string;
  readonly paiements: readonly ReceiptPayment[];
  /** Absent from a ticket that gave none. */
  readonly bons?: readonly PrintedVoucher[];
  /** On a copy: means that were corrected since, in cents; absent where there are none. */
  readonly corrections?: readonly { readonly de: string; readonly vers: string; readonly montant: number }[];
  readonly rendu: number;
  readonly numero_origine: string | null;
  /** Tickets that something came back of, in exchange. */
  readonly echange_de?: readonly string[];
  readonly motif: string | null;
  /** The number by which it is fetched; absent where nothing of it is prepared elsewhere. */
  readonly retrait?: number;
  /** The shop's logo as it is now, not signed: the hash of its picture, and dots at 203 to the inch. */
  readonly logo?: { readonly image: string; readonly largeur: number; readonly hauteur: number };
  readonly logiciel: string;
  /** Four characters of it. */
  readonly signature: string;
  /** The copy's number; null on the receipt itself. */
  readonly duplicata: number | null;
  readonly duplicata_le?: string;
}
