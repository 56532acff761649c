/** Many changes of the catalogue as one, all or nothing: each holds only while the value is as it was seen. */
import type { Command, Tx } from "../../database/application.ts";
import { BATCH_COLUMNS, type BatchColumn } from "../batch_columns.ts";
import { Categories } from "../imports/categories.ts";
import { UNKNOWN } from "../unknown.ts";

type Value = string | number | null;

interface Input {
  /** Column → the article's id, what was seen, what it is to be. */
  readonly changements?: Readonly<Partial<Record<BatchColumn, readonly (readonly [id: number, before: Value, after: Value])[]>>>;
  /** New articles: the names of what is given, and a row each. */
  readonly ajouts?: { readonly colonnes: readonly BatchColumn[]; readonly lignes: readonly (readonly Value[])[] };
}

export function catalogueCommands(): Readonly<Record<string, Command>> {
  return {
    "produits.lot": (tx, input) => {
      const { changements = {}, ajouts = { colonnes: [], lignes: [] } } = input as unknown as Input;
      const categories = new Categories(tx);
      let changed = 0;
      for (const column of BATCH_COLUMNS) {
        for (const [id, before, after] of changements[column] ?? []) {
          change(tx, column, id, before, column === "categorie_id" ? categories.idOf(after) : after);
          changed += 1;
        }
      }
      const added = add(tx, ajouts.colonnes, ajouts.lignes, categories);
      const detail = { changements: changed, ajouts: added === null ? 0 : added.a - added.de + 1, categories: categories.made };
      tx.event("catalogue", detail);
      return { ...detail, ajouts: added };
    },
  };
}

function change(tx: Tx, column: BatchColumn, id: number, before: Value, after: Value): void {
  const { changes } = tx.run(
    `UPDATE produits SET ${column} = ?, modifie_le = ? WHERE id = ? AND ${column} IS ?`,
    after,
    tx.now,
    id,
    before,
  );
  if (changes > 0) return;
  const product = tx.get(`SELECT libelle, ${column} AS value FROM produits WHERE id = ?`, id) ??
    tx.fail("not_found", UNKNOWN.product);
  const { libelle: subject, value } = product as { libelle: string; value: Value };
  tx.fail("constraint_violation", { constraint: "rule:product_changed", subject, id, column, value });
}

/** The ids of the first and the last, which follow one another; null where none is new. */
function add(
  tx: Tx,
  columns: readonly BatchColumn[],
  rows: readonly (readonly Value[])[],
  categories: Categories,
): { readonly de: number; readonly a: number } | null {
  if (rows.length === 0) return null;
  const first = Number(tx.get("SELECT coalesce(max(id), 0) + 1 AS id FROM produits")!["id"]);
  const into = `INSERT INTO produits (id, ${columns.join(", ")}) VALUES (?${", ?".repeat(columns.length)})`;
  const category = columns.indexOf("categorie_id");
  for (const [at, row] of rows.entries()) {
    tx.run(into, first + at, ...row.map((value, place) => place === category ? categories.idOf(value) : value));
  }
  return { de: first, a: first + rows.length - 1 };
}
