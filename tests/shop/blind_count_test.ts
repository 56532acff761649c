/** The count is blind: what a cashier may see of tickets that are paid, and that it does not tell what is in a drawer. */
import assert from "node:assert/strict";
import {
  CAFE,
  card,
  cash,
  closeTill,
  command,
  duplicate,
  LAMPE,
  ok,
  openTill,
  PAIN,
  pay,
  refund,
  refused,
  sent,
  Shop,
  sold,
  ticket,
  xReport,
} from "../support/shop.ts";

/** All keys of an answer, at any depth. */
function keysOf(value: unknown): Set<string> {
  const keys = new Set<string>();
  JSON.stringify(value, (key, inner) => (keys.add(key), inner));
  return keys;
}
const TELLING = ["paiements", "rendu", "session_caisse_id"];
const asked = (shop: Shop, who: "chloe" | "marc", id: string) =>
  command(shop[who], `/api/ventes/${id}/encaisser`, { version: 1, paiements: [] });

Deno.test("a paid ticket tells its payments again to who took the money and has not counted since, and to nobody else", async () => {
  await using shop = await Shop.open(["nora", "chloe", "marc"]);
  const { nora, chloe, marc } = shop;
  ok(await openTill(chloe, 5_000));
  const sale = await sent(nora, [LAMPE]);
  const key = crypto.randomUUID();
  const paiements = [cash(1_500), card(500)];
  const { version } = await ticket(chloe, sale);
  const receipt = ok(await pay(chloe, sale, paiements, key));

  const expectHidden = async (who: "chloe" | "marc", when: string) => {
    const body = refused(await asked(shop, who, sale.id), 409, "invalid_state");
    assert.deepEqual([body.etat, body.vente.id, body.vente.etat], ["payee", sale.id, "payee"], when);
    const keys = keysOf(body);
    assert.deepEqual(TELLING.filter((name) => keys.has(name)), [], when);
  };
  await expectHidden("marc", "with no till open");
  ok(await openTill(marc, 0, "C2"));
  await expectHidden("marc", "from another till");
  assert.deepEqual(ok(await asked(shop, "chloe", sale.id)), { ...receipt, deja_encaisse: true });

  ok(await closeTill(chloe, 6_500));
  await expectHidden("chloe", "after the count");
  ok(await openTill(chloe, 0));
  await expectHidden("chloe", "in her next session");
  // The same key proves itself, whenever it comes.
  const again = await command(chloe, `/api/ventes/${sale.id}/encaisser`, { version, paiements }, key);
  assert.deepEqual([ok(again), again.headers.get("idempotency-replayed")], [receipt, "true"]);
});

Deno.test("no till reads by SQL which session took a ticket, nor by what means; the owner does, and so do her reports", async () => {
  await using shop = await Shop.open(["nora", "chloe", "marc"]);
  const { nora, chloe, marc, owner } = shop;
  ok(await openTill(chloe, 1_000));
  ok(await openTill(marc, 0, "C2"));
  const paid = await sent(nora, [LAMPE, PAIN]);
  ok(await pay(chloe, paid, [cash(2_120)]));
  await sold(marc, [CAFE], [card(500)]);
  ok(await refund(chloe, paid, { [paid.lignes[1]!]: 1_000 }, [cash(120)]));
  const [{ session }] = await shop.rows("SELECT id AS session FROM sessions_caisse WHERE caisse = 'C1'");

  for (const person of [nora, chloe, marc]) {
    for (
      const sql of [
        `SELECT sum(total_ttc) FROM ventes WHERE session_caisse_id = ${session}`,
        "SELECT session_caisse_id, sum(total_ttc) FROM ventes GROUP BY 1",
        "SELECT * FROM encaissements",
        "SELECT * FROM paiements",
        "SELECT * FROM sessions_caisse",
      ]
    ) {
      refused(await person.query("select", sql), 400, "sql_error");
    }
    const rows = ok(await person.query("select", "SELECT * FROM ventes")).rows;
    const keys = keysOf(rows);
    assert.deepEqual([rows.length, TELLING.filter((name) => keys.has(name))], [3, []]);
  }
  const x = ok(await xReport(chloe));
  assert.deepEqual(x.tickets, [{ type: "avoir", nombre: 1 }, { type: "vente", nombre: 1 }]);
  // What the counter needs goes on: a ticket found by its number, its copy, its refund by another till.
  const { numero } = await ticket(marc, paid);
  assert.equal(
    ok(await marc.query("select", "SELECT id FROM ventes WHERE caisse = 'C1' AND numero = ?", [numero])).rows[0].id,
    paid.id,
  );
  assert.equal(ok(await duplicate(marc, paid)).duplicata, 1);

  assert.deepEqual(
    await shop.rows("SELECT vente_id FROM encaissements WHERE session_caisse_id = ? ORDER BY vente_id = ? DESC LIMIT 1", [
      session,
      paid.id,
    ]),
    [{ vente_id: paid.id }],
  );
  const owners = ok(await xReport(owner));
  assert.deepEqual(owners.tickets, [
    { type: "avoir", nombre: 1, total_ttc: -120 },
    { type: "vente", nombre: 1, total_ttc: 2_120 },
  ]);
  assert.deepEqual([owners.especes_attendues, owners.taux.length], [3_000, 2]);
  refused(await owner.query("update", "UPDATE encaissements SET session_caisse_id = 2"), 403, "forbidden");
});
