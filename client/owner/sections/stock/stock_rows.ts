/** The stock as the owner reads it from the server, page by page: never the whole catalogue. */
import type { WireParam, WireRow } from "../../../../shared/protocol.ts";
import type { NetworkClient } from "../../../network/network_client.ts";
import type { Place } from "../../store/pages_of.ts";

export interface Level {
  readonly id: number;
  readonly label: string;
  readonly code: string | null;
  /** Thousandths. */
  readonly stock: number;
  /** Thousandths; null for an article that is never to be ordered. */
  readonly threshold: number | null;
  /** Cents without VAT, of one unit; null where it is not known. */
  readonly cost: number | null;
}

export interface Wanted extends Level {
  readonly threshold: number;
  /** Who delivered it last; empty where nobody is known. */
  readonly supplier: string;
}

/** Cents without VAT, of so many articles of which the cost is known, of so many that are followed. */
export interface Worth {
  readonly value: number;
  readonly known: number;
  readonly all: number;
}

const LEVEL = `SELECT p.id, p.libelle, p.code_barres, p.stock, s.seuil, c.cout_ht FROM produits p
  LEFT JOIN seuils_stock s ON s.produit_id = p.id LEFT JOIN couts_produits c ON c.produit_id = p.id
  WHERE p.suivi_stock = 1 AND p.actif = 1`;
const ORDER = "ORDER BY p.libelle COLLATE NOCASE, p.id LIMIT ?";

/** So many of all, or of these, after a place. */
export async function fetchLevels(
  client: NetworkClient,
  ids: readonly number[] | null,
  after: Place,
  count: number,
): Promise<readonly Level[]> {
  const params: WireParam[] = [];
  let sql = LEVEL;
  if (ids !== null) {
    sql += " AND p.id IN (SELECT value FROM json_each(?))";
    params.push(JSON.stringify(ids));
  }
  if (after !== null) {
    sql += " AND (p.libelle COLLATE NOCASE, p.id) > (?, ?)";
    params.push(...after);
  }
  const { rows } = await client.query("select", `${sql} ${ORDER}`, [...params, count]);
  return rows.map(levelOf);
}

export async function fetchWorth(client: NetworkClient): Promise<readonly Worth[]> {
  const { rows } = await client.query(
    "select",
    `SELECT coalesce(sum(iif(p.stock > 0, (p.stock * c.cout_ht + 500) / 1000, 0)), 0) AS value, count(c.cout_ht) AS known, count(*) AS all_of
     FROM produits p LEFT JOIN couts_produits c ON c.produit_id = p.id WHERE p.suivi_stock = 1 AND p.actif = 1`,
  );
  return rows.map((row) => ({ value: Number(row["value"]), known: Number(row["known"]), all: Number(row["all_of"]) }));
}

/** What is at its threshold or below, what is missing most of it first. */
export async function fetchWanted(client: NetworkClient, count: number): Promise<readonly Wanted[]> {
  const { rows } = await client.query(
    "select",
    `SELECT p.id, p.libelle, p.code_barres, p.stock, s.seuil, c.cout_ht, coalesce((
       SELECT l.fournisseur FROM mouvements_stock m JOIN livraisons l ON l.id = m.livraison_id
       WHERE m.produit_id = p.id AND m.livraison_id IS NOT NULL ORDER BY m.id DESC LIMIT 1), '') AS fournisseur
     FROM seuils_stock s JOIN produits p ON p.id = s.produit_id LEFT JOIN couts_produits c ON c.produit_id = p.id
     WHERE p.suivi_stock = 1 AND p.actif = 1 AND p.stock <= s.seuil ORDER BY fournisseur, p.libelle COLLATE NOCASE, p.id LIMIT ?`,
    [count],
  );
  return rows.map((row) => ({ ...levelOf(row), threshold: Number(row["seuil"]), supplier: String(row["fournisseur"]) }));
}

export interface Delivery {
  readonly id: number;
  readonly supplier: string;
  readonly reference: string;
  /** RFC 3339, UTC. */
  readonly at: string;
  readonly lines: number;
  /** Cents without VAT, of the lines whose cost was given. */
  readonly cost: number;
}

export async function fetchDeliveries(client: NetworkClient, after: Place, count: number): Promise<readonly Delivery[]> {
  const { rows } = await client.query(
    "select",
    `SELECT l.id, l.fournisseur, l.reference, l.recue_le, count(*) AS lignes,
       coalesce(sum((m.quantite * m.cout_ht + 500) / 1000), 0) AS cout
     FROM livraisons l JOIN mouvements_stock m ON m.livraison_id = l.id
     WHERE ?1 IS NULL OR l.id < ?1 GROUP BY l.id ORDER BY l.id DESC LIMIT ?2`,
    [after?.[0] ?? null, count],
  );
  return rows.map((row) => ({
    id: Number(row["id"]),
    supplier: String(row["fournisseur"]),
    reference: String(row["reference"]),
    at: String(row["recue_le"]),
    lines: Number(row["lignes"]),
    cost: Number(row["cout"]),
  }));
}

function levelOf(row: WireRow): Level {
  return {
    id: Number(row["id"]),
    label: String(row["libelle"]),
    code: row["code_barres"] as string | null,
    stock: Number(row["stock"]),
    threshold: row["seuil"] === null ? null : Number(row["seuil"]),
    cost: row["cout_ht"] === null ? null : Number(row["cout_ht"]),
  };
}
