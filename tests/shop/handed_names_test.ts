/** Names that a shop can have, in what is handed over: no text of any letters makes entries or a report that is refused. */
import assert from "node:assert/strict";
import fc from "fast-check";
import type { EntryLine } from "../../server/shop/accounting/entries.ts";
import { fecName, fecText, latin9 } from "../../server/shop/accounting/fec.ts";
import { reportXml } from "../../server/shop/ereporting/files.ts";
import { reportPeriod } from "../../server/shop/ereporting/periods.ts";
import { salesReport } from "../../server/shop/ereporting/report.ts";
import { YearDay, YearMemory } from "../support/demo_year_day.ts";
import { fecFaults } from "../support/fec.ts";
import { schemaFaults } from "../support/flux10.ts";
import { YearShop } from "../support/year_shop.ts";

const SEED = 20_261_129;
/** Letters that files are made of, and any other there are. */
const LETTER = fc.oneof(
  fc.constantFrom(...`|\t\r\n;,.&<>"'=€œ \u00a0\u2028\u0085a1`),
  fc.string({ unit: "binary", minLength: 1, maxLength: 1 }),
);
const SHOP_TEXTS = fc.array(LETTER, { minLength: 1, maxLength: 100 }).map((letters) => letters.join(""))
  .filter((text) => text.trim() !== "");

Deno.test("no name that a shop can have makes a file that is refused: entries by a checker, the report by the State's schemas", async () => {
  const line = (libelle: string): EntryLine => ({
    ...{ lettre: "A", compte: "530000", compte_libelle: libelle, libelle: `Z-1 ${libelle}` },
    ...{ debit: 100, credit: 0 },
  });
  fc.assert(
    fc.property(fc.array(SHOP_TEXTS, { minLength: 1, maxLength: 5 }), (names) => {
      const lignes = names.flatMap((name) => [line(name), { ...line(name), debit: 0, credit: 100 }]);
      const entry = { numero: 1, date: "2026-03-10", piece: "Z-1", validee_le: "2026-03-11", lignes };
      assert.deepEqual(fecFaults(fecName("732829320", "2026-12-31"), latin9(fecText([entry])), "20260101", "20261231"), []);
    }),
    { seed: SEED },
  );
  const seen = (change: (text: string) => string) => {
    const entry = { numero: 1, date: "2026-03-10", piece: "Z-1", validee_le: "2026-03-11" };
    const text = fecText([{ ...entry, lignes: [line("a"), { ...line("b"), debit: 0, credit: 100 }] }]);
    return fecFaults("732829320FEC20261231.txt", latin9(change(text)), "20260101", "20261231").length > 0;
  };
  const wrongs: [string | RegExp, string][] = [
    ...[["1,00", "1.00"], ["1,00", "2,00"], ["20260310", "20260231"], ["20260310", "20250310"], [/\tb\t/, "\t\t"], [
      "\tCaisse",
      "",
    ]],
    ...[[/\t/g, ";"], [/\r\n/g, "\n"], ["CA\tCaisse\t1", "CA\tCaisse\t3"], ["1,00", "-1,00"], ["1,00", "1 000,00"]],
  ] as [string | RegExp, string][];
  for (const [from, to] of wrongs) assert.ok(seen((text) => text.replace(from, to)), `the premise: ${from} is seen as ${to}`);

  await using shop = await YearShop.make({ year: 2026, seed: SEED, every: 1, tickets: 7 });
  new YearDay(shop, new YearMemory(), "2026-01-10", 0).live();
  const report = salesReport(shop.look, "2026-01")!;
  assert.ok(report.jours.some(({ base }) => base > 0), "the premise: something was sold");
  const named = fc.sample(SHOP_TEXTS, { seed: SEED, numRuns: 60 });
  assert.deepEqual(await schemaFaults(named.map((nom) => reportXml({ ...report, nom }, shop.look.now, false))) ?? [], []);
  assert.equal(reportPeriod("2026-01", "simplifie")!.au, "2026-01-31");
});
