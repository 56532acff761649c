/** Products for the demo shop, and as many more as tests and benchmarks ask for. */
import { inStoreEan13 } from "../../../shared/ean.ts";
import type { Nature } from "../../../shared/natures.ts";
import { CATALOGUE } from "./catalogue.ts";
import { SeededRandom } from "./random.ts";

export interface DemoProduct {
  readonly id: number;
  readonly libelle: string;
  /** EAN-13 with an in-store prefix. */
  readonly code_barres: string;
  /** From 1, in the order of the catalogue. */
  readonly categorie_id: number;
  /** Cents; for a kilogram where the product is sold by weight. */
  readonly prix_ttc: number;
  /** Basis points. */
  readonly tva: number;
  readonly nature: Nature;
  readonly suivi_stock: 0 | 1;
  /** Thousandths. */
  readonly stock: number;
  readonly au_poids: boolean;
  /** How often it is bought, against the others. */
  readonly demand: number;
}

export const DEMO_PRODUCTS = CATALOGUE.reduce((sum, { products }) => sum + products.length, 0);

const MAKERS = [
  "Moulin Blanc",
  "Ferme des Coteaux",
  "Maison Lenoir",
  "Les Deux Rives",
  "Val d'Aubrac",
  "Atelier Garance",
  "Terre d'Oc",
  "Comptoir du Port",
  "La Bonne Mesure",
  "Sœurs Vidal",
  "Grain de Sel",
  "Haut Jura",
  "L'Étoile",
  "Petit Marais",
  "Clos Saint-Jean",
  "Côte Sauvage",
  "Le Verger d'Anne",
  "Plaine et Mer",
  "Roche Claire",
  "Au Gai Laboureur",
  "Belle Île",
  "Trois Tilleuls",
  "Vieux Four",
  "Montagne Verte",
] as const;
const KINDS: readonly (readonly [suffix: string, priceFactor: number])[] = [
  ["", 1.1],
  [" bio", 1.35],
  [", lot de 2", 1.9],
  [", lot de 3", 2.7],
  [", petit format", 0.7],
  [", grand format", 1.6],
  [", format familial", 2.2],
  [", série limitée", 1.5],
];
/** What the labels of these lists can tell apart. */
export const MAX_PRODUCTS = DEMO_PRODUCTS * (1 + MAKERS.length * KINDS.length);

/** `n` products, always the same for the same seed; the first are the demo shop's own. */
export function products(n: number, seed: number): DemoProduct[] {
  if (n > MAX_PRODUCTS) throw new RangeError(`At most ${MAX_PRODUCTS} products can be told apart, not ${n}`);
  const random = new SeededRandom(seed);
  const own = CATALOGUE.flatMap((category, at) =>
    category.products.map(([libelle, prix, tva], rank) => ({
      libelle,
      prix,
      categorie_id: at + 1,
      tva: tva ?? category.tva,
      // The first of a category sells about five times as often as its last.
      demand: category.demand / (1 + rank / 6),
      au_poids: libelle.endsWith(" (kg)"),
    }))
  );
  return Array.from({ length: n }, (_, at) => {
    const base = own[at % own.length]!;
    const { libelle, factor } = variant(base.libelle, Math.floor(at / own.length) - 1);
    // What is made on the spot is not counted.
    const counted = CATALOGUE[base.categorie_id - 1]!.nom !== "À emporter";
    return {
      id: at + 1,
      libelle,
      code_barres: inStoreEan13(1_000 + at, 20),
      categorie_id: base.categorie_id,
      prix_ttc: Math.max(5, Math.round(base.prix * factor / 5) * 5 - (base.prix % 5 === 0 ? 0 : 1)),
      tva: base.tva,
      nature: "bien",
      suivi_stock: counted ? 1 : 0,
      stock: counted ? random.between(8, 60) * 1_000 : 0,
      au_poids: base.au_poids,
      demand: base.demand,
    };
  });
}

/** Cents without VAT, between 52 and 68 of a hundred of its price; null for what is no article, such as a deposit. */
export function costOf({ id, prix_ttc, tva, nature }: DemoProduct): number | null {
  if (nature !== "bien") return null;
  return Math.round(prix_ttc / (1 + tva / 10_000) * (52 + id * 7 % 17) / 100);
}

/** Thousandths at which it is to be ordered: of every third that is counted; null for the others. */
export function thresholdOf({ id, suivi_stock }: DemoProduct): number | null {
  return suivi_stock === 1 && id % 3 === 0 ? 12_000 : null;
}

/** Whether meal vouchers pay it. */
export function isMeal({ categorie_id, nature }: Pick<DemoProduct, "categorie_id" | "nature">): boolean {
  return nature === "bien" && MEALS.has(CATALOGUE[categorie_id - 1]!.nom);
}
const MEALS: ReadonlySet<string> = new Set([
  ...["Boulangerie", "Fruits et légumes", "Crèmerie et fromages", "Charcuterie et traiteur"],
  ...["Épicerie salée", "Épicerie sucrée", "Boissons", "À emporter"],
]);

/** The label of a further product made out of the catalogue's, and how its price differs. */
function variant(libelle: string, round: number): { libelle: string; factor: number } {
  if (round < 0) return { libelle, factor: 1 };
  const [suffix, factor] = KINDS[Math.floor(round / MAKERS.length)]!;
  return { libelle: `${libelle} ${MAKERS[round % MAKERS.length]!}${suffix}`, factor };
}
