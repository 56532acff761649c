/**
 * A whole year of a shop that opens every day, handed over to the accountant and the State, and looked at as the suite looks at a
 * small one. `--out DIR` leaves the files there: entries, cash journal, reports of sales, invoices and the archive.
 *
 * `deno task year [--tickets 30] [--seed N] [--out DIR]`
 */
import { parseArgs } from "node:util";
import { cashJournalText } from "../server/shop/accounting/cash_journal.ts";
import { fecText, latin9 } from "../server/shop/accounting/fec.ts";
import { ledgerOf } from "../server/shop/accounting/ledger.ts";
import { reportCsv, reportXml } from "../server/shop/ereporting/files.ts";
import { invoicesCsv } from "../server/shop/ereporting/invoices.ts";
import { salesReport } from "../server/shop/ereporting/report.ts";
import { makeArchive } from "../server/shop/fiscal/archive/archive.ts";
import { makeYear } from "../tests/support/demo_year.ts";
import type { YearPlan } from "../tests/support/year_shop.ts";

const { values } = parseArgs({
  args: Deno.args,
  options: {
    tickets: { type: "string", default: "30" },
    seed: { type: "string", default: "20261129" },
    out: { type: "string" },
  },
});
const plan: YearPlan = { year: 2026, seed: Number(values.seed), every: 1, tickets: Number(values.tickets) };
if (!(Number.isSafeInteger(plan.tickets) && plan.tickets > 0 && Number.isSafeInteger(plan.seed))) {
  console.error("--tickets wants a whole number of tickets a day, --seed a whole number.");
  Deno.exit(2);
}
if (values.out !== undefined) await leave(plan, values.out);
const looked = new Deno.Command(Deno.execPath(), {
  args: ["test", "-A", "--no-check", new URL("../tests/shop/demo_year_test.ts", import.meta.url).pathname],
  env: { COMPTOIR_TEST_YEAR: JSON.stringify(plan) },
});
Deno.exit((await looked.spawn().status).code);

async function leave(plan: YearPlan, out: string): Promise<void> {
  await using year = await makeYear(plan);
  Deno.mkdirSync(out, { recursive: true });
  const file = (name: string, content: string | Uint8Array) =>
    typeof content === "string"
      ? Deno.writeTextFileSync(`${out}/${name}`, content)
      : Deno.writeFileSync(`${out}/${name}`, content);
  const ledger = ledgerOf(year.look, String(plan.year))!;
  file(ledger.fichier_fec!, latin9(fecText(ledger.ecritures)));
  file("journal-de-caisse.csv", cashJournalText(ledger));
  for (let month = 1; month <= 12; month++) {
    const name = `${plan.year}-${String(month).padStart(2, "0")}`;
    const report = salesReport(year.look, name)!;
    file(`ereporting-${name}.csv`, reportCsv(report));
    file(`ereporting-${name}-factures.csv`, invoicesCsv(report.factures));
    file(`ereporting-${name}.xml`, reportXml(report, year.look.now, false));
  }
  using archive = Deno.openSync(`${out}/archive-${plan.year}.zip`, { write: true, create: true, truncate: true });
  const order = { periode: String(plan.year), version: "0", now: new Date(year.clock.at), partBytes: 100_000_000, verifier: "" };
  makeArchive(year.db, Deno.readTextFileSync(`${year.folder.path}/fiscal.key`), order, (bytes) => void archive.writeSync(bytes));
  console.log(`the year's files are in ${out}`);
}
