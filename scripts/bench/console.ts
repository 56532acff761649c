/**
 * How the owner's console feels in a shop of years: its dashboard and each of its tables, asked as its own page asks, on one
 * connection; and an import of ten thousand articles. In one run, so that the figures are of one machine.
 */
import { DataFolder } from "../../server/database/files/folder.ts";
import { openWriter } from "../../server/database/sql/sqlite.ts";
import type { NetworkClient } from "../../client/network/network_client.ts";
import { fetchClosings } from "../../client/owner/sections/books/closings_rows.ts";
import type { TicketFilter } from "../../client/owner/sections/books/ticket_filter.ts";
import { fetchTickets, sumTickets } from "../../client/owner/sections/books/ticket_rows.ts";
import { fetchWares } from "../../client/owner/sections/catalogue/ware.ts";
import { fetchPage } from "../../client/owner/sections/customers/customer_rows.ts";
import { fetchDay } from "../../client/owner/sections/overview/day.ts";
import { fetchLevels, fetchWanted } from "../../client/owner/sections/stock/stock_rows.ts";
import { fetchRecords } from "../../client/owner/store/journal_records.ts";
import { appendRecords, sales as saleRecords } from "../../tests/support/long_journal.ts";
import { PASSWORD, startServer } from "../../tests/support/server.ts";
import { TillClient } from "../../tests/support/till_client.ts";
import { median, quantile, table } from "./figures.ts";
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
  const years = new Years(db, folder);
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
  await bringCustomers(client);
  const rows: string[][] = [
    ["import of 10,000 articles", "", said(imported), said(imported), `< ${IMPORT_MS} ms`, mark(imported, IMPORT_MS)],
    ["  the same file again", "", said(again), said(again), "", ""],
  ];
  for (const { what, ask, wanted } of await asked(client)) {
    console.error(`  ${what}`);
    await ask();
    const times: number[] = [];
    for (let at = 0; at < samples; at++) times.push(await timed(ask));
    const p95 = quantile(times, 0.95);
    const hoped = wanted === null ? [WHOLE, ""] : [`< ${wanted} ms`, mark(p95, wanted)];
    rows.push([what, String(samples), said(median(times)), said(p95), ...hoped]);
  }
  return `\n${sales.toLocaleString("en")} sales, ${records.toLocaleString("en")} journal records, ${
    ARTICLES.toLocaleString("en")
  } articles:\n\n${table(["", "asked", "median", "p95", "wanted", ""], rows)}`;
}

async function asked(client: NetworkClient): Promise<readonly Asked[]> {
  const filter: TicketFilter = { text: "", state: "paid", person: null, from: null, to: null };
  const pages = await fetchTickets(client, filter, null, ROWS);
  const last = pages.at(-1)!;
  const tickets = (more: Partial<TicketFilter>) => () => fetchTickets(client, { ...filter, ...more }, null, ROWS);
  const customers = (words: string, page = 0) => () => fetchPage(client, { words, silentOnly: false, owingOnly: false, page });
  const journal = (query: Parameters<typeof fetchRecords>[1], before: number | null = null) => () =>
    fetchRecords(client, query, before, ROWS);
  const { records: [newest] } = await fetchRecords(client, {}, null, 1);
  const tables: readonly (readonly [string, () => Promise<unknown>])[] = [
    ["tickets, the first page", tickets({})],
    ["  the next page", () => fetchTickets(client, filter, [last.moment, last.id], ROWS)],
    ["  how many, and their sum", () => sumTickets(client, filter)],
    ["  by a part of an article's name", tickets({ text: "lampe" })],
    ["  by an amount", tickets({ text: "57,70" })],
    ["  refunds alone", tickets({ state: "refunds" })],
    ["closings", () => fetchClosings(client, null, null, ROWS)],
    ["customers, the first page", customers("")],
    ["  by two words, the second page", customers("dupont marie", 1)],
    ["stock", () => fetchLevels(client, null, null, ROWS)],
    ["  to order", () => fetchWanted(client, ROWS)],
    ["journal, the first page", journal({})],
    ["  from the middle", journal({}, Math.ceil(newest!.seq / 2))],
    ["  one kind", journal({ kind: "prix_change" })],
    ["  one table", journal({ table: "produits" })],
  ];
  return [
    { what: "dashboard", ask: () => dashboard(client), wanted: DASHBOARD_MS },
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

function bringCustomers(client: NetworkClient): Promise<unknown> {
  const names = ["Dupont", "Martin", "Bernard", "Étienne", "d’Olive"];
  const lignes = Array.from({ length: CUSTOMERS }, (_, at) => ({
    ligne: at + 2,
    valeurs: [`${names[at % names.length]} Marie ${at}`, `06${String(at).padStart(8, "0")}`],
  }));
  return client.request("POST", "/api/imports", { sorte: "clients", colonnes: ["nom", "telephone"], lignes }, client.uuid.next());
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
