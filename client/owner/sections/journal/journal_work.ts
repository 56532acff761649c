/** The journal as the owner searches it. */
import { type Signal, signal } from "@preact/signals";
import type { WireRow } from "../../../../shared/protocol.ts";
import { LiveList } from "../../../network/live_list.ts";
import type { NetworkClient } from "../../../network/network_client.ts";
import { JournalPages } from "../../store/journal_pages.ts";
import { fetchRecords, type JournalQuery, type JournalRecord, queryString } from "../../store/journal_records.ts";
import { dayAfter, dayStart } from "./day_start.ts";

const PAGE = 50;

export interface JournalTable {
  readonly name: string;
  readonly primary_key: readonly string[];
  readonly columns: readonly { readonly name: string; readonly type: string }[];
}

/** What stands in the fields; empty for no filter. */
export const NO_FILTER = { user_id: "", kind: "", table: "", key: "", from: "", to: "" } as const;
export type JournalFilter = Readonly<Record<keyof typeof NO_FILTER, string>>;

export class JournalWork {
  readonly tables: LiveList<JournalTable>;
  readonly pages: JournalPages;
  readonly filter: Signal<JournalFilter> = signal(NO_FILTER);
  readonly following = signal(true);

  /** `followed`: tables of the feed; `zone` answers by which days are cut. */
  constructor(readonly client: NetworkClient, followed: readonly string[], readonly zone: () => string) {
    this.tables = new LiveList(client, [], async () => {
      return (await client.request("GET", "/api/schema") as { readonly tables: readonly JournalTable[] }).tables;
    });
    this.pages = new JournalPages(client, followed, {}, PAGE);
  }

  start(): void {
    this.tables.start();
    this.pages.start();
  }

  stop(): void {
    this.tables.stop();
    this.pages.stop();
  }

  search(change: Partial<JournalFilter>): void {
    const filter = { ...this.filter.peek(), ...change };
    // Another table has other keys.
    this.filter.value = change.table !== undefined && change.key === undefined ? { ...filter, key: "" } : filter;
    this.pages.search(this.#query());
  }

  /** The history of one row. */
  life(table: string, key: WireRow): void {
    this.search({ ...NO_FILTER, table, key: Object.values(key).join(" ") });
  }

  follow(on: boolean): void {
    this.following.value = on;
    if (on) this.pages.follow();
    else this.pages.unfollow();
  }

  /** Throws a Failure. */
  export(format: "csv" | "jsonl"): Promise<Blob> {
    return this.client.file(`/api/journal/export?${queryString({ format, ...this.#query() })}`);
  }

  /** null where there is none. Throws a Failure. */
  async record(seq: number): Promise<JournalRecord | null> {
    const [record] = (await fetchRecords(this.client, {}, seq + 1, 1)).records;
    return record?.seq === seq ? record : null;
  }

  /** With all that it changed, however much that is. Throws a Failure. */
  async whole(seq: number): Promise<JournalRecord> {
    return await this.client.longRequest(`/api/journal/${seq}`) as JournalRecord;
  }

  #query(): JournalQuery {
    const { user_id, kind, table, key, from, to } = this.filter.peek();
    const zone = this.zone();
    return {
      user_id,
      kind,
      table,
      key: this.#rowKey(table, key),
      from: from === "" ? "" : dayStart(from, zone),
      to: to === "" ? "" : dayStart(dayAfter(to), zone),
    };
  }

  /** The key as JSON, from its values with blanks between them. */
  #rowKey(table: string, typed: string): string {
    const found = this.tables.rows.peek()?.find(({ name }) => name === table);
    const values = typed.trim().split(/\s+/);
    if (found === undefined || typed.trim() === "" || values.length < found.primary_key.length) return "";
    const entries = found.primary_key.map((column, at): [string, string | number] => {
      const whole = found.columns.find(({ name }) => name === column)?.type === "INTEGER" && /^\d{1,15}$/.test(values[at]!);
      return [column, whole ? Number(values[at]) : values[at]!];
    });
    return JSON.stringify(Object.fromEntries(entries));
  }
}
