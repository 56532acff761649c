/** Articles and prices that head office publishes: made, changed, or left as the shop has them where that is free to. */
import { say } from "../../../shared/errors.ts";
import type { JsonValue } from "../../../shared/protocol.ts";
import type { Tx } from "../../database/application.ts";
import { Categories } from "../imports/categories.ts";
import { Deposits } from "../imports/deposits.ts";
import { isSame } from "../imports/line.ts";
import { type Item, spelledCode } from "./content.ts";
import { Faults } from "./faults.ts";
import { findArticle, keepSaid, type LinkedArticle, referenceOf } from "./linked_articles.ts";
import { Overrides, type Value } from "./overrides.ts";

/** What was done, as head office is told. */
export interface Taken {
  readonly detail: Readonly<Record<string, JsonValue>>;
  /** Values that stay as the shop has set them. */
  readonly kept: Overrides | null;
}

/** Columns of `produits` that are set as they are given. */
const PLAIN = ["libelle", "code_barres", "prix_ttc", "prix_libre", "tva", "titre_restaurant", "suivi_stock", "actif"] as const;
const COLUMNS = [...PLAIN, "categorie", "consigne", "cout_ht"] as const;
type Given = Readonly<Partial<Record<typeof COLUMNS[number], string | number>>>;

export function takeArticles(tx: Tx, items: readonly Item[]): Taken {
  const taker = new ArticleTaker(tx, true);
  for (const item of items) taker.take(item);
  return taker.taken();
}

/** Of articles that the shop has from head office, or by their code. */
export function takePrices(tx: Tx, items: readonly Item[]): Taken {
  const taker = new ArticleTaker(tx, false);
  for (const { libelle: _, ...item } of items) taker.take(item as Item);
  return taker.taken();
}

class ArticleTaker {
  readonly #faults = new Faults();
  readonly #overrides: Overrides;
  readonly #categories: Categories;
  readonly #deposits: Deposits;
  readonly #counts = { ajouts: 0, changements: 0, inchanges: 0 };

  /** `adds`: whether an article that is not known is a new one. */
  constructor(readonly tx: Tx, readonly adds: boolean) {
    this.#overrides = new Overrides(tx);
    this.#categories = new Categories(tx);
    this.#deposits = new Deposits(tx, spelledCode);
  }

  /** Ends the request where any line was faulty. */
  taken(): Taken {
    this.#faults.expectNone(this.tx);
    return { detail: this.#counts, kept: this.#overrides };
  }

  take(item: Item): void {
    const { ligne, ...given } = item;
    const found = findArticle(this.tx, given);
    if (found !== null && "other" in found) {
      return this.#faults.add(
        ligne,
        "code_barres",
        say(`ce code est celui de la référence ${found.other}`, `this code is that of the reference ${found.other}`),
      );
    }
    if (found === null && !this.adds) return this.#faults.add(ligne, null, UNKNOWN);
    const refused = this.tx.attempt(() => found === null ? this.#add(ligne, given) : this.#change(ligne, found, given));
    if (refused !== null) this.#faults.broken(ligne, refused);
  }

  #add(ligne: number, given: Given): void {
    for (const column of ["libelle", "prix_ttc"] as const) {
      if (given[column] === undefined) return this.#faults.add(ligne, column, WANTED);
    }
    const set = this.#columns(ligne, given);
    if (set === null) return;
    const columns = Object.keys(set);
    const { lastInsertRowid: id } = this.tx.run(
      `INSERT INTO produits (${columns.join(", ")}) VALUES (?${", ?".repeat(columns.length - 1)})`,
      ...Object.values(set),
    );
    if (given.cout_ht !== undefined) this.#cost(id, given.cout_ht);
    keepSaid(this.tx, { id, reference: referenceOf(given), before: null, said: {} }, said(given));
    this.#counts.ajouts += 1;
  }

  #change(ligne: number, article: LinkedArticle, given: Given): void {
    const { id, reference, here, said: before } = article;
    const changed: Record<string, string | number> = {};
    for (const column of COLUMNS) {
      const value = given[column];
      if (value === undefined || isSame(here[column], value)) continue;
      if (!this.#overrides.keeps(reference, column, here[column]!, before[column], value)) changed[column] = value;
    }
    const set = this.#columns(ligne, changed as Given);
    if (set === null) return;
    const columns = Object.keys(set);
    if (columns.length > 0) {
      this.tx.run(
        `UPDATE produits SET ${columns.map((column) => `${column} = ?`).join(", ")}, modifie_le = ? WHERE id = ?`,
        ...Object.values(set),
        this.tx.now,
        id,
      );
    }
    if (changed["cout_ht"] !== undefined) this.#cost(id, changed["cout_ht"]);
    keepSaid(this.tx, article, said(given));
    this.#counts[Object.keys(changed).length > 0 ? "changements" : "inchanges"] += 1;
  }

  /** As `produits` has them; null where a name means nothing here. */
  #columns(ligne: number, given: Given): Record<string, Value> | null {
    const set: Record<string, Value> = {};
    for (const column of PLAIN) if (given[column] !== undefined) set[column] = given[column];
    if (given.categorie !== undefined) set["categorie_id"] = this.#categories.idOf(String(given.categorie));
    if (given.consigne !== undefined) {
      const deposit = this.#deposits.meant(String(given.consigne));
      if (deposit === null) {
        this.#faults.broken(ligne, { constraint: "rule:import_unknown_deposit", subject: String(given.consigne) });
        return null;
      }
      set["consigne_id"] = deposit.id;
    }
    return set;
  }

  #cost(id: number, cents: string | number): void {
    this.tx.run(
      `INSERT INTO couts_produits (produit_id, cout_ht) VALUES (?, ?)
       ON CONFLICT (produit_id) DO UPDATE SET cout_ht = excluded.cout_ht WHERE cout_ht <> excluded.cout_ht`,
      id,
      cents,
    );
  }
}

function said(given: Given): Record<string, Value> {
  return Object.fromEntries(COLUMNS.flatMap((column) => given[column] === undefined ? [] : [[column, given[column]]]));
}

const UNKNOWN = say("cet article n'est pas connu de cette boutique", "this shop does not know this article");
const WANTED = say("une valeur est attendue ici, l'article est nouveau", "a value is wanted here, for the article is new");
