/** Rows as the cashier's screens use them, and how they are asked for. Ages are the server's: a till's clock may be wrong. */
import type { WireRow } from "../../../shared/protocol.ts";
import { type Unit, unitOf } from "../../../shared/units.ts";
import type { SaleState } from "../../catalogue/catalogue.ts";
import type { Keyed } from "../../network/live_list.ts";
import type { NetworkClient } from "../../network/network_client.ts";
import { among, type RowId } from "../../network/row_ids.ts";
import type { PaymentMode } from "../../../shared/tender.ts";
import { type Said, saidOf } from "../../ticket/said_price.ts";
import type { AnnouncedTender } from "./tenders.ts";

/** Tickets that the queue shows; a shop with more waiting has other worries. */
const QUEUE_SHOWN = 200;

export interface QueueTicket {
  readonly id: string;
  readonly state: "en_attente" | "en_caisse";
  readonly recall: number | null;
  /** The day of its recall number. */
  readonly day: string;
  readonly seller: string;
  /** Empty where none was chosen. */
  readonly customer: string;
  /** Who has it in hand. */
  readonly cashierId: number | null;
  readonly cashier: string;
  /** Cents. */
  readonly total: number;
  readonly lines: number;
  readonly note: string | null;
  readonly version: number;
  /** Made in training: only who is in training may take it. */
  readonly training: boolean;
  /** Seconds since it came, when it was fetched. */
  readonly ageS: number;
  /** Seconds that a cashier's hold still lasted, when it was fetched. */
  readonly holdS: number;
  /** When it was fetched, by a clock that never goes back; milliseconds. */
  readonly fetchedAt: number;
}

export interface HandLine {
  readonly id: string;
  readonly productId: number;
  /** Whether the ticket's own discount is spread over it. */
  readonly discountable: boolean;
  readonly label: string;
  /** Thousandths. */
  readonly quantity: number;
  readonly unit: Unit;
  /** Cents. */
  readonly price: number;
  readonly said: Said;
  readonly discount: number;
  /** Basis points, where the discount is a rate; else 0. */
  readonly rate: number;
  readonly total: number;
}

export interface Customer {
  readonly id: number;
  readonly name: string;
}

export interface HandTicket {
  readonly id: string;
  readonly state: SaleState;
  readonly recall: number | null;
  /** The day of its recall number; null while it has none. */
  readonly day: string | null;
  readonly seller: string;
  readonly customer: Customer | null;
  readonly cashierId: number | null;
  /** Empty in what commands answer. */
  readonly cashier: string;
  readonly version: number;
  /** Cents off the whole ticket. */
  readonly discount: number;
  readonly rate: number;
  readonly total: number;
  readonly note: string | null;
  readonly lines: readonly HandLine[];
  /** What was paid already, where that was asked. */
  readonly tenders: readonly AnnouncedTender[] | null;
}

/** What is changed of a line, as the command takes it. */
export type LineChange =
  /** Thousandths; zero takes it off. */
  | { readonly quantite: number }
  /** Cents; of an article whose price is not open, with why. */
  | { readonly prix_unitaire_ttc: number; readonly prix_motif?: string };

/** A line that becomes so many thousandths. */
export interface Recount {
  readonly id: string;
  readonly quantite: number;
}

/** In the order of their recall numbers, the oldest day first. */
export const QUEUE: Keyed<QueueTicket> = {
  table: "ventes",
  limit: QUEUE_SHOWN,
  sort: (rows) => [...rows].sort((a, b) => a.day < b.day ? -1 : a.day > b.day ? 1 : Number(a.recall) - Number(b.recall)),
};

/** All of it, or of these ids. */
export async function fetchQueue(client: NetworkClient, ids?: readonly RowId[]): Promise<QueueTicket[]> {
  const some = among("v.id", ids);
  const { rows } = await client.query(
    "select",
    `SELECT v.id, v.etat, v.rappel, v.rappel_jour, v.total_ttc, v.version, v.note, v.formation, v.caissier_id, e.nom AS vendeur, c.nom AS caissier, k.nom AS client,
       (SELECT count(*) FROM lignes_vente l WHERE l.vente_id = v.id) AS lignes,
       (julianday('now') - julianday(v.modifie_le)) * 86400 AS age_s,
       (julianday(v.bail_jusqua) - julianday('now')) * 86400 AS bail_s
     FROM ventes v LEFT JOIN equipe e ON e.id = v.vendeur_id LEFT JOIN equipe c ON c.id = v.caissier_id
       LEFT JOIN clients k ON k.id = v.client_id
     WHERE v.etat IN ('en_attente', 'en_caisse')${some.sql} ORDER BY v.rappel_jour, v.rappel LIMIT ${QUEUE_SHOWN}`,
    some.params,
  );
  const fetchedAt = client.platform.now();
  return rows.map((row) => ({
    id: text(row, "id"),
    state: text(row, "etat") as QueueTicket["state"],
    recall: row["rappel"] as number | null,
    day: text(row, "rappel_jour"),
    seller: text(row, "vendeur"),
    customer: text(row, "client"),
    cashierId: row["caissier_id"] as number | null,
    cashier: text(row, "caissier"),
    total: Number(row["total_ttc"]),
    lines: Number(row["lignes"]),
    note: row["note"] as string | null,
    version: Number(row["version"]),
    training: row["formation"] === 1,
    ageS: seconds(row["age_s"]),
    holdS: seconds(row["bail_s"]),
    fetchedAt,
  }));
}

