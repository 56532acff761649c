/** A year with everything in it, handed over: entries, report of sales, invoices and tables agree with its Z and its tickets. */
import assert from "node:assert/strict";
import { strFromU8, unzipSync } from "fflate";
import Papa from "papaparse";
import type { NetworkClient } from "../../client/network/network_client.ts";
import { type ExportName, makeExport } from "../../client/owner/sections/exchange/exports.ts";
import { words as fr } from "../../client/owner/sections/exchange/words_fr.ts";
import { exportedText } from "../../server/database/journal/export.ts";
import { JournalParts } from "../../server/database/journal/parts.ts";
import { StatementCache } from "../../server/database/sql/statements.ts";
import { cashJournalText } from "../../server/shop/accounting/cash_journal.ts";
import { fecText, latin9 } from "../../server/shop/accounting/fec.ts";
import { ledgerOf } from "../../server/shop/accounting/ledger.ts";
import { reportCsv, reportXml } from "../../server/shop/ereporting/files.ts";
import { invoicesCsv } from "../../server/shop/ereporting/invoices.ts";
import { type SalesReport, salesReport } from "../../server/shop/ereporting/report.ts";
import { makeArchive } from "../../server/shop/fiscal/archive/archive.ts";
import { inZone } from "../../shared/time_zone.ts";
import { makeYear } from "../support/demo_year.ts";
import { cents, fecFaults, fecRows } from "../support/fec.ts";
import { schemaFaults } from "../support/flux10.ts";
import { type CellKind, openedInLibreOffice } from "../support/spreadsheet.ts";
import type { YearShop } from "../support/year_shop.ts";

/** A shop that opens once in eight days; `deno task year` makes one that opens every day. */
const PLAN = { year: 2026, seed: 20_261_129, every: 8, tickets: 7, ...JSON.parse(Deno.env.get("COMPTOIR_TEST_YEAR") ?? "{}") };

let year: YearShop;
Deno.test.beforeAll(async () => {
  year = await makeYear(PLAN);
});
Deno.test.afterAll(() => year[Symbol.asyncDispose]());

/** Rows of [key, cents] as one sum for each key. */
const sums = (rows: readonly Record<string, unknown>[]) =>
  Object.fromEntries(rows.map((row) => Object.values(row) as [string, number]).filter(([, sum]) => sum !== 0).sort());
const asked = (sql: string) => sums(year.db.prepare(sql).all());
const whole = (sql: string) => Object.values(year.db.prepare(sql).get()!);

Deno.test("the year has it all: means, refunds, discounts, vouchers, gift cards, deposits, accounts, moves, variances, second Z, days below nothing", () => {
  const there = (sql: string) => Number(whole(sql)[0]);
  assert.equal(there("SELECT count(DISTINCT mode) FROM paiements"), 9);
  for (const table of ["mouvements_bon WHERE genre = 'utilisation'", "mouvements_compte WHERE genre = 'reglement'"]) {
    assert.ok(there(`SELECT count(*) FROM ${table}`) > 3, table);
  }
  assert.ok(there("SELECT count(*) FROM ventes WHERE type = 'avoir'") > 10);
  assert.ok(there("SELECT count(*) FROM ventes WHERE remise > 0") > 3);
  assert.equal(there("SELECT count(DISTINCT nature) FROM ventes_hors_champ"), 2);
  assert.ok(there("SELECT count(*) FROM ventes_hors_champ WHERE rendu > 0") > 3);
  assert.equal(there("SELECT count(DISTINCT genre) FROM mouvements_caisse"), 4);
  assert.ok(there("SELECT count(*) FROM sessions_caisse WHERE ecart <> 0") > 3);
  assert.ok(there("SELECT count(*) FROM clotures WHERE complement > 0") > 3);
  assert.ok(there("SELECT count(*) FROM clotures WHERE genre = 'jour' AND total_ttc < 0") > 1);
  assert.ok(there("SELECT count(*) FROM factures_demandees") > 1);
});

