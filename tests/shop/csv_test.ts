/** CSV files that leave the shop: no cell is a formula to whoever opens them, and numbers are numbers. */
import assert from "node:assert/strict";
import { strFromU8, unzipSync } from "fflate";
// @deno-types="npm:@types/papaparse@5.5.2"
import Papa from "papaparse";
import { fetchArchive } from "../support/verifier.ts";
import { CAFE, card, draft, ok, openTill, pay, refund, Shop } from "../support/shop.ts";

/** What a spreadsheet might run; each is the label of a product. */
const FORMULAS = [
  "=1+1",
  "+33 1",
  "-2",
  "@SUM(A1)",
  "=1\n2",
  "x\n=1",
  "x\r\n=1",
  "x\r=1",
  "x\n\n \t=1",
  "x\u2028=1",
  "x\v@y",
  "\n=1",
  " =1",
  "\u00a0=1",
  "\u200b=1",
  "\t=1",
  "\tx",
  "\rx",
  "\u0001=1",
  "＝1",
];
const HARMLESS = ["Thé = vert", "Papier A4, -50 %", "a-b\r\nc+d", "l'été", 'dit "bon"; =1'];

/** Whether a spreadsheet might take a line of the cell for a formula, told in other words than the program's. */
function isFormula(cell: string): boolean {
  return cell.split(/\r\n|[\n\v\f\r\u0085\u2028\u2029]/).some((line) =>
    /^[\t\r]/.test(line) || "=+-@＝＋－＠".includes([...line].find((char) => !/[\p{Z}\p{C}]/u.test(char)) ?? "x")
  );
}

Deno.test("no cell of an archive or of the journal's export is a formula, behind a line break neither; negative amounts stay numbers", async () => {
  await using shop = await Shop.open(["chloe"]);
  const labels = [...FORMULAS, ...HARMLESS];
  for (const [at, label] of labels.entries()) {
    ok(await shop.owner.query("insert", "INSERT INTO produits (id, libelle, prix_ttc) VALUES (?, ?, 200)", [100 + at, label]));
  }
  ok(await openTill(shop.chloe));
  const all = await draft(shop.chloe, [CAFE, ...labels.map((_, at) => 100 + at)]);
  ok(await pay(shop.chloe, all, [card(500 + 200 * labels.length)]));
  ok(await refund(shop.chloe, all, { [all.lignes[0]!]: 1_000 }, [card(500)]));

  const files = unzipSync(await fetchArchive(shop.owner, shop.jour()));
  const journal = await (await shop.owner.get("/api/journal/export?format=csv")).text();
  const texts = [...["tickets.csv", "lignes.csv", "paiements.csv"].map((name) => strFromU8(files[name]!)), journal];
  const [tickets, lines, payments] = texts.map((text) => Papa.parse<string[]>(text.replace(/^\uFEFF/, "").trimEnd()).data);
  for (const [name, text] of Object.entries({ tickets: texts[0]!, lines: texts[1]!, payments: texts[2]!, journal })) {
    const cells = Papa.parse<string[]>(text.replace(/^\uFEFF/, "").trimEnd()).data.flat();
    const found = cells.filter((cell) => isFormula(cell) && !/^-?\d+(?:,\d\d)?$/.test(cell));
    assert.deepEqual(found, [], `${name}: a formula`);
  }
  const shown = lines!.slice(1).map((cells) => cells[2]!);
  assert.ok(FORMULAS.every((label) => !shown.includes(label)), "the premise: each of them was one");
  for (const label of HARMLESS) assert.ok(shown.includes(label), `${label} is as it was`);
  assert.deepEqual(
    FORMULAS.filter((label) => !shown.some((cell) => cell.replaceAll("'", "") === label)),
    [],
    "no more is changed",
  );
  const total = (rows: string[][], name: string) => rows.slice(1).map((cells) => cells[rows[0]!.indexOf(name)]);
  assert.ok(total(tickets!, "total_ttc").includes("-500"), "a refund's total is a number");
  assert.ok(total(lines!, "quantite").includes("-1000"), "and its quantity");
  assert.ok(total(payments!, "montant").includes("-500"), "and its payment");
});
