/**
 * How the owner's console feels in a shop of years: its dashboard and each of its tables, asked as its own page asks, on one
 * connection; and an import of ten thousand articles. In one run, so that the figures are of one machine.
 */
import { DataFolder } from "../../server/database/files/folder.ts";
import { openWriter } from "../../server/database/sql/sqlite.ts";
import type { NetworkClient } from "../../client/network/network_client.ts";
import { fetchArchives, fetchClosedPeriods, fetchKnownKeys } from "../../client/owner/sections/books/archives_rows.ts";
import { fetchClosings, fetchDue, fetchZ } from "../../client/owner/sections/books/closings_rows.ts";
import { fetchSessions } from "../../client/owner/sections/books/sessions_rows.ts";
import { fetchVouchers, sumVouchers } from "../../client/owner/sections/books/vouchers_rows.ts";
import type { TicketFilter } from "../../client/owner/sections/books/ticket_filter.ts";
import { fetchTicket, fetchTickets, sumTickets } from "../../client/owner/sections/books/ticket_rows.ts";
import { fetchWares } from "../../client/owner/sections/catalogue/ware.ts";
import { fetchMoves, fetchPrices, fetchSold } from "../../client/owner/sections/catalogue/ware_story.ts";
import { fetchStatement } from "../../client/owner/sections/customers/account_rows.ts";
import { fetchPage, fetchPurchases } from "../../client/owner/sections/customers/customer_rows.ts";
import { fetchDone } from "../../client/owner/sections/exchange/done_imports.ts";
import { fetchDay } from "../../client/owner/sections/overview/day.ts";
import { fetchDeliveries, fetchLevels, fetchWanted, fetchWorth } from "../../client/owner/sections/stock/stock_rows.ts";
import { fetchRecords } from "../../client/owner/store/journal_records.ts";
import { appendRecords, sales as saleRecords } from "../../tests/support/long_journal.ts";
import { PASSWORD, startServer } from "../../tests/support/server.ts";
import { TillClient } from "../../tests/support/till_client.ts";
import { median, quantile, table } from "./figures.ts";
import { measureLiveConsole } from "./live_console.ts";
import { Years } from "./years.ts";

const ARTICLES = 10_000;
const CUSTOMERS = 5_000;
/** Rows of a page of the console's tables. */
const ROWS = 50;
/** What is wanted, in milliseconds: p95 of a table, the dashboard, an import. */
const [TABLE_MS, DASHBOARD_MS, IMPORT_MS] = [100, 500, 3_000] as const;
/** Tables whose rows the page keeps whole, so that it asks for them once, not with each page, sort or filter. */
const WHOLE = "asked once";

interface Asked {
  readonly what: string;
  readonly ask: () => Promise<unknown>;
  /** Milliseconds; null where nothing is asked of it. */
  readonly wanted: number | null;
}

export async function measureConsole(sales: number, records: number, samples: number): Promise<string> {
  const first = await startServer({ flags: ["--rate-limit", "0"] });
  await first.owner();
  await first.stop();
  const folder = new DataFolder(first.dir);
  const db = openWriter(folder.database);
  db.exec("PRAGMA synchronous = OFF");
  const years = new Years(db, folder, CUSTOMERS);
  years.fill(sales);
  await years.sign();
  db.close();
  const { n } = inFile(folder, "SELECT count(*) AS n FROM _journal");
  console.error(`writing ${Math.max(0, records - n).toLocaleString("en")} more records`);
  appendRecords(first.dir, saleRecords(Math.max(0, records - n)));
  console.error("the server makes their index");
  await using server = await first.restart();
  await using owner = await new TillClient(server.url, "127.0.0.1").join("patron", PASSWORD);
  const { client } = owner;
  const imported = await timed(() => bringArticles(client));
  const again = await timed(() => bringArticles(client));
  const rows: string[][] = [
    ["import of 10,000 articles", "", said(imported), said(imported), `< ${IMPORT_MS} ms`, mark(imported, IMPORT_MS)],
    ["  the same file again", "", said(again), said(again), "", ""],
  ];
  for (const { what, ask, wanted } of await asked(client)) {
    await ask();
    const times: number[] = [];
    for (let at = 0; at < samples; at++) times.push(await timed(ask));
    const p95 = quantile(times, 0.95);
    console.error(`  ${what.padEnd(40)} ${said(p95)}`);
    const hoped = wanted === null ? [WHOLE, ""] : [`< ${wanted} ms`, mark(p95, wanted)];
    rows.push([what, String(samples), said(median(times)), said(p95), ...hoped]);
  }
  const live = await measureLiveConsole(server, client, Math.max(1, Math.round(samples / 10)));
  return `\n${sales.toLocaleString("en")} sales, ${records.toLocaleString("en")} journal records, ${
    ARTICLES.toLocaleString("en")
  } articles:\n\n${table(["", "asked", "median", "p95", "wanted", ""], rows)}\n${live}`;
}