Deno.test("its entries: nothing that a checker refuses, balanced, inside the year, continuous; by rate and means they are the Z, and the Z the tickets", () => {
  const { ecritures, fichier_fec, totaux } = ledgerOf(year.look, "2026")!;
  const bytes = latin9(fecText(ecritures));
  assert.deepEqual(fecFaults(fichier_fec!, bytes, "20260101", "20261231"), []);
  assert.ok(totaux.every(({ lettre }) => lettre !== "G"), "nothing is left to explain");
  const rows = fecRows(bytes);
  const account = (wanted: string, sign: 1 | -1) =>
    rows.filter(({ CompteNum }) => CompteNum === wanted).reduce(
      (sum, one) => sum + sign * (cents(one.Debit) - cents(one.Credit)),
      0,
    );

  const byRate = (source: string) => asked(`SELECT taux, sum(ht) FROM ${source} GROUP BY taux`);
  const vatByRate = (source: string) => asked(`SELECT taux, sum(tva) FROM ${source} GROUP BY taux`);
  const inZ = (list: string, columns: string) =>
    `(SELECT ${columns} FROM clotures c, json_each(c.contenu, '$.${list}') t WHERE c.genre = 'jour')`;
  const rates = inZ("taux", "t.value ->> 'taux' AS taux, t.value ->> 'ht' AS ht, t.value ->> 'tva' AS tva");
  assert.deepEqual(byRate(rates), byRate("ventes_tva"), "Z and tickets, without VAT");
  assert.deepEqual(vatByRate(rates), vatByRate("ventes_tva"), "Z and tickets, VAT");
  const sales = { 0: "707100", 210: "707121", 550: "707155", 1000: "707110", 2000: "707120" };
  const vat = { 210: "445713", 550: "445715", 1000: "445711", 2000: "445712" };
  const ofRates = (accounts: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(accounts).map(([rate, number]) => [rate, account(number, -1)]));
  assert.deepEqual(ofRates(sales), byRate("ventes_tva"), "entries and tickets, without VAT");
  assert.deepEqual(ofRates(vat), vatByRate("ventes_tva"), "entries and tickets, VAT");

  const ticketMeans = asked("SELECT mode, sum(montant - rendu) FROM paiements GROUP BY mode");
  const zMeans = inZ("paiements", "t.value ->> 'mode' AS mode, t.value ->> 'total' AS total");
  assert.deepEqual(asked(`SELECT mode, sum(total) FROM ${zMeans} GROUP BY mode`), ticketMeans, "Z and tickets, means");
  const settled = asked("SELECT mode, -sum(montant) FROM mouvements_compte WHERE genre = 'reglement' GROUP BY mode");
  const means = { carte: "511500", cheque: "511200", titre_restaurant: "511700", virement: "512000", autre: "511800" };
  for (const [mode, number] of Object.entries(means)) {
    assert.equal(account(number, 1), (ticketMeans[mode] ?? 0) + (settled[mode] ?? 0), mode);
  }
  const owed = Object.values(settled).reduce((sum, one) => sum + one, 0);
  assert.equal(account("411000", 1), ticketMeans["compte"]! - owed);
  assert.deepEqual(
    [account("411000", 1)],
    whole("SELECT sum(solde) FROM comptes_clients"),
    "what customers owe is on their account",
  );
  const left = (genre: string) => whole(`SELECT sum(solde) FROM bons WHERE genre = '${genre}'`)[0];
  assert.equal(account("419800", -1), left("avoir"), "what vouchers are still worth");
  assert.equal(account("419100", -1), left("carte_cadeau"), "and gift cards");
  const deposits = whole("SELECT sum(ttc) FROM ventes_hors_champ WHERE nature = 'consigne'")[0];
  assert.equal(account("419600", -1), deposits, "what deposits were taken, less those given back");
  const drawer = whole("SELECT sum(compte) - (SELECT sum(fond) FROM sessions_caisse) FROM sessions_caisse")[0];
  const openings = whole("SELECT coalesce(sum(fond_ecart), 0) FROM sessions_caisse")[0];
  assert.equal(account("530000", 1), Number(drawer) + Number(openings), "cash is what drawers were counted with");
  const [annual] = whole("SELECT contenu FROM clotures WHERE genre = 'annee'");
  const { total_ttc, total_tva } = JSON.parse(String(annual));
  assert.deepEqual(whole("SELECT sum(total_ttc - hors_champ), sum(total_tva) FROM ventes WHERE etat = 'payee'"), [
    total_ttc,
    total_tva,
  ]);
});

