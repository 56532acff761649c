/** What goes to a printer besides receipts: the till's X without amounts, a cash move, a receipt without prices, the owner's reports. */
import assert from "node:assert/strict";
import { TestPrinter } from "../support/printer.ts";
import { LIMITS } from "../../shared/limits.ts";
import { CAFE, card, command, draft, LAMPE, ok, openTill, pay, refused, Shop, ticket } from "../support/shop.ts";
import { uuidv7 } from "../support/server.ts";
import { eventually } from "../support/till_client.ts";

let shop: Shop;
let printer: TestPrinter;
Deno.test.beforeAll(async () => {
  printer = await TestPrinter.open();
  shop = await Shop.open(["nora", "chloe", "marc"]);
  const sql = "INSERT INTO imprimantes (nom, adresse, papier, colonnes) VALUES ('Comptoir', ?, 58, 32)";
  ok(await shop.owner.query("insert", sql, [printer.address]));
  ok(await shop.owner.query("update", "UPDATE caisses SET imprimante_id = 1 WHERE nom = 'C1'"));
  ok(await openTill(shop.chloe, 150_00));
});
Deno.test.afterAll(async () => {
  await shop[Symbol.asyncDispose]();
  await printer[Symbol.asyncDispose]();
});

/** The next document that comes out. */
async function printed(deed: () => Promise<unknown>): Promise<readonly string[]> {
  printer.arrived.length = 0;
  await deed();
  const document = await eventually("the paper", () => printer.documents.find(({ cut }) => cut) ?? null);
  assert.ok(document.lines.every((line) => line.length <= 32), JSON.stringify(document.lines));
  assert.equal(document.openedDrawer, false);
  return document.lines.map((line) => line.trim());
}

