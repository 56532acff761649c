/** Records of the journal as the owner reads them, and what one of them changed. */
import type { WireRow } from "../../../shared/protocol.ts";
import type { Role } from "../../../shared/roles.ts";
import type { NetworkClient } from "../../network/network_client.ts";

export interface JournalChange {
  readonly table: string;
  readonly op: "insert" | "update" | "delete";
  readonly key: WireRow;
  readonly before: WireRow | null;
  readonly after: WireRow | null;
}

export interface JournalRecord {
  readonly seq: number;
  /** RFC 3339, UTC. */
  readonly at: string;
  readonly kind: string;
  readonly user_id: number | null;
  readonly username: string;
  readonly role: Role | null;
  readonly mode: "server" | "client" | "console";
  readonly address: string | null;
  readonly tables: readonly string[];
  readonly statements: readonly string[];
  readonly detail: Readonly<Record<string, unknown>> | null;
  /** Of a record that changed very many rows a page has the first. */
  readonly changes: readonly JournalChange[];
  /** How many they are in all, where they are not all here. */
  readonly change_count?: number;
  readonly hash: string;
}

export interface JournalPage {
  readonly records: readonly JournalRecord[];
  /** `before` for the page of older records; null at the end. */
  readonly next_before: number | null;
}

/** What GET /api/journal may be asked for. */
export interface JournalQuery {
  readonly kind?: string;
  readonly user_id?: string;
  readonly table?: string;
  readonly key?: string;
  readonly from?: string;
  readonly to?: string;
}

export async function fetchRecords(client: NetworkClient, query: JournalQuery, before: number | null, limit: number) {
  const asked = queryString({ ...query, limit: String(limit), ...before === null ? {} : { before: String(before) } });
  return await client.request("GET", `/api/journal?${asked}`) as JournalPage;
}

export function queryString(query: Readonly<Record<string, string>> | JournalQuery): string {
  return new URLSearchParams(Object.entries(query).filter(([, value]) => value !== "")).toString();
}

/** One value that is not what it was; null where there was or is none. */
export interface Difference {
  readonly column: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** Columns that a change made different, in the row's own order. */
export function differences({ before, after }: Pick<JournalChange, "before" | "after">): readonly Difference[] {
  const columns = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
  return [...columns]
    .map((column) => ({ column, before: before?.[column] ?? null, after: after?.[column] ?? null }))
    .filter(({ before, after }) => JSON.stringify(before) !== JSON.stringify(after));
}