/** The report of each period of a scheme in the year. */
function reports(names: readonly string[]): SalesReport[] {
  return names.map((name) => salesReport(year.look, name)!);
}
const MONTHS = Array.from({ length: 12 }, (_, at) => `2026-${String(at + 1).padStart(2, "0")}`);
const SCHEMES = {
  decades: MONTHS.flatMap((month) => [1, 2, 3].map((decade) => `${month}-D${decade}`)),
  months: MONTHS,
  pairs: [1, 2, 3, 4, 5, 6].map((pair) => `2026-B${pair}`),
};

Deno.test("its reports of sales: by decades, months or pairs of them every day once, as much per rate as tickets say; XML valid, days below nothing too", async () => {
  const expected = asked("SELECT taux, sum(ht) FROM ventes_tva GROUP BY taux");
  const files: string[] = [];
  for (const names of Object.values(SCHEMES)) {
    const all = reports(names);
    const days = all.flatMap(({ jours }) => jours);
    const found = Map.groupBy(days.flatMap(({ taux }) => taux), ({ taux }) => String(taux));
    const perRate = [...found].map(([rate, of]) => [rate, of.reduce((sum, { base }) => sum + base, 0)]);
    assert.deepEqual(Object.fromEntries(perRate.sort()), expected);
    assert.equal(
      days.reduce((sum, { ventes }) => sum + (ventes ?? 0), 0),
      whole("SELECT count(*) FROM ventes WHERE etat = 'payee' AND type = 'vente'")[0],
    );
    assert.ok(days.some(({ base }) => base < 0), "the premise: a day below nothing");
    assert.ok(days.every(({ base, taux }) => base === taux.reduce((sum, one) => sum + one.base, 0)), "totals come of rates");
    assert.ok(all.every(({ etat }) => etat === "prete"));
    files.push(...all.map((report, at) => reportXml(report, year.look.now, at % 2 === 1)));
    const invoiced = all.flatMap(({ factures }) => factures).filter(({ type }) => type === "vente");
    assert.deepEqual([invoiced.length], whole("SELECT count(*) FROM factures_demandees"));
  }
  assert.deepEqual(await schemaFaults(files) ?? [], []);
  const broken = await schemaFaults([files[0]!.replaceAll("<CategoryCode>TLB1</CategoryCode>", "")]);
  assert.notDeepEqual(broken, [], "the premise: the schemas are looked at");
});

/** What LibreOffice is to take a column for, by how the archive's dictionary calls its unit. */
const UNITS: Readonly<Record<string, CellKind>> = { texte: "text", "heure de la boutique": "date", "RFC 3339, UTC": "text" };

/** As the owner's page makes it, its look-ups answered by the books themselves. */
function exported(name: ExportName): Promise<string> {
  const query = (_: string, sql: string, params: readonly (string | number)[]) =>
    Promise.resolve({ rows: year.db.prepare(sql).all(...params) });
  const client = { query } as unknown as NetworkClient;
  return makeExport(name, { client, w: fr, zone: "Europe/Paris", from: "2026-03-01", until: "2026-03-31" });
}

