/** The words of the catalogue, in French. French punctuation keeps its no-break spaces: U+00A0 before a colon, U+202F elsewhere. */
import type { Nature } from "../../../../shared/natures.ts";
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
  nature: "Ce que c’est",
  natures: { bien: "Un article", consigne: "Une consigne", carte_cadeau: "Une carte cadeau" } as Record<Nature, string>,
  outsideVat: "Hors du champ de la TVA, et hors du chiffre d’affaires. Cela ne se change plus ensuite.",
  fieldOf: (field: string, label: string) => `${field}\u00a0: ${label}`,
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
      ? `Entre-temps\u00a0: ${value}. Entrée pour changer quand même.`
      : `${by} a mis ${value} (${moment}). Entrée pour changer quand même.`,
  categories: "Catégories",
  categoryName: "Nom",
  noCategories: "Aucune catégorie\u00a0: elles rangent les articles à l’écran des vendeurs.",
  color: "Couleur",
  articles: "Articles",
  moveUp: (name: string) => `Monter ${name}`,
  moveDown: (name: string) => `Descendre ${name}`,
  removeCategory: (name: string) => `Supprimer ${name}`,
  removeTitle: (name: string) => `Supprimer la catégorie ${name}\u00a0?`,
  removeBody: (count: number) =>
    count === 0 ? "Aucun article n’y est rangé." : `${articles(count)}\u00a0: ils restent, sans catégorie.`,
  remove: "Supprimer",
  priceHistory: "Prix",
  noPrices: "Aucun changement connu.",
  when: "Quand",
  who: "Qui",
  before: "Avant",
  after: "Après",
  soldTitle: "Vendu en 30 jours",
  soldNothing: "Rien de vendu ces 30 derniers jours.",
  pieces: (quantity: string) => `Quantité\u00a0: ${quantity}`,
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
    picked ? `${articles(count)} choisis` : `${articles(count)}\u00a0: tous ceux de la liste`,
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
  bulkTooMany: (most: number) => `Pas plus de ${most.toLocaleString("fr-FR")} articles à la fois\u00a0: resserrez la liste.`,
  bulkApply: "Changer",
  bulkDone: (count: number) => `Changés\u00a0: ${articles(count)}.`,
  download: "Télécharger",
  codesTitle: "Autres codes et lots",
  codesLead:
    "Un second code-barres du même article, ou celui d’un lot\u00a0: «\u00a06\u00a0» ajoute six pièces d’un coup de lecteur.",
  codeNew: "Code",
  codeQuantity: "Quantité par lecture",
  codeAdd: "Ajouter ce code",
  codeMissing: "Un code est attendu.",
  codeStandsFor: (quantity: string) => `${quantity} par lecture`,
  codeRemove: "Retirer",
  codeRemoveOf: (code: string) => `Retirer le code ${code}`,
  costTitle: "Coût",
  cost: "Coût HT",
  costHint: "De ce qui est vendu à l’unité. Vous seul le voyez\u00a0; vide, il n’est pas connu.",
  costWrong: "Un montant comme 12,50.",
  costSave: "Enregistrer le coût",
  margin: (amount: string, percent: number) => `Marge ${amount} HT, ${percent} %`,
  importFile: "Importer",
  fileName: "comptoir-articles.csv",
  undo: "Annuler ce changement",
};

export type Words = typeof words;