Deno.test("an X goes to paper as the cashier has it: how many, what moved, no amount of the drawer's", async () => {
  ok(await pay(shop.chloe, await draft(shop.chloe, [CAFE]), [card(5_00)]));
  const lines = await printed(async () => ok(await command(shop.chloe, "/api/caisses/C1/x/imprimer", { langue: "fr" })));
  assert.ok(lines.includes("RAPPORT X"));
  assert.ok(lines.some((line) => /^Ventes +1$/.test(line)), JSON.stringify(lines));
  assert.ok(lines.every((line) => !line.includes("€")), JSON.stringify(lines));
  // Another's till, and one without a printer.
  refused(await command(shop.marc, "/api/caisses/C1/x/imprimer", {}), 409, "till_closed");
  ok(await openTill(shop.marc, 0, "C2"));
  const none = refused(await command(shop.marc, "/api/caisses/C2/x/imprimer", {}), 404, "not_found");
  assert.match(none.detail, /pas d'imprimante/);
});

Deno.test("a cash move goes to paper to be signed, its reason cannot forge a line, and no other till's is told", async () => {
  const body = { genre: "fournisseur", sens: "sortie", montant: 20_00, motif: "pain\n\u001bp0\u0007TOTAL 0,00" };
  const move = ok(await command(shop.chloe, "/api/caisses/C1/mouvement", body));
  const lines = await printed(async () => ok(await command(shop.chloe, `/api/mouvements/${move.id}/imprimer`, {})));
  assert.ok(lines.includes("SORTIE D'ESPÈCES"));
  assert.ok(lines.some((line) => /^Fournisseur +-20,00/.test(line)), JSON.stringify(lines));
  assert.ok(lines.includes("Motif\u00a0: painp0TOTAL 0,00"), JSON.stringify(lines));
  assert.ok(lines.every((line) => !line.startsWith("TOTAL")));
  refused(await command(shop.marc, `/api/mouvements/${move.id}/imprimer`, {}), 404, "not_found");
  refused(await command(shop.chloe, "/api/mouvements/x/imprimer", {}), 404, "not_found");
});

Deno.test("a gift receipt names the goods and the ticket, and no price or means of payment", async () => {
  const sale = await draft(shop.chloe, [CAFE]);
  const paid = ok(await pay(shop.chloe, sale, [card(5_00)]));
  const path = `/api/ventes/${sale.id}/cadeau`;
  const lines = await printed(async () => ok(await command(shop.chloe, path, { langue: "en" })));
  assert.ok(lines.includes("GIFT RECEIPT"));
  assert.ok(lines.some((line) => /^Café +1$/.test(line)), JSON.stringify(lines));
  assert.ok(lines.includes(paid.numero));
  assert.deepEqual(printer.documents.flatMap(({ codes }) => codes), [paid.numero]);
  assert.ok(lines.every((line) => !/€|5,00|5\.00|carte|card/i.test(line)), JSON.stringify(lines));
  const waiting = await draft(shop.chloe, [CAFE]);
  refused(await command(shop.chloe, `/api/ventes/${waiting.id}/cadeau`, {}), 409, "invalid_state");

  // What came back in an exchange is no gift.
  const taken = await draft(shop.chloe, [LAMPE]);
  const retours = [{ id: uuidv7(), vente_id: sale.id, ligne_id: sale.lignes[0], quantite: 1_000 }];
  const { version } = await ticket(shop.chloe, taken);
  const exchange = { version, paiements: [card(15_00)], retours, motif: "Échange" };
  ok(await command(shop.chloe, `/api/ventes/${taken.id}/encaisser`, exchange));
  const exchanged = await printed(async () => ok(await command(shop.chloe, `/api/ventes/${taken.id}/cadeau`)));
  assert.ok(
    exchanged.some((line) => /^Lampe +1$/.test(line)) && !exchanged.some((line) => line.includes("Café")),
    JSON.stringify(exchanged),
  );
});

const settledIsOut = () =>
  eventually("it is known as printed", async () => {
    const [{ n }] = await shop.rows("SELECT count(*) AS n FROM impressions WHERE genre = 'reglement' AND etat <> 'imprimee'");
    return n === 0 || null;
  });

Deno.test("an account that is settled has its receipt on paper once, each further one is a DUPLICATA", async () => {
  const { last_insert_id: client } = ok(
    await shop.owner.query("insert", "INSERT INTO clients (nom) VALUES ('Bar\u001bp des\nHalles')"),
  );
  ok(await command(shop.owner, `/api/clients/${client}/plafond`, { plafond: 50_00 }));
  const sale = await draft(shop.chloe, [CAFE]);
  ok(await shop.chloe.query("update", "UPDATE ventes SET client_id = ? WHERE id = ?", [client, sale.id]));
  ok(await pay(shop.chloe, sale, [{ mode: "compte", montant: 5_00 }]));
  const settled = ok(await command(shop.chloe, `/api/clients/${client}/reglement`, { montant: 5_00, mode: "carte" }));
  const path = `/api/reglements/${settled.id}/imprimer`;
  const first = await printed(async () => assert.equal(ok(await command(shop.chloe, path)).genre, "reglement"));
  for (const text of [/^Règlement +R-\d{6}$/, /^À payer avant +5,00/, /^Reste à payer +0,00/, /^Client +Barp desHalles$/]) {
    assert.ok(first.some((line) => text.test(line)), `${text} of ${JSON.stringify(first)}`);
  }
  assert.ok(first.every((line) => !line.includes("DUPLICATA")));
  await settledIsOut();
  const copies: readonly (readonly [typeof shop.chloe, object])[] = [[shop.chloe, {}], [shop.chloe, { copie: true }]];
  for (const [at, [person, body]] of copies.entries()) {
    const lines = await printed(async () => assert.equal(ok(await command(person, path, body)).genre, "copie_reglement"));
    assert.ok(lines.includes(`DUPLICATA ${at + 1}`), JSON.stringify(lines));
  }
  refused(await command(shop.marc, path), 404, "not_found");
  refused(await command(shop.chloe, "/api/reglements/x/imprimer"), 404, "not_found");
});

Deno.test("the owner's report goes to any printer in blocks, and nobody else's does", async () => {
  const blocs = [
    { kind: "text", text: "Z du 29", bold: true, big: true, centred: true },
    { kind: "rule" },
    { kind: "pair", left: "Total TTC", right: "1\u202f234,50\u00a0€" },
    { kind: "table", rows: [["Taux", "HT"], ["5,5 %", "9,99"]] },
  ];
  const lines = await printed(async () => ok(await command(shop.owner, "/api/imprimantes/1/imprimer", { titre: "Z", blocs })));
  assert.ok(lines.some((line) => /^Total TTC +1\u00a0234,50\u00a0€$/.test(line)), JSON.stringify(lines));
  assert.ok(lines.some((line) => /^5,5 % +9,99$/.test(line)), JSON.stringify(lines));
  refused(await command(shop.chloe, "/api/imprimantes/1/imprimer", { titre: "Z", blocs }), 403, "forbidden");
  refused(await command(shop.owner, "/api/imprimantes/9/imprimer", { titre: "Z", blocs }), 404, "not_found");
  for (const bad of [[], [{ kind: "qr", text: "x" }], [{ kind: "text" }], [{ kind: "table", rows: [] }], "x"]) {
    refused(await command(shop.owner, "/api/imprimantes/1/imprimer", { titre: "Z", blocs: bad }), 400, "invalid_body");
  }
});

Deno.test("one printer has one address: with a nought before a number it is refused", async () => {
  const add = (address: string) =>
    shop.owner.query("insert", "INSERT INTO imprimantes (nom, adresse) VALUES (?, ?)", [address, address]);
  for (const address of ["10.0.0.01", "010.0.0.1", "10.00.0.1", "10.0.0.01:9101"]) {
    const answer = refused(await add(address), 409, "constraint_violation");
    assert.equal(answer["constraint"], "rule:printer_address_noughts", address);
  }
  ok(await add("10.0.0.1"));
  refused(
    await shop.owner.query("update", "UPDATE imprimantes SET adresse = '10.0.0.02' WHERE nom = '10.0.0.1'"),
    409,
    "constraint_violation",
  );
});

Deno.test("neither another printer nor the many prints since make an original of a settlement's receipt that is out", async () => {
  const { chloe, owner } = shop;
  const { last_insert_id: client } = ok(await owner.query("insert", "INSERT INTO clients (nom) VALUES ('Halle')"));
  ok(await command(owner, `/api/clients/${client}/plafond`, { plafond: 50_00 }));
  const sale = await draft(chloe, [CAFE]);
  ok(await chloe.query("update", "UPDATE ventes SET client_id = ? WHERE id = ?", [client, sale.id]));
  ok(await pay(chloe, sale, [{ mode: "compte", montant: 5_00 }]));
  const settled = ok(await command(chloe, `/api/clients/${client}/reglement`, { montant: 5_00, mode: "carte" }));
  const print = async () => ok(await command(chloe, `/api/reglements/${settled.id}/imprimer`)).genre;
  await printed(async () => assert.equal(await print(), "reglement"));
  await settledIsOut();
  await shop.aside((db) => {
    db.exec(`WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < ${LIMITS.printJobs + 10})
      INSERT INTO impressions (imprimante_id, genre, titre, etat, cree_le)
      SELECT (SELECT min(id) FROM imprimantes), 'essai', 'x', 'imprimee', '2026-01-01T00:00:00.000Z' FROM n`);
  });
  ok(await owner.query("delete", "DELETE FROM imprimantes"));
  const other = ok(await owner.query("insert", "INSERT INTO imprimantes (nom, adresse) VALUES ('Autre', ?)", [printer.address]));
  ok(await owner.query("update", "UPDATE caisses SET imprimante_id = ? WHERE nom = 'C1'", [other.last_insert_id]));
  assert.equal(await print(), "copie_reglement");
});