Deno.test("a spreadsheet opens each table with codes as text, amounts as numbers and dates as dates", async () => {
  const written: Uint8Array<ArrayBuffer>[] = [];
  const order = { periode: "2026-03", version: "0", now: new Date(year.clock.at), partBytes: 10_000_000, verifier: "" };
  const key = Deno.readTextFileSync(`${year.folder.path}/fiscal.key`);
  makeArchive(year.db, key, order, (bytes) => written.push(bytes.slice() as Uint8Array<ArrayBuffer>));
  const archive = unzipSync(new Uint8Array(await new Blob(written).arrayBuffer()));
  const table = (name: string) => strFromU8(archive[name]!);
  const ledger = ledgerOf(year.look, "2026-03")!;
  const report = reports(["2026"].map(() => "2026-B2"))[0]!;
  const wholeYear = reports(MONTHS).flatMap(({ factures }) => factures);
  const files: Record<string, string> = {
    "journal-de-caisse.csv": cashJournalText(ledger),
    "ereporting.csv": reportCsv(report),
    "factures.csv": invoicesCsv(wholeYear),
    ...Object.fromEntries(Object.keys(archive).filter((name) => name.endsWith(".csv")).map((name) => [name, table(name)])),
  };
  for (const name of ["products", "customers", "stock", "sales"] as const) files[`${name}.csv`] = await exported(name);
  const all = { kind: null, userId: null, table: null, key: null, from: null, to: null, after: 0, before: 300 };
  const search = { ...all, order: "ASC", limit: 300 } as const;
  const localTime = (at: string) => `${inZone(at, "Europe/Paris", "day")} ${inZone(at, "Europe/Paris", "time")}`;
  files["journal.csv"] = [...exportedText(new JournalParts(new StatementCache(year.db), ""), search, "csv", localTime)].join("");
  const opened = await openedInLibreOffice(files);
  if (opened === null) return;
  const wanted: Record<string, Record<string, CellKind>> = {
    "journal-de-caisse.csv": {
      Date: "date",
      Pièce: "text",
      Écriture: "number",
      Compte: "text",
      Débit: "number",
      Crédit: "number",
    },
    "ereporting.csv": {
      Date: "date",
      Catégorie: "text",
      "Taux (%)": "number",
      "Base HT": "number",
      TVA: "number",
      Ventes: "number",
    },
    "factures.csv": { Date: "date", Ticket: "text", SIREN: "text", Cadre: "text", "Base HT": "number", TTC: "number" },
    "journal.csv": { seq: "number", local_time: "date", kind: "text", hash: "text" },
    "products.csv": { [fr.fields.code_barres]: "text", [fr.fields.prix_ttc]: "number", [fr.fields.tva]: "number" },
    "customers.csv": { [fr.fields.nom]: "text", [fr.fields.telephone]: "text" },
    "stock.csv": { [fr.fields.code_barres]: "text", [fr.fields.stock]: "number" },
    "sales.csv": { [fr.sales.day]: "date", [fr.sales.till]: "text", [fr.sales.number]: "number", [fr.sales.total]: "number" },
  };
  const dictionary = Papa.parse<string[]>(table("dictionnaire.csv").slice(1), { delimiter: ";" }).data.slice(1);
  for (const [file, column, , unit] of dictionary) {
    if (file === undefined || unit === undefined || column === "jour") continue;
    (wanted[file] ??= {})[column!] = UNITS[unit] ?? "number";
  }
  let looked = 0;
  for (const [file, columns] of Object.entries(wanted)) {
    const [head] = Papa.parse<string[]>(files[file]!.replace("\uFEFF", ""), { delimiter: ";" }).data;
    const rows: CellKind[][] = opened.get(file)!.slice(1).filter((row) => row.some((kind) => kind !== "empty"));
    for (const [column, kind] of Object.entries(columns)) {
      const at = head!.indexOf(column);
      const kinds: Set<CellKind> = new Set(rows.map((row) => row[at] ?? "empty").filter((found) => found !== "empty"));
      assert.ok([...kinds].every((found) => found === kind), `${file} ${column}: ${[...kinds]}, not ${kind}`);
      looked += kinds.size;
    }
  }
  assert.ok(looked > 50, "the premise: columns were looked at");
});
