/** A ticket in somebody's hand: who has it, what it was when they saw it, and what two do to it at the same moment. */
import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { type Person, uuidv7 } from "../support/server.ts";
import {
  CAFE,
  cancel,
  cash,
  command,
  draft,
  giveBack,
  ok,
  openTill,
  PAIN,
  pay,
  refused,
  type Sale,
  send,
  sent,
  Shop,
  take,
  takeBack,
  ticket,
  type Worker,
} from "../support/shop.ts";

let shop: Shop;
Deno.test.beforeAll(async () => {
  shop = await Shop.open(["nora", "paul", "chloe", "marc"]);
  ok(await openTill(shop.chloe));
  ok(await openTill(shop.marc, 0, "C2"));
});
Deno.test.afterAll(() => shop[Symbol.asyncDispose]());

const why = { motif: "le client revient demain" };
const idOf = async (who: Worker) => (await shop.rows("SELECT id FROM equipe WHERE nom = ?", [who]))[0].id;
type Act = (person: Person, sale: Sale) => ReturnType<typeof send>;
const encaisser: Act = (person, sale) => pay(person, sale, [cash(500)]);

Deno.test("a cashier's hold keeps another out, is named, can be broken with a reason, and ends by itself", async () => {
  const sale = await sent(shop.nora, [CAFE]);
  const mine = ok(await take(shop.chloe, sale));
  assert.equal(mine.caissier_id, await idOf("chloe"));
  const minutes = (Date.parse(mine.bail_jusqua) - Date.now()) / 60_000;
  assert.ok(minutes > 1 && minutes <= 2.1, `held for ${minutes} minutes`);
  for (const act of [take, encaisser, (person: Person, one: Sale) => cancel(person, one, why)]) {
    const body = refused(await act(shop.marc, sale), 409, "ticket_locked");
    assert.deepEqual([body.par, body.jusqua], ["chloe", mine.bail_jusqua]);
  }
  const renewed = ok(await take(shop.chloe, sale));
  assert.ok(renewed.bail_jusqua > mine.bail_jusqua, "taking it again renews the hold");
  const broken = ok(await take(shop.marc, sale, { motif: "chloe est en pause" }));
  assert.equal(broken.caissier_id, await idOf("marc"));
  assert.deepEqual(journaled("vente_prise").detail, { vente_id: sale.id, prise_a: "chloe", motif: "chloe est en pause" });
  refused(await giveBack(shop.chloe, sale, why), 409, "ticket_locked");

  const db = new DatabaseSync(`${shop.server.dir}/comptoir.db`);
  db.prepare("UPDATE ventes SET bail_jusqua = ? WHERE id = ?").run(new Date(Date.now() - 1_000).toISOString(), sale.id);
  db.close();
  assert.equal(ok(await take(shop.chloe, sale)).caissier_id, await idOf("chloe"), "marc's till died: his hold ran out");
});

/** The last row of that kind in the engine's journal. */
function journaled(kind: string): { readonly detail: unknown } {
  const last = "SELECT content FROM _journal WHERE kind = ? ORDER BY seq DESC LIMIT 1";
  return JSON.parse(shop.inspect((db) => db.prepare(last).get(kind)!["content"] as string));
}

Deno.test("two cashiers who take a ticket at the same moment: one has it, the other is told who", async () => {
  for (let round = 0; round < 20; round++) {
    const sale = await sent(shop.nora, [PAIN]);
    const answers = await Promise.all([take(shop.chloe, sale), take(shop.marc, sale)]);
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409]);
    const [won] = answers.filter(({ status }) => status === 200);
    const [lost] = answers.filter(({ status }) => status === 409);
    assert.equal(await idOf(lost!.body.par), won!.body.caissier_id);
  }
});

Deno.test("a stale version is answered with the ticket as it is now, and that one can be paid", async () => {
  const sale = await sent(shop.nora, [CAFE]);
  const { version } = await ticket(shop.chloe, sale);
  ok(await takeBack(shop.nora, sale));
  ok(await shop.nora.query("update", "UPDATE lignes_vente SET quantite = 2000 WHERE id = ?", [sale.lignes[0]]));
  ok(await send(shop.nora, sale));
  const path = `/api/ventes/${sale.id}/encaisser`;
  const body = refused(await command(shop.chloe, path, { version, paiements: [cash(500)] }), 409, "stale_version");
  const now = await ticket(shop.owner, sale);
  assert.ok(now.version > version);
  const { lignes, ...vente } = body.vente;
  assert.deepEqual(vente, now);
  assert.deepEqual(lignes.map((line: { quantite: number; total_ttc: number }) => [line.quantite, line.total_ttc]), [[
    2000,
    1000,
  ]]);
  assert.equal(body.version, now.version);
  refused(await command(shop.chloe, path, { version: now.version + 1, paiements: [cash(1000)] }), 409, "stale_version");
  ok(await command(shop.chloe, path, { version: body.version, paiements: [cash(1000)] }));
});

Deno.test("an update that changes nothing on another's ticket is refused, and its version stands", async () => {
  const { nora, paul, chloe, marc } = shop;
  const hers = await draft(chloe, [CAFE]);
  const noras = await draft(nora, [CAFE]);
  const held = await sent(nora, [CAFE]);
  ok(await take(chloe, held));
  for (
    const [person, sale] of [[marc, hers], [marc, noras], [marc, held], [chloe, noras], [paul, noras], [nora, held]] as const
  ) {
    const before = await ticket(shop.owner, sale);
    const columns = person === marc || person === chloe ? ["remise", "note", "client_id", "etat"] : ["note", "client_id", "etat"];
    for (const column of columns) {
      const sql = `UPDATE ventes SET ${column} = ${column} WHERE id = ?`;
      refused(await person.query("update", sql, [sale.id]), 403, "forbidden");
    }
    for (const column of ["quantite", "remise", "position"]) {
      const sql = `UPDATE lignes_vente SET ${column} = ${column} WHERE vente_id = ?`;
      refused(await person.query("update", sql, [sale.id]), 403, "forbidden");
    }
    assert.deepEqual(await ticket(shop.owner, sale), before);
  }
  // The premise: who has it in hand may.
  ok(await chloe.query("update", "UPDATE ventes SET remise = remise WHERE id = ?", [held.id]));
});

Deno.test("articles are added to the ticket in hand by who holds it, at today's price and to the version that was seen", async () => {
  const sale = await sent(shop.nora, [CAFE]);
  const add = (person: Person, version: number, produit_id: number = PAIN, id = uuidv7()) =>
    command(person, `/api/ventes/${sale.id}/ajouter`, { version, lignes: [{ id, produit_id, quantite: 2_000 }] });
  const { version } = await ticket(shop.chloe, sale);
  refused(await add(shop.chloe, version), 409, "invalid_state");
  ok(await take(shop.chloe, sale));
  const now = (await ticket(shop.chloe, sale)).version;
  refused(await add(shop.marc, now), 409, "ticket_locked");
  refused(await add(shop.nora, now), 403, "forbidden");
  assert.equal(refused(await add(shop.chloe, version), 409, "stale_version").vente.lignes.length, 1);
  refused(await add(shop.chloe, now, 999), 409, "constraint_violation");
  const { total_ttc, lignes, etat } = ok(await add(shop.chloe, now));
  assert.deepEqual([total_ttc, lignes.length, etat], [740, 2, "en_caisse"]);
  assert.equal(ok(await pay(shop.chloe, sale, [cash(740)])).lignes[1].libelle, "Pain");
  refused(await add(shop.chloe, (await ticket(shop.chloe, sale)).version), 409, "invalid_state");
});
