/** A Star at a till: its receipt, its drawer and its test ticket, in its own language; it does not say how it is, and nobody asks. */
import assert from "node:assert/strict";
import { eventually } from "../support/feed.ts";
import { TestPrinter } from "../support/printer.ts";
import { CAFE, cash, command, draft, ok, openTill, pay, refused, Shop } from "../support/shop.ts";

Deno.test("a Star prints receipts and opens its drawer without being asked how it is", async () => {
  await using shop = await Shop.open(["chloe"]);
  await using printer = await TestPrinter.open();
  printer.language = "star";
  const { owner, chloe } = shop;
  const add = (langage: string, repond: number) =>
    owner.query(
      "insert",
      "INSERT INTO imprimantes (nom, adresse, langage, repond, table_codes, tiroir) VALUES ('Star', ?, ?, ?, 32, 1)",
      [printer.address, langage, repond],
    );
  for (const [langage, repond] of [["star", 1], ["epson", 0], ["", 0]] as const) {
    assert.equal(refused(await add(langage, repond), 409, "constraint_violation").constraint, "rule:printer_language");
  }
  const { last_insert_id: id } = ok(await add("star", 0));
  ok(await owner.query("update", "UPDATE caisses SET imprimante_id = ? WHERE nom = 'C1'", [id]));
  ok(await openTill(chloe));
  ok(await command(owner, `/api/imprimantes/${id}/essai`));
  await eventually(() => printer.documents.length === 1, "the test ticket arrives");
  assert.ok(printer.documents[0]!.lines.some((line) => line.startsWith("32: é è à ç œ Œ € « »")));
  const sale = await draft(chloe, [CAFE]);
  const { numero } = ok(await pay(chloe, sale, [cash(500)]));
  ok(await command(chloe, `/api/ventes/${sale.id}/imprimer`));
  await eventually(() => printer.documents.length === 3, "drawer and receipt arrive");
  const [, drawer, receipt] = printer.documents;
  assert.deepEqual([drawer!.openedDrawer, drawer!.lines], [true, []]);
  assert.deepEqual([receipt!.openedDrawer, receipt!.cut, receipt!.codes, receipt!.table], [false, true, [numero], 32]);
  assert.ok(receipt!.lines.some((line) => line.includes("5,00\u00a0€")));
  await eventually(
    async () => (await shop.rows("SELECT etat FROM impressions")).every(({ etat }) => etat === "imprimee"),
    "all of it is printed",
  );
});
