/** The words of the catalogue, in French. French punctuation keeps its no-break spaces: U+00A0 before a colon, U+202F elsewhere. */
import type { Unit } from "../../../../shared/units.ts";
import type { Ending } from "./bulk.ts";
import type { FieldName } from "./ware.ts";
import type { StockMove } from "./ware_story.ts";

const articles = (count: number) => count === 1 ? "1 article" : `${count.toLocaleString("fr-FR")} articles`;

export const words = {
  fields: {
    label: "Libellé",
    category: "Catégorie",
    price: "Prix TTC",
    unit: "Vendu",
    vat: "TVA",
    barcode: "Code-barres",
    followed: "Stock suivi",
    warranty: "Garantie légale",
    active: "État",
  } as Record<FieldName, string>,
  units: { piece: "À la pièce", kg: "Au kilo", l: "Au litre", m: "Au mètre" } as Record<Unit, string>,
  fieldOf: (field: string, label: string) => `${field} : ${label}`,
  stock: "Stock",
  onSale: "En vente",
  retired: "Retiré",
  yes: "Oui",
  no: "Non",
  search: "Chercher un article, un code…",
  allCategories: "Toutes les catégories",
  allRates: "Toutes les TVA",
  onlyOnSale: "En vente",
  onlyRetired: "Retirés",
  bothOnSale: "En vente et retirés",
  foundNothing: "Aucun article ne correspond.",
  shownOf: (found: number, all: number) =>
    found === all ? articles(all) : `${found.toLocaleString("fr-FR")} sur ${articles(all)}`,
  pageBefore: "Précédents",
  pageAfter: "Suivants",
  pageOf: (page: number, pages: number) => `Page ${page} sur ${pages}`,
  openWare: (label: string) => `Ouvrir ${label}`,
  back: "Tous les articles",
  unknown: "Cet article n’existe pas, ou plus.",
  gone: "Cet article vient d’être supprimé.",
  overtaken: (value: string, by: string | null, moment: string | null) =>
    by === null
      ? `Entre-temps : ${value}. Entrée pour changer quand même.`
      : `${by} a mis ${value} (${moment}). Entrée pour changer quand même.`,
  categories: "Catégories",
  categoryName: "Nom",
  noCategories: "Aucune catégorie : elles rangent les articles à l’écran des vendeurs.",
  color: "Couleur",
  articles: "Articles",
  moveUp: (name: string) => `Monter ${name}`,
  moveDown: (name: string) => `Descendre ${name}`,
  removeCategory: (name: string) => `Supprimer ${name}`,
  removeTitle: (name: string) => `Supprimer la catégorie ${name} ?`,
  removeBody: (count: number) =>
    count === 0 ? "Aucun article n’y est rangé." : `${articles(count)} : ils restent, sans catégorie.`,
  remove: "Supprimer",
  priceHistory: "Prix",
  noPrices: "Aucun changement connu.",
  when: "Quand",
  who: "Qui",
  before: "Avant",
  after: "Après",
  soldTitle: "Vendu en 30 jours",
  soldNothing: "Rien de vendu ces 30 derniers jours.",
  pieces: (quantity: string) => `Quantité : ${quantity}`,
  day: "Jour",
  quantity: "Quantité",
  amount: "Montant",
  stockNotFollowed: "Le stock de cet article n’est pas suivi.",
  moves: "Mouvements du stock",
  reason: "Motif",
  reasons: {
    livraison: "Livraison",
    inventaire: "Inventaire",
    perte: "Perte",
    retour: "Retour",
    vente: "Vente",
    avoir: "Remboursement",
  } as Record<StockMove["reason"], string>,
  counted: "Compté",
  quantityWrong: "Une quantité comme 12 ou 1,5.",
  note: "Note",
  moveStock: "Noter le mouvement",
  pick: (label: string) => `Choisir ${label}`,
  bulk: "Changer en nombre",
  bulkTargets: (count: number, picked: boolean) =>
    picked ? `${articles(count)} choisis` : `${articles(count)} : tous ceux de la liste`,
  bulkDeed: "Changement",
  bulkDeeds: {
    percent: "Prix, en pour cent",
    amount: "Prix, en euros",
    category: "Catégorie",
    vat: "TVA",
    retire: "Retirer de la vente",
    restore: "Remettre en vente",
  },
  bulkBy: "De combien",
  bulkByHint: "+5 ou -2,50",
  bulkByWrong: "Un nombre comme +5 ou -2,50.",
  bulkEnding: "Arrondi",
  bulkEndings: {
    any: "Au centime",
    "05": "À 5 centimes",
    "10": "À 10 centimes",
    "00": "À l’euro",
    "90": "Finit par ,90",
  } as Record<
    Ending,
    string
  >,
  bulkPreview: "Ce qui changerait",
  bulkCount: (count: number, shown: number) =>
    count === 0
      ? "Rien ne changerait."
      : `${articles(count)} à changer${count > shown ? `, les ${shown} premiers ci-dessus` : ""}.`,
  bulkTooMany: (most: number) => `Pas plus de ${most.toLocaleString("fr-FR")} articles à la fois : resserrez la liste.`,
  bulkApply: "Changer",
  bulkDone: (count: number) => `Changés : ${articles(count)}.`,
  download: "Télécharger",
  importFile: "Importer",
  fileName: "comptoir-articles.csv",
  undo: "Annuler ce changement",
};

export type Words = typeof words;
