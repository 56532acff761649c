/** The catalogue's rows as the screens use them, and how they are asked for. */
import type { WireRow } from "../../shared/protocol.ts";
import type { NetworkClient } from "../network/network_client.ts";
import { among, type RowId } from "../network/row_ids.ts";

export type SaleState = "brouillon" | "en_attente" | "en_caisse" | "payee" | "annulee";

export interface Product {
  readonly id: number;
  readonly label: string;
  readonly barcode: string | null;
  readonly categoryId: number | null;
  /** Cents, VAT included. */
  readonly price: number;
  /** Basis points. */
  readonly vat: number;
}

export interface Category {
  readonly id: number;
  readonly name: string;
  /** `#rrggbb`; it never stands alone for the name. */
  readonly color: string;
}

const PRODUCT = "SELECT id, libelle, code_barres, categorie_id, prix_ttc, tva FROM produits WHERE actif = 1";

/** Those on sale, or of these ids: what one answer cannot hold, its `truncated` says, and the next one goes on. */
export async function fetchProducts(client: NetworkClient, ids?: readonly RowId[]): Promise<Product[]> {
  if (ids !== undefined) return await fetchSome(client, ids);
  const products: Product[] = [];
  for (;;) {
    const { rows, truncated } = await client.query("select", `${PRODUCT} AND id > ? ORDER BY id`, [
      products.at(-1)?.id ?? -Number.MAX_SAFE_INTEGER,
    ]);
    for (const row of rows) products.push(productOf(row));
    if (!truncated) return products;
  }
}

/** Those of them that are on sale. */
async function fetchSome(client: NetworkClient, ids: readonly RowId[]): Promise<Product[]> {
  const { sql, params } = among("id", ids);
  const { rows } = await client.query("select", PRODUCT + sql, params);
  return rows.map(productOf);
}

/** What the shop knows of a code that is not in the catalogue in memory; null when nothing. */
export async function fetchByBarcode(
  client: NetworkClient,
  code: string,
): Promise<{ readonly product: Product; readonly active: boolean } | null> {
  const { rows } = await client.query(
    "select",
    "SELECT id, libelle, code_barres, categorie_id, prix_ttc, tva, actif FROM produits WHERE code_barres = ?",
    [code],
  );
  return rows[0] === undefined ? null : { product: productOf(rows[0]), active: rows[0]["actif"] === 1 };
}

function productOf(row: WireRow): Product {
  return {
    id: Number(row["id"]),
    label: text(row, "libelle"),
    barcode: row["code_barres"] as string | null,
    categoryId: row["categorie_id"] as number | null,
    price: Number(row["prix_ttc"]),
    vat: Number(row["tva"]),
  };
}

export async function fetchCategories(client: NetworkClient): Promise<Category[]> {
  const { rows } = await client.query("select", "SELECT id, nom, couleur FROM categories ORDER BY ordre, nom");
  return rows.map((row) => ({ id: Number(row["id"]), name: text(row, "nom"), color: text(row, "couleur") }));
}

function text(row: WireRow, column: string): string {
  return String(row[column] ?? "");
}
