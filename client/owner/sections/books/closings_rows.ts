/** Closings as the owner reads them: those that were made, what they hold, and what waits for one. */
import type { DuePeriods, Turnover } from "../../../../shared/closing_sums.ts";
import type { NetworkClient } from "../../../network/network_client.ts";
import type { AccountSums } from "./accounts_block.tsx";
import type { DetailSums } from "./detail_blocks.tsx";
import type { DrawerSums } from "./drawer_blocks.tsx";
import type { ElsewhereSum } from "./elsewhere_block.tsx";
import type { Place } from "../../store/pages_of.ts";
import type { PeriodKind } from "./period.ts";

export interface WaitingTicket {
  readonly id: string;
  readonly rappel: number;
  readonly rappel_jour: string;
  readonly vendeur: string | null;
  readonly total_ttc: number;
}

/** What GET /api/clotures/attente answers. */
export interface ClosingsDue extends DuePeriods {
  readonly caisses_ouvertes: readonly { readonly caisse: string; readonly par: string; readonly ouverte_le: string }[];
  readonly en_attente: readonly WaitingTicket[];
  /** Null while the owner has set no hour. */
  readonly automatique: AutomaticClosing | null;
}

export interface AutomaticClosing {
  /** The shop's time of day. */
  readonly heure: string;
  /** Tills that it waits for. */
  readonly attend: readonly string[];
  /** Why the owner has to close instead, and how many days without business are in the way, where that is why. */
  readonly bloque: { readonly code: string; readonly jours_vides: number | null } | null;
}

export interface ClosingRow {
  readonly id: number;
  readonly genre: PeriodKind;
  readonly periode: string;
  readonly complement: number;
  readonly tickets: number;
  readonly total_ttc: number;
  readonly perpetuel: number;
  readonly cloturee_le: string;
}

/** From one means to the other. */
export interface CorrectionTotal {
  readonly de: string;
  readonly vers: string;
  readonly nombre: number;
  /** Cents. */
  readonly total: number;
}
/** On how many tickets, and cents. */
export interface OutsideTotal {
  readonly nature: string;
  readonly nombre: number;
  /** What was taken less what was given back. */
  readonly total: number;
  /** Closings of before do not say it. */
  readonly rendu?: number;
}

/** A closing's content as it was signed. Money is cents, rates are basis points. */
export interface Z extends Turnover, DrawerSums, DetailSums {
  readonly genre: PeriodKind;
  readonly periode: string;
  readonly du: string;
  readonly au: string;
  readonly complement?: number;
  /** When the closing was made that it supplements. */
  readonly complete?: string | null;
  readonly cloturee_le: string;
  /** The shop's time zone then; closings of before do not say it. */
  readonly fuseau?: string | null;
  /** Hours after midnight at which its days ended; absent for midnight. */
  readonly fin_journee?: number;
  readonly demonstration: boolean;
  readonly par: string;
  /** Made by itself, at the hour that the owner has set. */
  readonly automatique?: true;
  readonly taux: readonly { readonly taux: number; readonly ttc: number; readonly ht: number; readonly tva: number }[];
  /** Means of payment that were corrected; closings of before do not say it. */
  readonly corrections?: readonly CorrectionTotal[];
  /** What is outside VAT and no turnover; closings of before do not say it. */
  readonly hors_champ?: readonly OutsideTotal[];
  /** Closings of before do not say it. */
  readonly comptes?: AccountSums;
  readonly bons_ailleurs?: readonly ElsewhereSum[];
  readonly paiements: readonly { readonly mode: string; readonly nombre: number; readonly total: number }[];
  readonly caisses: readonly {
    readonly caisse: string;
    readonly premier: string;
    readonly dernier: string;
    readonly tickets: number;
    readonly total_ttc: number;
  }[];
  readonly ecarts: readonly { readonly caisse: string; readonly ecart: number; readonly sessions: number }[];
  readonly perpetuel: number;
  readonly perpetuel_absolu: number;
  readonly tetes: readonly { readonly serie: string; readonly seq: number; readonly signature: string }[];
  readonly cle_id: string;
  readonly logiciel: string;
}

/** A closing with its place in the signed series. */
export interface SignedZ {
  readonly id: number;
  readonly z: Z;
  readonly seq: number;
  readonly signature: string;
  /** The shop's name as it is now. */
  readonly shop: { readonly nom: string; readonly adresse: string; readonly siret: string };
}

export async function fetchDue(client: NetworkClient): Promise<readonly [ClosingsDue]> {
  return [await client.request("GET", "/api/clotures/attente") as ClosingsDue];
}

/** In the order in which they were made, the last first; of one kind, or of all. */
export async function fetchClosings(
  client: NetworkClient,
  kind: PeriodKind | null,
  after: Place,
  count: number,
): Promise<readonly ClosingRow[]> {
  const { rows } = await client.query(
    "select",
    `SELECT id, genre, periode, complement, tickets, total_ttc, perpetuel, cloturee_le FROM clotures
     WHERE id < ?${kind === null ? "" : " AND genre = ?"} ORDER BY id DESC LIMIT ?`,
    [after?.[0] ?? Number.MAX_SAFE_INTEGER, ...kind === null ? [] : [kind], count],
  );
  return rows as unknown as readonly ClosingRow[];
}

/** The closing of a period that was made last; null for none. */
export async function fetchClosingOf(client: NetworkClient, kind: PeriodKind, period: string): Promise<number | null> {
  const { rows } = await client.query(
    "select",
    "SELECT id FROM clotures WHERE genre = ? AND periode = ? ORDER BY complement DESC LIMIT 1",
    [kind, period],
  );
  return rows[0] === undefined ? null : Number(rows[0]["id"]);
}

/** Null for none of that number. */
export async function fetchZ(client: NetworkClient, id: number): Promise<SignedZ | null> {
  const [row] = (await client.query(
    "select",
    `SELECT c.contenu, j.seq, j.signature, b.nom, b.adresse, b.siret FROM clotures c JOIN boutique b
     LEFT JOIN journal_fiscal j ON j.serie = 'clotures:' || c.genre AND j.contenu ->> 'periode' = c.periode
       AND coalesce(j.contenu ->> 'complement', 0) = c.complement
     WHERE c.id = ?`,
    [id],
  )).rows;
  if (row === undefined) return null;
  const text = (column: string) => String(row[column] ?? "");
  return {
    id,
    z: JSON.parse(text("contenu")) as Z,
    seq: Number(row["seq"]),
    signature: text("signature"),
    shop: { nom: text("nom"), adresse: text("adresse"), siret: text("siret") },
  };
}