/** A ticket with its lines; null when there is none. */
export async function fetchTicket(client: NetworkClient, id: string): Promise<HandTicket | null> {
  const [sale, lines] = await Promise.all([
    client.query(
      "select",
      `SELECT v.*, e.nom AS vendeur, c.nom AS caissier, k.nom AS client FROM ventes v LEFT JOIN equipe e ON e.id = v.vendeur_id
       LEFT JOIN equipe c ON c.id = v.caissier_id LEFT JOIN clients k ON k.id = v.client_id WHERE v.id = ?`,
      [id],
    ),
    client.query("select", "SELECT * FROM lignes_vente WHERE vente_id = ? ORDER BY position, id", [id]),
  ]);
  const row = sale.rows[0];
  return row === undefined
    ? null
    : ticketOf({ ...row, lignes: lines.rows }, { seller: text(row, "vendeur"), customer: text(row, "client") });
}

/** A ticket as commands answer it; they do not name the seller and the customer. */
export function ticketOf(answer: unknown, { seller, customer }: Pick<QueueTicket, "seller" | "customer">): HandTicket {
  const row = answer as WireRow & { readonly lignes: readonly WireRow[]; readonly annonces?: readonly WireRow[] };
  return {
    id: text(row, "id"),
    state: text(row, "etat") as SaleState,
    recall: row["rappel"] as number | null,
    day: row["rappel_jour"] as string | null,
    seller,
    customer: typeof row["client_id"] === "number" ? { id: row["client_id"], name: customer } : null,
    cashierId: row["caissier_id"] as number | null,
    cashier: text(row, "caissier"),
    version: Number(row["version"]),
    discount: Number(row["remise"]),
    rate: Number(row["remise_taux"]),
    total: Number(row["total_ttc"]),
    note: row["note"] as string | null,
    lines: row.lignes.map((line) => ({
      id: text(line, "id"),
      productId: Number(line["produit_id"]),
      discountable: line["nature"] === "bien",
      label: text(line, "libelle"),
      quantity: Number(line["quantite"]),
      unit: unitOf(line["unite"]),
      price: Number(line["prix_unitaire_ttc"]),
      said: saidOf(line),
      discount: Number(line["remise"]),
      rate: Number(line["remise_taux"]),
      total: Number(line["total_ttc"]),
    })),
    tenders: row.annonces === undefined ? null : row.annonces.map(tenderOf),
  };
}

/** What commands leave out of a ticket in hand. */
export function namesOf({ seller, customer }: HandTicket): Pick<QueueTicket, "seller" | "customer"> {
  return { seller, customer: customer?.name ?? "" };
}

/** A payment that was made already, as commands answer it. */
export function tenderOf(row: WireRow): AnnouncedTender {
  return {
    id: text(row, "id"),
    mode: text(row, "mode") as PaymentMode,
    amount: Number(row["montant"]),
    ...row["carte"] === undefined ? {} : { card: text(row, "carte") },
  };
}

/** What was paid already on the ticket in hand, or on one's own draft. Throws a Failure. */
export async function fetchTenders(client: NetworkClient, id: string): Promise<AnnouncedTender[]> {
  const { annonces } = await client.request("GET", `/api/ventes/${id}/annonces`) as { readonly annonces: readonly WireRow[] };
  return annonces.map(tenderOf);
}

/** Whether the customer would pay the same for the same. */
export function sameContent(a: HandTicket, b: HandTicket): boolean {
  return a.total === b.total && JSON.stringify(a.lines) === JSON.stringify(b.lines);
}

function text(row: WireRow, column: string): string {
  return String(row[column] ?? "");
}

function seconds(value: unknown): number {
  return typeof value === "number" ? value : 0;
}