async function asked(client: NetworkClient): Promise<readonly Asked[]> {
  const filter: TicketFilter = { text: "", state: "paid", person: null, from: null, to: null };
  const pages = await fetchTickets(client, filter, null, ROWS);
  const last = pages.at(-1)!;
  const tickets = (more: Partial<TicketFilter>) => () => fetchTickets(client, { ...filter, ...more }, null, ROWS);
  const customers = (words: string, page = 0, only: { silentOnly?: boolean; owingOnly?: boolean } = {}) => () =>
    fetchPage(client, { words, silentOnly: false, owingOnly: false, page, ...only });
  const get = (path: string) => () => client.request("GET", path);
  const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);
  const journal = (query: Parameters<typeof fetchRecords>[1], before: number | null = null) => () =>
    fetchRecords(client, query, before, ROWS);
  const zs = await fetchClosings(client, "jour", null, ROWS);
  const { records: [newest] } = await fetchRecords(client, {}, null, 1);
  const tables: readonly (readonly [string, () => Promise<unknown>])[] = [
    ["tickets, the first page", tickets({})],
    ["  the next page", () => fetchTickets(client, filter, [last.moment, last.id], ROWS)],
    ["  how many, and their sum", () => sumTickets(client, filter)],
    ["  by a part of an article's name", tickets({ text: "lampe" })],
    ["  by an amount", tickets({ text: "57,70" })],
    ["  refunds alone", tickets({ state: "refunds" })],
    ["  waiting", tickets({ state: "waiting" })],
    ["  of practice", tickets({ state: "training" })],
    ["  of a person and a month", tickets({ person: 2, from: day(40), to: day(10) })],
    ["  a month's sum", () => sumTickets(client, { ...filter, from: day(40), to: day(10) })],
    ["  by a number", tickets({ text: "C1-000500" })],
    ["one ticket, whole", () => fetchTicket(client, last.id)],
    ["closings", () => fetchClosings(client, null, null, ROWS)],
    ["  days alone", () => fetchClosings(client, "jour", null, ROWS)],
    ["  one Z", () => fetchZ(client, zs.at(-1)!.id)],
    ["what is to be closed", () => fetchDue(client)],
    ["counted tills", () => fetchSessions(client, false, null, ROWS)],
    ["  those with a difference", () => fetchSessions(client, true, null, ROWS)],

    ["archives and the periods for one", () =>
      Promise.all([
        fetchArchives(client, null, ROWS),
        fetchKnownKeys(client),
        fetchClosedPeriods(client),
      ])],
    ["vouchers and their sum", () => Promise.all([fetchVouchers(client, true, null, ROWS), sumVouchers(client)])],
    ["periods to report", get("/api/ereporting")],
    [
      "a month's entries and their accounts",
      () => Promise.all([get(`/api/ecritures/${day(40).slice(0, 7)}`)(), get("/api/comptes")()]),
    ],
    ["customers, the first page", customers("")],
    ["  by two words, the second page", customers("dupont marie", 1)],
    ["  the silent", customers("", 0, { silentOnly: true })],
    ["  who owe", customers("", 0, { owingOnly: true })],
    ["one customer's purchases", () => Promise.all([fetchPurchases(client, 1), fetchStatement(client, 1)])],
    ["one article's story", () => Promise.all([fetchPrices(client, 3), fetchSold(client, 3), fetchMoves(client, 3)])],
    ["stock", () => fetchLevels(client, null, null, ROWS)],
    ["  its value", () => fetchWorth(client)],
    ["  to order", () => fetchWanted(client, ROWS)],
    ["  deliveries", () => fetchDeliveries(client, null, ROWS)],
    ["imports", () => fetchDone(client)],
    [
      "people, sessions, tills",
      () => Promise.all(["/api/users", "/api/sessions", "/api/caisses", "/api/tokens"].map(get).map((ask) => ask())),
    ],
    ["system", () => Promise.all(["/api/backups", "/api/metrics", "/api/metrics/recent"].map(get).map((ask) => ask()))],
    ["journal, the first page", journal({})],
    ["  from the middle", journal({}, Math.ceil(newest!.seq / 2))],
    ["  one kind", journal({ kind: "prix_change" })],
    ["  one table", journal({ table: "produits" })],
    ["  one person", journal({ user_id: "1" })],
    ["  one day", journal({ from: `${day(20)}T00:00:00.000Z`, to: `${day(19)}T00:00:00.000Z` })],
    ["  one row", journal({ table: "ventes", key: JSON.stringify({ id: last.id }) })],
  ];
  return [
    { what: "dashboard", ask: () => dashboard(client), wanted: DASHBOARD_MS },
    { what: "X of a till with ten thousand tickets", ask: get("/api/caisses/C1/x"), wanted: DASHBOARD_MS },
    ...tables.map(([what, ask]) => ({ what, ask, wanted: TABLE_MS })),
    { what: "catalogue, all of it", ask: () => fetchWares(client), wanted: null },
  ];
}

/** All that it asks for when it is opened. */
function dashboard(client: NetworkClient): Promise<unknown> {
  const get = (path: string) => client.request("GET", path);
  return Promise.all([
    fetchDay(client, null),
    ...["/api/tableau/aujourdhui/annee", "/api/stock/bas", "/api/clotures/attente", "/api/caisses"].map(get),
  ]);
}

function bringArticles(client: NetworkClient): Promise<unknown> {
  const lignes = Array.from({ length: ARTICLES }, (_, at) => ({
    ligne: at + 2,
    valeurs: [`B${at}`, `Article long à souhait n° ${at}`, `Rayon ${at % 7}`, 100 + at, 2000, 50 + at, 1_000],
  }));
  const colonnes = ["code_barres", "libelle", "categorie", "prix_ttc", "tva", "cout_ht", "stock"];
  return client.request("POST", "/api/imports", { sorte: "produits", colonnes, lignes }, client.uuid.next());
}

function inFile(folder: DataFolder, sql: string): { readonly n: number } {
  const db = openWriter(folder.database);
  try {
    return db.prepare(sql).get() as { n: number };
  } finally {
    db.close();
  }
}

async function timed(ask: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await ask();
  return performance.now() - started;
}

const said = (ms: number) => `${ms.toFixed(ms < 10 ? 1 : 0)} ms`;
const mark = (ms: number, wanted: number) => ms <= wanted ? "" : "over";
