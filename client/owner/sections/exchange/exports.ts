/** What the owner takes along as files, asked for page by page: none of it is ever whole in the server's memory. */
import type { WireParam, WireRow } from "../../../../shared/protocol.ts";
import { inZone } from "../../../../shared/time_zone.ts";
import type { NetworkClient } from "../../../network/network_client.ts";
import { type SheetCell, Spreadsheet } from "../../files/spreadsheet.ts";
import type { Words } from "./words_fr.ts";

export type ExportName = keyof Words["exports"];

/** Rows that one query asks for. */
const PAGE = 2_000;

export interface Asked {
  readonly client: NetworkClient;
  readonly w: Words;
  /** The shop's time zone. */
  readonly zone: string;
  /** The shop's days, for sales: `2026-11-22`. */
  readonly from: string;
  readonly until: string;
}

const MAKERS: Readonly<Record<ExportName, (asked: Asked) => Promise<string>>> = {
  products: productsFile,
  customers: customersFile,
  stock: stockFile,
  sales: salesFile,
};

/** Throws a Failure. */
export function makeExport(name: ExportName, asked: Asked): Promise<string> {
  return MAKERS[name](asked);
}

const text = (row: WireRow, column: string) => String(row[column] ?? "");
const whole = (row: WireRow, column: string) => row[column] === null ? null : Number(row[column]);

/** Every row of a query that goes on behind the key of the last one. */
async function addAll(
  client: NetworkClient,
  sheet: Spreadsheet,
  sql: string,
  first: readonly WireParam[],
  behind: (last: WireRow) => readonly WireParam[],
  cells: (row: WireRow) => readonly SheetCell[],
): Promise<string> {
  for (let params = first;;) {
    const { rows } = await client.query("select", `${sql} LIMIT ${PAGE}`, [...params]);
    sheet.add(rows.map(cells));
    if (rows.length < PAGE) return sheet.text;
    params = behind(rows.at(-1)!);
  }
}

const afterId = (row: WireRow) => [row["id"] as WireParam];

function productsFile({ client, w }: Asked): Promise<string> {
  const { code_barres, libelle, categorie, prix_ttc, prix_libre, tva, cout_ht, titre_restaurant, consigne } = w.fields;
  const { suivi_stock, stock, actif } = w.fields;
  const sheet = new Spreadsheet([
    code_barres,
    libelle,
    categorie,
    prix_ttc,
    prix_libre,
    tva,
    cout_ht,
    titre_restaurant,
    consigne,
    suivi_stock,
    stock,
    actif,
  ]);
  const sql =
    `SELECT p.id, p.code_barres, p.libelle, c.nom, p.prix_ttc, p.prix_libre, p.tva, k.cout_ht, p.titre_restaurant, d.libelle AS consigne, p.suivi_stock, p.stock, p.actif
    FROM produits p LEFT JOIN produits d ON d.id = p.consigne_id LEFT JOIN categories c ON c.id = p.categorie_id LEFT JOIN couts_produits k ON k.produit_id = p.id
    WHERE p.id > ? ORDER BY p.id`;
  return addAll(client, sheet, sql, [0], afterId, (row) => [
    sheet.code(row["code_barres"] as string | null),
    text(row, "libelle"),
    text(row, "nom"),
    sheet.cents(whole(row, "prix_ttc")),
    row["prix_libre"] === 1 ? w.yes : w.no,
    sheet.number(Number(row["tva"]) / 100),
    sheet.cents(whole(row, "cout_ht")),
    row["titre_restaurant"] === 1 ? w.yes : w.no,
    text(row, "consigne"),
    row["suivi_stock"] === 1 ? w.yes : w.no,
    sheet.number(row["suivi_stock"] === 1 ? Number(row["stock"]) / 1000 : null),
    row["actif"] === 1 ? w.onSale : w.retired,
  ]);
}

function stockFile({ client, w }: Asked): Promise<string> {
  const sheet = new Spreadsheet([w.fields.code_barres, w.fields.libelle, w.fields.stock]);
  const sql = "SELECT id, code_barres, libelle, stock FROM produits WHERE suivi_stock = 1 AND actif = 1 AND id > ? ORDER BY id";
  return addAll(client, sheet, sql, [0], afterId, (row) => [
    sheet.code(row["code_barres"] as string | null),
    text(row, "libelle"),
    sheet.number(Number(row["stock"]) / 1000),
  ]);
}

function customersFile({ client, w }: Asked): Promise<string> {
  const { nom, telephone, email, adresse, note } = w.fields;
  const sheet = new Spreadsheet([nom, telephone, email, adresse, note]);
  const sql = "SELECT id, nom, telephone, email, adresse, note FROM clients WHERE nom <> '—' AND id > ? ORDER BY id";
  return addAll(client, sheet, sql, [0], afterId, (row) => [
    text(row, "nom"),
    sheet.code(row["telephone"] as string | null),
    text(row, "email"),
    text(row, "adresse"),
    text(row, "note"),
  ]);
}

/** A line for each ticket that was paid, refunds among them, by the day and the clock of the shop. */
function salesFile({ client, w: { sales: w }, zone, from, until }: Asked): Promise<string> {
  const means = Object.entries(w.means);
  const sheet = new Spreadsheet([
    ...[w.day, w.time, w.till, w.number, w.type, w.seller, w.cashier, w.customer, w.net, w.vat, w.total, w.discount],
    ...means.map(([, name]) => name),
  ]);
  const sql = `SELECT v.id, v.jour, v.payee_le, v.caisse, v.numero, v.type, s.nom AS vendeur, k.nom AS caissier, c.nom AS client,
      v.total_ht, v.total_tva, v.total_ttc, v.remise,
      (SELECT json_group_array(json_array(p.mode, p.montant - p.rendu)) FROM paiements p WHERE p.vente_id = v.id) AS payes
    FROM ventes v LEFT JOIN equipe s ON s.id = v.vendeur_id LEFT JOIN equipe k ON k.id = v.caissier_id
      LEFT JOIN clients c ON c.id = v.client_id
    WHERE v.jour >= ? AND v.jour <= ? AND v.etat = 'payee' AND (v.jour, v.id) > (?, ?) ORDER BY v.jour, v.id`;
  const behind = (row: WireRow) => [from, until, text(row, "jour"), text(row, "id")];
  return addAll(client, sheet, sql, [from, until, "", ""], behind, (row) => {
    const paid = new Map<string, number>();
    for (const [mode, cents] of JSON.parse(text(row, "payes")) as [string, number][]) {
      paid.set(mode, (paid.get(mode) ?? 0) + cents);
    }
    return [
      text(row, "jour"),
      inZone(text(row, "payee_le"), zone, "time"),
      text(row, "caisse"),
      sheet.number(whole(row, "numero")),
      w.types[text(row, "type")] ?? "",
      text(row, "vendeur"),
      text(row, "caissier"),
      text(row, "client"),
      sheet.cents(whole(row, "total_ht")),
      sheet.cents(whole(row, "total_tva")),
      sheet.cents(whole(row, "total_ttc")),
      sheet.cents(whole(row, "remise")),
      ...means.map(([mode]) => sheet.cents(paid.get(mode) ?? null)),
    ];
  });
}
