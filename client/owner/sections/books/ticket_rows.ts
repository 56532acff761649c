/** Tickets as the owner reads them: a row of the list, and one with all that belongs to it. */
import type { ReceiptData } from "../../../../shared/receipt/receipt.ts";
import { signatureExtract } from "../../../../shared/receipt/signature_extract.ts";
import type { WireRow } from "../../../../shared/protocol.ts";
import type { SaleState } from "../../../catalogue/catalogue.ts";
import type { NetworkClient } from "../../../network/network_client.ts";
import { fetchRecords, type JournalRecord } from "../../store/journal_records.ts";
import type { Place } from "../../store/pages_of.ts";
import { conditionsOf, type TicketFilter } from "./ticket_filter.ts";

export interface TicketRow {
  readonly id: string;
  readonly type: "vente" | "avoir";
  readonly etat: SaleState;
  readonly caisse: string | null;
  readonly numero: number | null;
  readonly numero_formation: number | null;
  readonly rappel: number | null;
  readonly total_ttc: number;
  /** When it was paid, else made: RFC 3339, UTC. */
  readonly moment: string;
  readonly caissier: string | null;
  readonly vendeur: string | null;
  readonly client: string | null;
  /** Its first articles. */
  readonly articles: string | null;
}

export interface Ticket extends TicketRow {
  readonly total_ht: number | null;
  readonly total_tva: number | null;
  readonly remise: number;
  readonly note: string | null;
  readonly motif: string | null;
  readonly cree_le: string;
  readonly vente_origine_id: string | null;
}

export interface TicketLine {
  readonly id: string;
  readonly libelle: string;
  /** Thousandths. */
  readonly quantite: number;
  readonly prix_unitaire_ttc: number;
  /** What it would have been whose price was changed by hand, and why. */
  readonly prix_ordinaire: number | null;
  readonly prix_motif: string | null;
  readonly remise: number;
  readonly tva: number;
  readonly nature: string;
  readonly total_ttc: number;
}

/** A ticket and what hangs on it. */
export interface WholeTicket {
  readonly ticket: Ticket;
  readonly lines: readonly TicketLine[];
  readonly payments: readonly { readonly id: number; readonly mode: string; readonly montant: number; readonly rendu: number }[];
  readonly rates: readonly { readonly taux: number; readonly ttc: number; readonly ht: number; readonly tva: number }[];
  /** The ticket that it gives back, and those that give it back. */
  readonly origin: Numbered | null;
  readonly refunds: readonly (Numbered & { readonly total_ttc: number })[];
  /** As it was signed; null while it is not paid. */
  readonly receipt: ReceiptData | null;
  /** The company that asked for an invoice; null for none. */
  readonly invoice: { readonly siren: string } | null;
  /** What the ticket's customer is known by. */
  readonly clientSiren: string | null;
  /** Copies made so far, with who made them. */
  readonly copies: readonly { readonly duplicata: number; readonly par: string; readonly date: string }[];
  /** The latest first. */
  readonly history: readonly JournalRecord[];
}

export interface Numbered {
  readonly id: string;
  readonly caisse: string | null;
  readonly numero: number | null;
  readonly numero_formation: number | null;
}

const COLUMNS = `v.id, v.type, v.etat, v.caisse, v.numero, v.numero_formation, v.rappel, v.total_ttc,
  coalesce(v.payee_le, v.cree_le) AS moment, c.nom AS caissier, s.nom AS vendeur, k.nom AS client`;
const JOINS = `LEFT JOIN equipe c ON c.id = v.caissier_id AND v.payee_le IS NOT NULL
  LEFT JOIN equipe s ON s.id = v.vendeur_id LEFT JOIN clients k ON k.id = v.client_id`;
/** Articles that a row of the list names. */
const NAMED = 3;
/** Records of a ticket's history that are shown. */
const RECORDS = 100;

/** Newest first. */
export async function fetchTickets(
  client: NetworkClient,
  filter: TicketFilter,
  after: Place,
  count: number,
): Promise<readonly TicketRow[]> {
  const { sql, params, moment } = conditionsOf(filter);
  const { rows } = await client.query(
    "select",
    `SELECT ${COLUMNS}, (SELECT group_concat(libelle, ', ') FROM
       (SELECT libelle FROM lignes_vente WHERE vente_id = v.id ORDER BY position, id LIMIT ${NAMED})) AS articles
     FROM ventes v ${JOINS}
     WHERE ${sql}${after === null ? "" : ` AND (v.${moment}, v.id) < (?, ?)`} ORDER BY v.${moment} DESC, v.id DESC LIMIT ?`,
    [...params, ...after ?? [], count],
  );
  return rows as unknown as readonly TicketRow[];
}

