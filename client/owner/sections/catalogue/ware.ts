/** An article as its owner sees it, on sale or retired, with its stock; and how all of them are asked for. */
import type { WireRow } from "../../../../shared/protocol.ts";
import { fetchWithCodes, type Product, type ProductCode, productOf, sameCodes } from "../../../catalogue/catalogue.ts";
import type { NetworkClient } from "../../../network/network_client.ts";
import type { RowId } from "../../../network/row_ids.ts";
import type { Value } from "./guarded_change.ts";

export interface Ware extends Product {
  /** Whether its stock is followed. */
  readonly followed: boolean;
  /** Thousandths. */
  readonly stock: number;
  /** On sale; false once it was retired. */
  readonly active: boolean;
  /** Its receipt is the proof of a legal warranty: printed unasked. */
  readonly warranty: boolean;
}

export type FieldName =
  | "label"
  | "category"
  | "price"
  | "open"
  | "meal"
  | "deposit"
  | "unit"
  | "vat"
  | "barcode"
  | "followed"
  | "favourite"
  | "warranty"
  | "active";

export const COLUMNS: Readonly<Record<FieldName, string>> = {
  label: "libelle",
  category: "categorie_id",
  price: "prix_ttc",
  open: "prix_libre",
  unit: "unite",
  vat: "tva",
  meal: "titre_restaurant",
  deposit: "consigne_id",
  barcode: "code_barres",
  followed: "suivi_stock",
  favourite: "favori",
  warranty: "garantie_legale",
  active: "actif",
};
export const FIELDS = Object.keys(COLUMNS) as readonly FieldName[];

export function valueOf(ware: Ware, field: FieldName): Value {
  if (field === "category") return ware.categoryId;
  if (field === "deposit") return ware.depositId;
  const value = ware[field];
  return typeof value === "boolean" ? Number(value) : value;
}

const WARE =
  "SELECT id, libelle, code_barres, categorie_id, prix_ttc, prix_libre, titre_restaurant, nature, consigne_id, unite, tva, suivi_stock, stock, favori, garantie_legale, actif, image FROM produits WHERE true";

/** All of them, or those of these ids. */
export async function fetchWares(client: NetworkClient, ids?: readonly RowId[]): Promise<Ware[]> {
  return (await fetchWithCodes(client, WARE, ids)).map(({ row, codes }) => wareOf(row, codes));
}

export function sameWare(a: Ware, b: Ware): boolean {
  return a.stock === b.stock && a.image === b.image && sameCodes(a.codes, b.codes) &&
    FIELDS.every((field) => valueOf(a, field) === valueOf(b, field));
}

function wareOf(row: WireRow, codes: readonly ProductCode[]): Ware {
  return {
    ...productOf(row, codes),
    followed: row["suivi_stock"] === 1,
    stock: Number(row["stock"]),
    active: row["actif"] === 1,
    warranty: row["garantie_legale"] === 1,
  };
}
