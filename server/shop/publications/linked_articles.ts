/** Head office's articles in this shop: each is known by head office's reference, and at first by its code. */
import type { Tx } from "../../database/application.ts";
import { spelledCode } from "./content.ts";
import type { Value } from "./overrides.ts";

export interface LinkedArticle {
  readonly id: number;
  readonly reference: string;
  /** As it was called until now; null where head office has said nothing of it. */
  readonly before: string | null;
  /** What head office said of it last, by column. */
  readonly said: Readonly<Record<string, Value>>;
  /** Column → as it is here; a category and a deposit by their names. */
  readonly here: Readonly<Record<string, Value>>;
}

const HERE = `p.id, p.libelle, p.code_barres, p.prix_ttc, p.prix_libre, p.tva, p.titre_restaurant, p.suivi_stock, p.actif,
  c.nom AS categorie, d.libelle AS consigne, k.cout_ht, s.reference, s.valeurs`;
const FROM = `produits p LEFT JOIN categories c ON c.id = p.categorie_id LEFT JOIN produits d ON d.id = p.consigne_id
  LEFT JOIN couts_produits k ON k.produit_id = p.id LEFT JOIN articles_siege s ON s.produit_id = p.id`;

interface About {
  readonly reference?: string | number;
  readonly code_barres?: string | number;
}

/** As head office calls it. */
export function referenceOf({ reference, code_barres }: About): string {
  return reference === undefined ? spelledCode(String(code_barres)) : String(reference);
}

/** `other`: the reference under which the article with that code is another of head office's. */
export function findArticle({ get }: Pick<Tx, "get">, about: About): LinkedArticle | { readonly other: string } | null {
  const reference = referenceOf(about);
  const linked = get(`SELECT ${HERE} FROM ${FROM} WHERE s.reference = ?`, reference);
  if (linked !== undefined) return article(linked, reference);
  if (about.code_barres === undefined) return null;
  const code = spelledCode(String(about.code_barres));
  const spellings = [code, code.replace(/^0(?=\d{12}$)/, "")];
  const coded = get(
    `SELECT ${HERE} FROM ${FROM} WHERE p.id = coalesce(
       (SELECT id FROM produits WHERE code_barres IN (?, ?) LIMIT 1), (SELECT produit_id FROM codes_produits WHERE code IN (?, ?) LIMIT 1))`,
    ...spellings,
    ...spellings,
  );
  if (coded === undefined) return null;
  const before = coded["reference"] as string | null;
  // A code by itself says which one is meant, whatever it is called.
  if (before !== null && about.reference === undefined) return article(coded, before);
  // What was known by its code until now is called something from now on.
  return before === null || spellings.includes(before) ? article(coded, reference) : { other: before };
}

function article(row: Readonly<Record<string, unknown>>, reference: string): LinkedArticle {
  const { id, valeurs, reference: before, ...here } = row;
  const said = typeof valeurs === "string" ? JSON.parse(valeurs) as LinkedArticle["said"] : {};
  return { id: Number(id), reference, before: before as string | null, said, here: here as LinkedArticle["here"] };
}

/** Keeps what head office says of an article now, beside what it said before; of ten thousand that it says again, nothing is written. */
export function keepSaid(
  tx: Tx,
  { id, reference, before, said }: Pick<LinkedArticle, "id" | "reference" | "before" | "said">,
  now: LinkedArticle["said"],
): void {
  const all = { ...said, ...now };
  const isSaid = Object.keys(now).every((column) => said[column] === now[column]);
  if (before === reference && isSaid) return;
  if (before !== null && before !== reference) tx.run("DELETE FROM articles_siege WHERE produit_id = ?", id);
  tx.run(
    `INSERT INTO articles_siege (reference, produit_id, valeurs) VALUES (?, ?, ?)
     ON CONFLICT (reference) DO UPDATE SET produit_id = excluded.produit_id, valeurs = excluded.valeurs
     WHERE produit_id <> excluded.produit_id OR valeurs <> excluded.valeurs`,
    reference,
    id,
    JSON.stringify(all),
  );
}
