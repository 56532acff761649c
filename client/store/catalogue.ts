/** Rows of the shop's tables as the screens use them, and how they are asked for. */
import type { WireRow } from "../../shared/protocol.ts";
import type { Role } from "../../shared/roles.ts";
import type { NetworkClient } from "./network_client.ts";

/** Sales that the list shows. */
const SALES_SHOWN = 100;
/** Products fetched at a time. */
const PRODUCTS_PAGE = 5_000;

export type SaleState = "brouillon" | "en_attente" | "en_caisse" | "payee" | "annulee";

export interface Sale {
  readonly id: string;
  readonly state: SaleState;
  readonly recall: number | null;
  readonly number: number | null;
  readonly seller: string | null;
  /** Cents. */
  readonly total: number;
  readonly note: string | null;
  /** RFC 3339, UTC. */
  readonly created: string;
}

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

/** An account, as GET /api/users lists it. */
export interface Account {
  readonly id: number;
  readonly username: string;
  readonly name: string;
  readonly role: Role;
  readonly active: boolean;
}

export interface Network {
  /** Where the owner works. */
  readonly owner: string;
  /** Where tills join. */
  readonly addresses: readonly string[];
}

/** Newest first. */
export async function fetchSales(client: NetworkClient): Promise<Sale[]> {
  const { rows } = await client.query(
    "select",
    `SELECT v.id, v.etat, v.rappel, v.numero, v.total_ttc, v.note, v.cree_le, e.nom
     FROM ventes v LEFT JOIN equipe e ON e.id = v.vendeur_id
     WHERE v.type = 'vente' ORDER BY v.cree_le DESC, v.id DESC LIMIT ${SALES_SHOWN}`,
  );
  return rows.map((row) => ({
    id: text(row, "id"),
    state: text(row, "etat") as SaleState,
    recall: row["rappel"] as number | null,
    number: row["numero"] as number | null,
    seller: row["nom"] as string | null,
    total: Number(row["total_ttc"]),
    note: row["note"] as string | null,
    created: text(row, "cree_le"),
  }));
}

const PRODUCT = "SELECT id, libelle, code_barres, categorie_id, prix_ttc, tva FROM produits WHERE actif = 1";

/** Those on sale, page by page: a select answers no more than so many rows. */
export async function fetchProducts(client: NetworkClient): Promise<Product[]> {
  const products: Product[] = [];
  for (;;) {
    const { rows } = await client.query("select", `${PRODUCT} AND id > ? ORDER BY id LIMIT ${PRODUCTS_PAGE}`, [
      products.at(-1)?.id ?? -Number.MAX_SAFE_INTEGER,
    ]);
    products.push(...rows.map(productOf));
    if (rows.length < PRODUCTS_PAGE) return products;
  }
}

/** Those of them that are on sale. */
export async function fetchProductsById(client: NetworkClient, ids: readonly number[]): Promise<Product[]> {
  const { rows } = await client.query("select", `${PRODUCT} AND id IN (${ids.map(() => "?").join()})`, ids);
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

export async function fetchAccounts(client: NetworkClient): Promise<readonly Account[]> {
  return (await client.request("GET", "/api/users") as { users: readonly Account[] }).users;
}

export async function fetchNetwork(client: NetworkClient): Promise<readonly Network[]> {
  return [await client.request("GET", "/api/network") as Network];
}

function text(row: WireRow, column: string): string {
  return String(row[column] ?? "");
}
