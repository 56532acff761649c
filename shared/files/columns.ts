/** Which column of a file is what: proposed by its name, or as it was the last time. */
import { IMPORT_COLUMNS, type ImportColumn, type ImportSort } from "../import_columns.ts";
import { plain } from "../plain_text.ts";

/** What columns are called in files of shopkeepers, their wholesalers and other tills; the likelier first, as `headOf` writes them. */
const NAMES: Readonly<Record<ImportColumn, readonly string[]>> = {
  code_barres: [
    ...["code barres", "code barre", "codebarre", "codes barres", "barcode", "ean", "ean13", "ean 13", "gencod", "gencode"],
    ...["gtin", "upc", "code ean", "code"],
  ],
  libelle: [
    ...["libelle", "designation", "article", "nom", "nom du produit", "produit", "name", "nom de l article", "product"],
    ...["product name", "item", "item name", "intitule", "description", "titre", "title", "label"],
  ],
  categorie: ["categorie", "rayon", "famille", "category", "groupe", "department", "type"],
  prix_ttc: [
    ...["prix ttc", "prix de vente ttc", "pv ttc", "prix vente ttc", "prix de vente", "pvttc", "prix public", "prix"],
    ...["price", "tarif", "tarif ttc", "prix ttc eur", "price incl vat", "selling price", "montant ttc"],
  ],
  prix_libre: ["prix libre", "prix ouvert", "open price"],
  tva: ["tva", "taux tva", "taux de tva", "tva vente", "code tva", "vat", "vat rate", "tax", "taxe"],
  cout_ht: [
    ...["cout ht", "prix d achat ht", "prix achat ht", "pa ht", "prix d achat", "prix achat", "cout", "cost", "purchase price"],
    ...["prix de revient", "pump"],
  ],
  titre_restaurant: ["titre restaurant", "titres restaurant", "meal voucher"],
  consigne: ["consigne", "vendu avec la consigne", "deposit", "sold with the deposit"],
  suivi_stock: ["suivi du stock", "stock suivi", "suivi stock", "stock followed", "track stock", "gestion du stock"],
  stock: ["stock", "quantite", "qte", "quantite en stock", "stock reel", "en stock", "quantity", "in stock", "qty", "compte"],
  actif: ["en vente", "actif", "etat", "statut", "active", "status", "on sale"],
  nom: ["nom", "client", "nom complet", "nom du client", "raison sociale", "name", "customer", "full name", "contact"],
  telephone: ["telephone", "tel", "portable", "mobile", "phone", "tel portable", "numero de telephone", "gsm"],
  email: ["email", "e mail", "mail", "courriel", "adresse e mail", "adresse email", "adresse mail"],
  adresse: ["adresse", "adresse postale", "address", "rue"],
  note: ["note", "notes", "remarque", "remarques", "commentaire", "commentaires", "observation", "comment"],
};

/** A column's name as it is remembered and compared: without accents, signs, or what stands between brackets. */
export function headOf(name: string): string {
  return plain(name).replace(/\([^)]*\)|\[[^\]]*\]/g, " ").replace(/[^a-z0-9]+/g, " ").trim();
}

/** Names of columns, each another's: the second `prix` is `prix 2`. */
export function headsOf(cells: readonly string[]): readonly string[] {
  const seen = new Map<string, number>();
  return cells.map((cell, at) => {
    const head = headOf(cell) || `colonne ${at + 1}`;
    const before = seen.get(head) ?? 0;
    seen.set(head, before + 1);
    return before === 0 ? head : `${head} ${before + 1}`;
  });
}

/** Per column of the file what it is, or null; each only once. `remembered` goes first: '' is one that was left out. */
export function proposed(
  heads: readonly string[],
  sort: ImportSort,
  remembered: ReadonlyMap<string, string>,
): readonly (ImportColumn | null)[] {
  const fields: readonly ImportColumn[] = IMPORT_COLUMNS[sort];
  const proposals: (ImportColumn | null | undefined)[] = heads.map((head) => {
    const known = remembered.get(head);
    return known === "" ? null : fields.find((field) => field === known);
  });
  for (const field of fields) {
    if (proposals.includes(field)) continue;
    const name = NAMES[field].find((name) => heads.some((head, at) => head === name && proposals[at] === undefined));
    if (name !== undefined) proposals[heads.indexOf(name)] = field;
  }
  return proposals.map((field, at) => field !== undefined && proposals.indexOf(field) === at ? field : null);
}
