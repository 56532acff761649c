/** Labels of articles on a receipt printer: name, price of a kilo where it is weighed, the code that a scanner reads; each cut, few to a job. */
import assert from "node:assert/strict";
import { eventually } from "../support/feed.ts";
import { TestPrinter } from "../support/printer.ts";
import { CAFE, command, LAMPE, ok, PAIN, POMMES, refused, Shop } from "../support/shop.ts";

for (const language of ["escpos", "star"] as const) {
  Deno.test(`labels come out of a printer that speaks ${language}`, async () => {
    await using shop = await Shop.open(["chloe"]);
    await using printer = await TestPrinter.open();
    printer.language = language;
    const { owner } = shop;
    const { last_insert_id: id } = ok(
      await owner.query(
        "insert",
        "INSERT INTO imprimantes (nom, adresse, langage, repond, papier, colonnes, table_codes) VALUES ('Étiquettes', ?, ?, ?, 58, 32, 32)",
        [printer.address, language, language === "star" ? 0 : 1],
      ),
    );
    const set = (product: number, change: string) =>
      owner.query("update", `UPDATE produits SET ${change} WHERE id = ?`, [product]);
    ok(await set(POMMES, "unite = 'kg', code_barres = '3017620422003'"));
    ok(await set(CAFE, "code_barres = '96385074'"));
    ok(await set(LAMPE, "code_barres = '036000291452'"));
    ok(await set(PAIN, "prix_libre = 1, prix_ttc = 0"));
    ok(
      await owner.query(
        "insert",
        "INSERT INTO codes_produits (code, produit_id, quantite) VALUES ('LOT-6', ?, 6000), ('UN', ?, 1000)",
        [PAIN, PAIN],
      ),
    );
    const send = (articles: unknown, person = owner, to = id) =>
      command(person, `/api/imprimantes/${to}/etiquettes`, { articles });
    const { impressions } = ok(await send([POMMES, CAFE, LAMPE, PAIN].map((id) => ({ id }))));
    assert.equal(impressions.length, 1);
    await eventually(() => printer.documents.length === 1, "the labels arrive");
    const [labels] = printer.documents;
    assert.deepEqual(labels!.codes, ["3017620422003", "96385074", "0036000291452", "UN"]);
    const lines = labels!.lines.map((line) => line.trim()).filter((line) => line !== "");
    assert.deepEqual(lines, [
      ...["Pommes (kg)", "3,33\u00a0€/kg", "3017620422003"],
      ...["Café", "5,00\u00a0€", "96385074"],
      ...["Lampe", "20,00\u00a0€", "036000291452"],
      ...["Pain", "UN"],
    ]);
    const cuts = printer.arrived.flatMap(({ document }) => document).filter((byte, at, all) =>
      language === "star" ? byte === 0x1b && all[at + 1] === 0x64 : byte === 0x1d && all[at + 1] === 0x56
    );
    assert.equal(cuts.length, 4, "each is torn off");

    // Few to a job, in their order.
    assert.equal(ok(await send([{ id: PAIN, nombre: 13 }, { id: LAMPE, nombre: 12 }])).impressions.length, 3);
    await eventually(() => printer.documents.length === 4, "they all arrive");
    assert.deepEqual(printer.documents.slice(1).map(({ codes }) => codes.length), [10, 10, 5]);

    refused(await send([{ id: 999 }]), 404, "not_found");
    refused(await send([{ id: PAIN }], owner, id + 1), 404, "not_found");
    refused(await send([{ id: PAIN }], shop.chloe), 403, "forbidden");
    for (
      const articles of [
        [],
        [{ id: PAIN, nombre: 0 }],
        [{ id: PAIN, nombre: 101 }],
        [{ id: PAIN, nombre: 60 }, { id: CAFE, nombre: 60 }],
        [{ id: "1" }],
        "1",
      ]
    ) {
      refused(await send(articles), 400, "invalid_body");
    }
  });
}
