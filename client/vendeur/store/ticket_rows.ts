/** A seller's tickets that are not paid yet, as the server has them, and customers. Ages are the server's: a device's clock may be wrong. */
import type { Nature } from "../../../shared/natures.ts";
import type { JsonValue, WireRow } from "../../../shared/protocol.ts";
import { ONE } from "../../../shared/quantity.ts";
import { unitOf } from "../../../shared/units.ts";
import type { SaleState } from "../../catalogue/catalogue.ts";
import type { Keyed } from "../../network/live_list.ts";
import type { NetworkClient } from "../../network/network_client.ts";
import { among, newestFirst, type RowId } from "../../network/row_ids.ts";
import { inBookOrder } from "../../ticket/customer_search.ts";
import type { Discount } from "../../ticket/discount.ts";
import { saidOf } from "../../ticket/said_price.ts";
import { quantitiesOf } from "../../ticket/draft.ts";
import type { Customer, TicketInHand, TicketLine } from "./ticket.ts";

/** Open tickets of one seller that are shown. */
const OWN_SHOWN = 60;
/** Customers to choose from. */
const CUSTOMERS = 5_000;

export interface OwnTicket {
  readonly id: string;
  readonly state: Extract<SaleState, "brouillon" | "en_attente" | "en_caisse">;
  readonly recall: number | null;
  /** The day of its recall number; null while it has none. */
  readonly day: string | null;
  /** Cents. */
  readonly total: number;
  readonly discount: Discount;
  readonly note: string | null;
  readonly customer: Customer | null;
  /** The cashier who has it; null while nobody does. */
  readonly cashier: string | null;
  /** Why a cashier gave it back; null when none did. */
  readonly reason: string | null;
  /** RFC 3339, UTC. */
  readonly created: string;
  /** When it was changed last, by this machine's clock that never goes back; milliseconds. */
  readonly changedAt: number;
}

export interface CustomerRow extends Customer {
  readonly phone: string | null;
  readonly email: string | null;
}

/** Newest first. */
export const OWN: Keyed<OwnTicket> = { table: "ventes", limit: OWN_SHOWN, sort: newestFirst };

/** A seller's own that are neither paid nor cancelled, or those of these ids. */
export async function fetchOwnTickets(client: NetworkClient, sellerId: number, ids?: readonly RowId[]): Promise<OwnTicket[]> {
  const some = among("v.id", ids);
  const { rows } = await client.query(
    "select",
    `SELECT v.id, v.etat, v.rappel, v.rappel_jour, v.total_ttc, v.remise, v.remise_taux, v.note, v.motif, v.cree_le, v.client_id, c.nom AS client, e.nom AS caissier,
       (julianday('now') - julianday(v.modifie_le)) * 86400 AS age_s
     FROM ventes v LEFT JOIN equipe e ON e.id = v.caissier_id LEFT JOIN clients c ON c.id = v.client_id
     WHERE v.etat IN ('brouillon', 'en_attente', 'en_caisse') AND v.vendeur_id = ?${some.sql}
     ORDER BY v.cree_le DESC, v.id DESC LIMIT ${OWN_SHOWN}`,
    [sellerId, ...some.params],
  );
  const now = client.platform.now();
  return rows.map((row) => ({
    id: String(row["id"]),
    state: row["etat"] as OwnTicket["state"],
    recall: row["rappel"] as number | null,
    day: row["rappel_jour"] as string | null,
    total: Number(row["total_ttc"]),
    discount: discountOf(row),
    note: row["note"] as string | null,
    customer: customerOf(row["client_id"], row["client"]),
    cashier: row["caissier"] as string | null,
    reason: row["motif"] as string | null,
    created: String(row["cree_le"]),
    changedAt: now - Number(row["age_s"]) * 1000,
  }));
}

/** The lines of a ticket, in their order. */
export async function fetchLines(client: NetworkClient, saleId: string): Promise<TicketLine[]> {
  const { rows } = await client.query(
    "select",
    "SELECT id, produit_id, libelle, quantite, unite, nature, prix_unitaire_ttc, prix_libre, prix_ordinaire, prix_motif, etiquette, remise, remise_taux FROM lignes_vente WHERE vente_id = ? ORDER BY position, id",
    [saleId],
  );
  return rows.map(lineOf);
}

/** A ticket of one's own as it is taken in hand. */
export function handOf(ticket: OwnTicket, lines: readonly TicketLine[]): TicketInHand {
  const { id, recall, day, discount, note, customer } = ticket;
  return {
    saleId: id,
    recall,
    day,
    lines,
    discount,
    note: note ?? "",
    customer,
    stored: {
      note,
      customerId: customer?.id ?? null,
      quantities: quantitiesOf(lines),
      discounts: Object.fromEntries(lines.map(({ id, discount }) => [id, discount])),
      prices: Object.fromEntries(lines.map(({ id, price }) => [id, price])),
    },
  };
}

/** The lines that a command answers with its ticket. */
export function answeredLines(answer: unknown): TicketLine[] {
  return (answer as { lignes: WireRow[] }).lignes.map(lineOf);
}

/** The recall number that a command answers; null when there is none. */
export function answeredRecall(answer: unknown): number | null {
  const recall = (answer as { rappel?: JsonValue }).rappel;
  return typeof recall === "number" ? recall : null;
}

export const ALL_CUSTOMERS: Keyed<CustomerRow> = {
  table: "clients",
  limit: CUSTOMERS,
  sort: inBookOrder,
};

/** By name; all, or of these ids. */
export async function fetchCustomers(client: NetworkClient, ids?: readonly RowId[]): Promise<CustomerRow[]> {
  const some = among("id", ids);
  const sql = `SELECT id, nom, telephone, email FROM clients WHERE 1${some.sql} ORDER BY nom LIMIT ${CUSTOMERS}`;
  const { rows } = await client.query("select", sql, some.params);
  return rows.map((row) => ({
    id: Number(row["id"]),
    name: String(row["nom"]),
    phone: row["telephone"] as string | null,
    email: row["email"] as string | null,
  }));
}

/** The new customer, who is known by this id from now on. */
export async function addCustomer(
  client: NetworkClient,
  { name, phone, email }: Omit<CustomerRow, "id">,
): Promise<Customer> {
  const sql = "INSERT INTO clients (nom, telephone, email) VALUES (?, ?, ?)";
  const { last_insert_id: id } = await client.query("insert", sql, [name, phone, email], client.uuid.next());
  return { id: Number(id), name };
}

function lineOf(row: WireRow): TicketLine {
  return {
    id: String(row["id"]),
    productId: Number(row["produit_id"]),
    label: String(row["libelle"]),
    unit: unitOf(row["unite"]),
    nature: row["nature"] as Nature,
    price: Number(row["prix_unitaire_ttc"]),
    quantity: Number(row["quantite"] ?? ONE),
    now: null,
    gone: false,
    discount: discountOf(row),
    said: saidOf(row),
  };
}

/** Of a sale or of a line. */
function discountOf(row: WireRow): Discount {
  return { rate: Number(row["remise_taux"]), cents: Number(row["remise"]), reason: "" };
}

function customerOf(id: unknown, name: unknown): Customer | null {
  return typeof id === "number" ? { id, name: String(name ?? "") } : null;
}
