/** The catalogue's rows as the screens use them, and how they are asked for. */
import type { Nature } from "../../shared/natures.ts";
import type { SelectResult, WireParam, WireRow } from "../../shared/protocol.ts";
import { ONE } from "../../shared/quantity.ts";
import { type Unit, unitOf } from "../../shared/units.ts";
import type { NetworkClient } from "../network/network_client.ts";
import { among, type RowId } from "../network/row_ids.ts";

export type SaleState = "brouillon" | "en_attente" | "en_caisse" | "payee" | "annulee";

/** A code of a product besides its own, and what one scan of it stands for. */
export interface ProductCode {
  readonly code: string;
  /** Thousandths of the product: 6000 for a pack of six. */
  readonly quantity: number;
}

export interface Product {
  readonly id: number;
  readonly label: string;
  readonly barcode: string | null;
  /** In their order. */
  readonly codes: readonly ProductCode[];
  readonly categoryId: number | null;
  /** Cents, VAT included. */
  readonly price: number;
  /** Its price is said at the till; `price` is what that begins with, 0 for nothing. */
  readonly open: boolean;
  /** Meal vouchers buy it. */
  readonly meal: boolean;
  readonly nature: Nature;
  /** The id of the deposit that is sold with it. */
  readonly depositId: number | null;
  /** Of which it is the price of one. */
  readonly unit: Unit;
  /** Basis points. */
  readonly vat: number;
  /** The owner wants it among the first. */
  readonly favourite: boolean;
  /** What its picture is asked for by; null without one. */
  readonly image: string | null;
}

/** What a code stands for. */
export interface Coded {
  readonly product: Product;
  /** Thousandths. */
  readonly quantity: number;
}

/** So many pieces of a deposit. */
export interface BroughtBack {
  readonly product: Product;
  readonly pieces: number;
}

export interface Category {
  readonly id: number;
  readonly name: string;
  /** `#rrggbb`; it never stands alone for the name. */
  readonly color: string;
}

const COLUMNS =
  "id, libelle, code_barres, categorie_id, prix_ttc, prix_libre, titre_restaurant, nature, consigne_id, unite, tva, favori, image";
const PRODUCTS = `SELECT ${COLUMNS} FROM produits WHERE actif = 1`;

/** Those on sale, or those of these ids. */
export async function fetchProducts(client: NetworkClient, ids?: readonly RowId[]): Promise<Product[]> {
  return (await fetchWithCodes(client, PRODUCTS, ids)).map(({ row, codes }) => productOf(row, codes));
}

/**
 * Rows of products by a query that ends with a condition, with their codes as of the same moment: all of them, or those of
 * these ids. What one answer cannot hold, the next one goes on with.
 */
export async function fetchWithCodes(client: NetworkClient, query: string, ids?: readonly RowId[]) {
  const [some, theirs] = [among("id", ids), among("produit_id", ids)];
  const [products, codes]: [WireRow[], WireRow[]] = [[], []];
  for (;;) {
    const answers = await select(client, [
      [`${query}${some.sql} AND id > ? ORDER BY id`, [
        ...some.params,
        Number(products.at(-1)?.["id"] ?? -Number.MAX_SAFE_INTEGER),
      ]],
      // The sign keeps SQLite from walking all codes in their order for those of one product.
      [`SELECT code, produit_id, quantite FROM codes_produits WHERE +code > ?${theirs.sql} ORDER BY code`, [
        String(codes.at(-1)?.["code"] ?? ""),
        ...theirs.params,
      ]],
    ]);
    for (const row of answers[0]!.rows) products.push(row);
    for (const row of answers[1]!.rows) codes.push(row);
    if (answers.every(({ truncated }) => !truncated)) break;
  }
  const found = new Map(products.map((row) => [row["id"], { row, codes: [] as ProductCode[] }]));
  for (const row of codes) {
    found.get(row["produit_id"])?.codes.push({ code: text(row, "code"), quantity: Number(row["quantite"]) });
  }
  return [...found.values()];
}

export function sameCodes(a: readonly ProductCode[], b: readonly ProductCode[]): boolean {
  return a.length === b.length && a.every(({ code, quantity }, at) => code === b[at]!.code && quantity === b[at]!.quantity);
}

/** What the shop knows of a code that is not in the catalogue in memory; null when nothing. */
export async function fetchByCode(client: NetworkClient, code: string): Promise<Coded & { readonly active: boolean } | null> {
  const [own, further] = [among("code_barres", spellings(code)), among("c.code", spellings(code))];
  const answers = await select(client, [
    [`SELECT ${COLUMNS}, actif, ${ONE} AS quantite FROM produits WHERE id IS NOT NULL${own.sql}`, own.params],
    [
      `SELECT ${COLUMNS}, actif, c.quantite FROM codes_produits c JOIN produits p ON p.id = c.produit_id
       WHERE p.id IS NOT NULL${further.sql}`,
      further.params,
    ],
  ]);
  const [row] = answers.flatMap(({ rows }) => rows);
  if (row === undefined) return null;
  return { product: productOf(row), quantity: Number(row["quantite"]), active: row["actif"] === 1 };
}

/** The same article as EAN-13 and as UPC-A, which leaves out a leading zero. */
export function spellings(code: string): readonly string[] {
  if (/^\d{12}$/.test(code)) return [code, `0${code}`];
  return /^0\d{12}$/.test(code) ? [code, code.slice(1)] : [code];
}

/** Several at one moment. */
async function select(
  client: NetworkClient,
  queries: readonly (readonly [query: string, params: readonly WireParam[]])[],
): Promise<readonly SelectResult[]> {
  const { results } = await client.batch(queries.map(([query, params]) => ({ type: "select", query, params })));
  return results as readonly SelectResult[];
}

export function productOf(row: WireRow, codes: readonly ProductCode[] = []): Product {
  return {
    id: Number(row["id"]),
    label: text(row, "libelle"),
    barcode: row["code_barres"] as string | null,
    codes,
    categoryId: row["categorie_id"] as number | null,
    price: Number(row["prix_ttc"]),
    open: row["prix_libre"] === 1,
    meal: row["titre_restaurant"] === 1,
    nature: text(row, "nature") as Nature,
    depositId: row["consigne_id"] as number | null,
    unit: unitOf(row["unite"]),
    vat: Number(row["tva"]),
    favourite: row["favori"] === 1,
    image: row["image"] as string | null,
  };
}

/** Ids of the articles that sell most, the first of them first. */
export async function fetchOften(client: NetworkClient): Promise<readonly number[]> {
  return (await client.request("GET", "/api/produits/souvent") as { readonly produits: readonly number[] }).produits;
}

export async function fetchCategories(client: NetworkClient): Promise<Category[]> {
  const { rows } = await client.query("select", "SELECT id, nom, couleur FROM categories ORDER BY ordre, nom");
  return rows.map((row) => ({ id: Number(row["id"]), name: text(row, "nom"), color: text(row, "couleur") }));
}

function text(row: WireRow, column: string): string {
  return String(row[column] ?? "");
}