/** How many there are, and what they come to. */
export async function sumTickets(client: NetworkClient, filter: TicketFilter): Promise<{ count: number; total: number }> {
  const { sql, params } = conditionsOf(filter);
  const of = (conditions: string) =>
    `SELECT count(*) AS count, coalesce(sum(v.total_ttc), 0) AS total FROM ventes v WHERE ${conditions}`;
  // Of all that was ever paid an index knows the sum, practice included: that is few, and taken off.
  const query = isWhole(filter)
    ? `SELECT a.count - f.count AS count, a.total - f.total AS total
       FROM (${of("v.payee_le IS NOT NULL")}) a, (${of("v.payee_le IS NOT NULL AND v.formation = 1")}) f`
    : of(sql);
  const { rows } = await client.query("select", query, params);
  return { count: Number(rows[0]!["count"]), total: Number(rows[0]!["total"]) };
}

const isWhole = ({ text, state, person, from, to }: TicketFilter) =>
  state === "paid" && text.trim() === "" && person === null && from === null && to === null;

/** Null for none of that id. */
export async function fetchTicket(client: NetworkClient, id: string): Promise<WholeTicket | null> {
  const select = async (sql: string) => (await client.query("select", sql, [id])).rows;
  const [found, lines, payments, rates, origin, refunds, signed, invoices, { records }] = await Promise.all([
    select(
      `SELECT ${COLUMNS}, NULL AS articles, v.total_ht, v.total_tva, v.remise, v.note, v.motif, v.cree_le, v.vente_origine_id, k.siren
      FROM ventes v ${JOINS} WHERE v.id = ?`,
    ),
    select(
      `SELECT id, libelle, quantite, prix_unitaire_ttc, prix_ordinaire, prix_motif, remise, tva, nature, total_ttc FROM lignes_vente
      WHERE vente_id = ? ORDER BY position, id`,
    ),
    select("SELECT id, mode, montant, rendu FROM paiements WHERE vente_id = ? ORDER BY id"),
    select("SELECT taux, ttc, ht, tva FROM ventes_tva WHERE vente_id = ? ORDER BY taux"),
    select(`SELECT o.id, o.caisse, o.numero, o.numero_formation FROM ventes v JOIN ventes o ON o.id = v.vente_origine_id
      WHERE v.id = ?`),
    select(`SELECT id, caisse, numero, numero_formation, total_ttc FROM ventes WHERE id IN (SELECT r.vente_id FROM lignes_vente o
      JOIN lignes_vente r ON r.ligne_origine_id = o.id WHERE o.vente_id = ?) ORDER BY payee_le, id`),
    select("SELECT seq, genre, contenu, signature FROM journal_fiscal WHERE contenu ->> 'vente_id' = ? ORDER BY horodatage, seq"),
    select("SELECT siren FROM factures_demandees WHERE vente_id = ?"),
    fetchRecords(client, { table: "ventes", key: JSON.stringify({ id }) }, null, RECORDS),
  ]);
  if (found[0] === undefined) return null;
  const as = <T>(rows: readonly WireRow[]) => rows as unknown as readonly T[];
  const ofKind = (...kinds: readonly string[]) => signed.filter(({ genre }) => kinds.includes(String(genre)));
  return {
    ticket: found[0] as unknown as Ticket,
    lines: as(lines),
    payments: as(payments),
    rates: as(rates),
    origin: as<Numbered>(origin)[0] ?? null,
    refunds: as(refunds),
    invoice: as<{ siren: string }>(invoices)[0] ?? null,
    clientSiren: found[0]["siren"] as string | null,
    receipt: receiptOf(ofKind("vente", "avoir")[0]),
    copies: ofKind("duplicata").map(({ contenu }) => JSON.parse(String(contenu))),
    history: records,
  };
}

/** The receipt that a signed record is printed as: to look at it makes no copy. */
function receiptOf(record: WireRow | undefined): ReceiptData | null {
  if (record === undefined) return null;
  const content = JSON.parse(String(record["contenu"]));
  return { ...content, signature: signatureExtract(String(record["signature"])), duplicata: null };
}

/** As it is printed: `C1-000123`, `F-C1-000123` for practice; null before it is paid. */
export function numberOf({ caisse, numero, numero_formation }: Numbered): string | null {
  const printed = (number: number) => `${caisse}-${String(number).padStart(6, "0")}`;
  return numero !== null ? printed(numero) : numero_formation !== null ? `F-${printed(numero_formation)}` : null;
}
