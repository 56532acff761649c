/** The day of a small shop, worked out by hand: who sells what, what is paid, and what all of it comes to. */
import { CAFE, card, cash, type Item, JOURNAL, LAMPE, type Paid, PAIN, POMMES, TIMBRE } from "./shop.ts";

export interface Kind {
  readonly items: readonly (Item | number)[];
  /** Off the ticket, in cents: on a cashier's own sale, or by the cashier who has it in hand. */
  readonly remise?: number;
  readonly paiements: readonly Paid[];
  readonly total: number;
  readonly rendu: number;
  /** rate, with VAT, without, VAT. */
  readonly taux: readonly (readonly [number, number, number, number])[];
}
const meals = (montant: number): Paid => ({ mode: "titre_restaurant", montant });

/** The tickets of this shop. Prices: bread 1.20 (5.5 %), coffee 5.00 (10 %), lamp 20.00 (20 %), paper 1.00 (2.1 %), stamp 1.43, apples 3.33/kg (5.5 %). */
export const KINDS: Readonly<Record<string, Kind>> = {
  // 1.20 / 1.055 = 1.137
  A: { items: [PAIN], paiements: [cash(200)], total: 120, rendu: 80, taux: [[550, 120, 114, 6]] },
  // 1.00 / 1.021 = 0.979; 5.00 / 1.1 = 4.545
  B: { items: [CAFE, JOURNAL], paiements: [card(600)], total: 600, rendu: 0, taux: [[210, 100, 98, 2], [1000, 500, 455, 45]] },
  // 2.40 / 1.055 = 2.275; 20.00 / 1.2 = 16.667
  C: {
    items: [LAMPE, { produit: PAIN, quantite: 2_000 }],
    paiements: [cash(5_000)],
    total: 2_240,
    rendu: 2_760,
    taux: [[550, 240, 227, 13], [2000, 2_000, 1_667, 333]],
  },
  // 1.5 kg × 3.33 = 4.995; 5.00 / 1.055 = 4.739
  D: {
    items: [{ produit: POMMES, quantite: 1_500 }],
    paiements: [meals(400), cash(100)],
    total: 500,
    rendu: 0,
    taux: [[550, 500, 474, 26]],
  },
  E: { items: [TIMBRE, TIMBRE], paiements: [cash(300)], total: 286, rendu: 14, taux: [[0, 286, 286, 0]] },
  // Lamp less 2.00 and coffee: 23.00, less 10 %: 16.20 and 4.50. 16.20 / 1.2 = 13.50; 4.50 / 1.1 = 4.091
  F: {
    items: [{ produit: LAMPE, remise: 200 }, CAFE],
    remise: 230,
    paiements: [card(1_070), cash(1_000)],
    total: 2_070,
    rendu: 0,
    taux: [[1000, 450, 409, 41], [2000, 1_620, 1_350, 270]],
  },
  // Two coffees less 1.00 by the cashier: 9.00 / 1.1 = 8.182
  G: {
    items: [{ produit: CAFE, quantite: 2_000 }],
    remise: 100,
    paiements: [card(900)],
    total: 900,
    rendu: 0,
    taux: [[1000, 900, 818, 82]],
  },
  // A paper for nothing.
  H: { items: [JOURNAL], remise: 100, paiements: [], total: 0, rendu: 0, taux: [[210, 0, 0, 0]] },
};

/** 19 + 18 + 3 = 40 sales: 12 A, 10 B, 6 C, 4 D, 4 E, 2 F, 1 G, 1 H. */
export const NORA = "ABACBADAEBCABDACBEA";
export const PAUL = "ABCABDAEBCGADBEACB";
export const CHLOE = "FHF";

/**
 * Sales: 12 × 1.20 + 10 × 6.00 + 6 × 22.40 + 4 × 5.00 + 4 × 2.86 + 2 × 20.70 + 9.00 + 0
 *   = 14.40 + 60.00 + 134.40 + 20.00 + 11.44 + 41.40 + 9.00 = 290.64
 * Refunds: a lamp 20.00 in cash, a coffee 5.00 by card, a discounted lamp 16.20 in cash = 41.20
 */
export const SHEET = {
  tickets: 43,
  total_ttc: 24_944, // 290.64 − 41.20
  total_ht: 22_166, // 11.44 + 9.80 + 46.26 + 57.31 + 96.85
  total_tva: 2_778, // 0.20 + 2.54 + 5.69 + 19.35
  total_absolu: 33_184, // 290.64 + 41.20
  avoirs: 3,
  avoirs_ttc: -4_120,
  taux: [
    { taux: 0, ttc: 1_144, ht: 1_144, tva: 0 }, // 4 E
    { taux: 210, ttc: 1_000, ht: 980, tva: 20 }, // 10 B, and H for nothing
    { taux: 550, ttc: 4_880, ht: 4_626, tva: 254 }, // 12 × 1.14 + 6 × 2.27 + 4 × 4.74
    { taux: 1000, ttc: 6_300, ht: 5_731, tva: 569 }, // 10 × 4.55 + 2 × 4.09 + 8.18 − 4.55
    { taux: 2000, ttc: 11_620, ht: 9_685, tva: 1_935 }, // 6 × 16.67 + 2 × 13.50 − 16.67 − 13.50
  ],
  paiements: [
    { mode: "carte", nombre: 14, total: 8_540 }, // 10 × 6.00 + 2 × 10.70 + 9.00 − 5.00
    { mode: "especes", nombre: 30, total: 14_804 }, // 14.40 + 134.40 + 4.00 + 11.44 + 20.00 − 20.00 − 16.20
    { mode: "titre_restaurant", nombre: 4, total: 1_600 },
  ],
  caisses: [{ caisse: "C1", premier: "C1-000001", dernier: "C1-000043", tickets: 43, total_ttc: 24_944 }],
  ecarts: [{ caisse: "C1", ecart: -100, sessions: 1 }],
  perpetuel: 24_944,
  perpetuel_absolu: 33_184,
};
export const FLOAT = 10_000;
export const DRAWER = 24_804; // 100.00 + 148.04
/** 4 × 50 + 2 × 20 + 5 + 2 + 2 × 0.02 = 247.04: one euro is missing. */
export const COMPTAGE = { 5000: 4, 2000: 2, 500: 1, 200: 1, 2: 2 };
/** What each sold; the refunds are the cashier's: 41.40 − 41.20. */
export const BY_SELLER = [
  { nom: "chloe", total: 20 },
  { nom: "nora", total: 12_132 }, // 7 A, 5 B, 3 C, 2 D, 2 E
  { nom: "paul", total: 12_792 }, // 5 A, 5 B, 3 C, 2 D, 2 E, G
];
