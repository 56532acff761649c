/** A printer that pulls its plug in the middle of a shop's prints: each is out once or told as unknown, never twice, and the queue goes on. */
import assert from "node:assert/strict";
import { eventually } from "../support/feed.ts";
import { TestPrinter } from "../support/printer.ts";
import { CAFE, card, command, draft, ok, openTill, pay, Shop } from "../support/shop.ts";

/** Of the three questions that a printer is asked before a job, and after it. */
const QUESTIONS = 9;
const BLOCKS = [{ kind: "text", text: "Z" }];

for (const language of ["escpos", "star"] as const) {
  Deno.test(`the plug of a printer (${language}) pulled at each byte of a job of the shop's: it is out once or unknown, and the next one is printed`, async () => {
    await using shop = await Shop.open([]);
    await using printer = await TestPrinter.open();
    printer.language = language;
    const [table, answers] = language === "star" ? [32, 0] : [16, 1];
    const add = "INSERT INTO imprimantes (id, nom, adresse, langage, table_codes, repond) VALUES (1, 'Comptoir', ?, ?, ?, ?)";
    ok(await shop.owner.query("insert", add, [printer.address, language, table, answers]));
    const ended = async (): Promise<string> => {
      const { id } = ok(await command(shop.owner, "/api/imprimantes/1/imprimer", { titre: "Z", blocs: BLOCKS }));
      let etat = "";
      await eventually(async () => {
        etat = (await shop.rows("SELECT etat FROM impressions WHERE id = ?", [id]))[0].etat;
        return etat !== "en_attente" && etat !== "envoyee";
      }, "the print ends");
      return etat;
    };
    assert.equal(await ended(), "imprimee");
    const whole = printer.arrived[0]!.document.length;
    const around = answers * QUESTIONS;
    const seen = new Map<string, number>();
    for (let byte = 0; byte <= around + whole + around; byte++) {
      printer.faults.pulledAt = byte;
      printer.arrived.length = 0;
      const state = await ended();
      seen.set(state, (seen.get(state) ?? 0) + 1);
      const came = printer.arrived.filter(({ document }) => document.length > 0);
      const told = `at byte ${byte}: ${state}`;
      assert.ok(came.length <= 1, told);
      if (state === "refusee") assert.equal(came.length, 0, told);
      if (state === "imprimee") assert.equal(came[0]?.document.length, whole, told);
      // What was cut holds up nothing, and does not come out behind the next one.
      printer.faults.pulledAt = null;
      printer.arrived.length = 0;
      assert.equal(await ended(), "imprimee", `after ${told}`);
      assert.deepEqual(printer.arrived.map(({ document }) => document.length), [whole], `after ${told}`);
    }
    assert.ok(seen.get("inconnue")! >= whole, JSON.stringify([...seen]));
    if (answers === 1) assert.ok(seen.get("refusee")! >= QUESTIONS - 1 && seen.get("imprimee")! >= 1, JSON.stringify([...seen]));
  });
}

Deno.test("a receipt whose printer pulled its plug on the way is out once or asked about: printed again it is a DUPLICATA", async () => {
  await using shop = await Shop.open(["chloe"]);
  await using printer = await TestPrinter.open();
  const { owner, chloe } = shop;
  ok(await owner.query("insert", "INSERT INTO imprimantes (id, nom, adresse) VALUES (1, 'Comptoir', ?)", [printer.address]));
  ok(await owner.query("update", "UPDATE caisses SET imprimante_id = 1 WHERE nom = 'C1'"));
  ok(await command(owner, "/api/boutique/logo", { logo: { largeur: 64, points: btoa("7".repeat(8 * 40)) } }));
  ok(await openTill(chloe));
  const stateOf = async (id: number) => (await shop.rows("SELECT etat FROM impressions WHERE id = ?", [id]))[0].etat;
  const settled = (id: number) =>
    eventually(async () => !["en_attente", "envoyee"].includes(await stateOf(id)), "the print ends");
  // At the first question, in the logo, in the text, in the code, at the knife, at the last question.
  for (const byte of [4, QUESTIONS + 100, QUESTIONS + 400, QUESTIONS + 900, QUESTIONS + 1_200, QUESTIONS + 1_400]) {
    const sale = await draft(chloe, [CAFE]);
    ok(await pay(chloe, sale, [card(500)]));
    printer.faults.pulledAt = byte;
    const first = ok(await command(chloe, `/api/ventes/${sale.id}/imprimer`));
    await settled(first.id);
    const state = await stateOf(first.id);
    printer.faults.pulledAt = null;
    printer.arrived.length = 0;
    const again = ok(await command(chloe, `/api/ventes/${sale.id}/imprimer`));
    await settled(again.id);
    assert.equal(again.genre, state === "refusee" ? "recu" : "duplicata", `at byte ${byte}: ${state}`);
    const isCopy = printer.documents[0]!.lines.some((line) => line.includes("DUPLICATA"));
    assert.deepEqual([printer.documents.length, isCopy], [1, state !== "refusee"], `at byte ${byte}: ${state}`);
  }
});
