/** A day's sums and a period's invoices are found by their day and tickets, however much the shop has gathered over the years. */
import assert from "node:assert/strict";
import { Counter } from "../../scripts/days/counter.ts";
import type { Look } from "../../server/database/application.ts";
import { closingOf } from "../../server/shop/closings_made.ts";
import { invoicedCount } from "../../server/shop/ereporting/invoices.ts";
import { totalsOf } from "../../server/shop/totals.ts";

const DAY = "2026-01-05";
const BOUNDS = { first: DAY, last: DAY };
/** What stays small, or is no table. */
const SMALL = /^SCAN (?:\d-ROW VALUES|CONSTANT|\(|[fg]$|fuseaux$|factures_demandees$)/;

Deno.test("neither a day's Z, nor a second one, nor the list of reports walks through all that there ever was", async () => {
  const counter = await Counter.open(DAY, { patron: "administrateur", chloe: "caisse" });
  try {
    counter.must("chloe", "caisses.ouvrir", { nom: "C1", fond: 0 });
    counter.must("chloe", "caisses.fermer", { nom: "C1", compte: 0 });
    counter.must("patron", "clotures.cloturer", { genre: "jour", periode: DAY });
    const steps: string[] = [];
    const rows = (sql: string, params: readonly never[]) => {
      steps.push(...counter.rows(`EXPLAIN QUERY PLAN ${sql}`, ...params).map(({ detail }) => detail));
      return counter.rows(sql, ...params);
    };
    const look = {
      get: (sql: string, ...params: never[]) => rows(sql, params)[0],
      all: (sql: string, ...params: never[]) => rows(sql, params),
    } as unknown as Look;
    totalsOf(look, "jour", BOUNDS, null);
    totalsOf(look, "jour", BOUNDS, closingOf(look, "jour", DAY));
    invoicedCount(look, { du: DAY, au: DAY });
    assert.ok(steps.length > 50, "the premise: plans were told");
    assert.deepEqual(steps.filter((step) => step.startsWith("SCAN") && !SMALL.test(step)), []);
    assert.ok(steps.some((step) => step.includes("journal_fiscal_horodatage")), "what was dropped is found by its moment");
  } finally {
    await counter.close();
  }
});
