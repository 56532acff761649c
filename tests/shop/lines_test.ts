/** Lines of a ticket: how many there may be and what each costs the writer, what raises a quantity, and what is worth nothing. */
import assert from "node:assert/strict";
import { LIMITS } from "../../shared/limits.ts";
import { answerOf, uuidv7 } from "../support/server.ts";
import {
  CAFE,
  card,
  cash,
  draft,
  LAMPE,
  ok,
  openTill,
  PAIN,
  pay,
  POMMES,
  refused,
  type Sale,
  send,
  Shop,
  takeBack,
  ticket,
} from "../support/shop.ts";

let shop: Shop;
Deno.test.beforeAll(async () => {
  shop = await Shop.open(["nora", "chloe"]);
  ok(await openTill(shop.chloe));
});
Deno.test.afterAll(() => shop[Symbol.asyncDispose]());

const write = (sql: string, params: readonly unknown[] = [], who = shop.nora) =>
  who.query(/^\w+/.exec(sql)![0].toLowerCase(), sql, params);
const setQuantity = (quantite: number, line: string, who = shop.nora) =>
  write("UPDATE lignes_vente SET quantite = ? WHERE id = ?", [quantite, line], who);
/** So many lines as queries, ten rows each: a long text is no till's. */
const lineQueries = (sale: string, count: number, product: number = CAFE) =>
  Array.from({ length: Math.ceil(count / ROWS) }, (_, at) => {
    const rows = Array.from({ length: Math.min(ROWS, count - at * ROWS) }, () => `('${uuidv7()}', '${sale}', ${product})`);
    return { type: "insert", query: `INSERT INTO lignes_vente (id, vente_id, produit_id) VALUES ${rows.join(", ")}` };
  });
const ROWS = 11;
const addLines = (sale: string, count: number, product: number = CAFE, who = shop.nora) =>
  who.batch(lineQueries(sale, count, product));
async function empty(who = shop.nora): Promise<string> {
  const id = uuidv7();
  ok(await write("INSERT INTO ventes (id) VALUES (?)", [id], who));
  return id;
}
const totals = async (id: string) =>
  (await shop.rows(
    `SELECT total_ttc AS total, (SELECT coalesce(sum(total_ttc), 0) FROM lignes_vente WHERE vente_id = ventes.id) - remise AS sum
     FROM ventes WHERE id = ?`,
    [id],
  ))[0];

Deno.test("a ticket of as many lines as there may be costs the writer per line what a small one does", async () => {
  /** Milliseconds per line of the fastest of several runs: only their ratio is looked at. */
  const perLine = async (lines: number) => {
    const sale = await empty();
    ok(await addLines(sale, lines));
    let best = Infinity;
    for (let run = 0; run < 5; run++) {
      const began = performance.now();
      ok(await write("UPDATE lignes_vente SET position = position + 1 WHERE vente_id = ?", [sale]));
      ok(await write("UPDATE lignes_vente SET quantite = quantite + 1000 WHERE vente_id = ?", [sale]));
      best = Math.min(best, (performance.now() - began) / lines);
    }
    return best;
  };
  const small = await perLine(100);
  const large = await perLine(LIMITS.ticketLines);
  // The square of the lines makes it ten times as much.
  assert.ok(large < small * 4, `per line ${large} ms at ${LIMITS.ticketLines} lines, ${small} ms at 100`);
});

Deno.test("a ticket takes so many lines and not one more, however they come, and is paid", async () => {
  const sale = await empty(shop.nora);
  ok(await addLines(sale, LIMITS.ticketLines - 1));
  const body = refused(await addLines(sale, 2), 409, "constraint_violation");
  assert.equal(body.constraint, "rule:ticket_lines");
  assert.match(body.detail, /1.000/);
  ok(await addLines(sale, 1));
  refused(await addLines(sale, 1), 409, "constraint_violation");
  assert.deepEqual(await totals(sale), { total: 500 * LIMITS.ticketLines, sum: 500 * LIMITS.ticketLines });
  // Lines that come before their sale are counted when it comes.
  const late = uuidv7();
  const before = (count: number) => [
    ...lineQueries(late, count, PAIN),
    { type: "insert", query: "INSERT INTO ventes (id) VALUES (?)", params: [late] },
  ];
  const many = refused(await shop.nora.batch(before(LIMITS.ticketLines + 1)), 409, "constraint_violation");
  assert.deepEqual([many.constraint, many.index], ["rule:ticket_lines", 91]);
  ok(await shop.nora.batch(before(LIMITS.ticketLines)));
  assert.deepEqual(await totals(late), { total: 120 * LIMITS.ticketLines, sum: 120 * LIMITS.ticketLines });
  // One that leaves makes room.
  ok(await write("DELETE FROM lignes_vente WHERE id = (SELECT min(id) FROM lignes_vente WHERE vente_id = ?)", [late]));
  ok(await addLines(late, 1, PAIN));
  const hers = await empty(shop.chloe);
  ok(await addLines(hers, LIMITS.ticketLines, PAIN, shop.chloe));
  const receipt = ok(await pay(shop.chloe, { id: hers }, [card(120 * LIMITS.ticketLines)]));
  assert.deepEqual([receipt.lignes.length, receipt.total_ttc], [LIMITS.ticketLines, 120 * LIMITS.ticketLines]);
  assert.deepEqual(await totals(hers), { total: 120 * LIMITS.ticketLines, sum: 120 * LIMITS.ticketLines });
});

Deno.test("whatever happens to lines and discounts in whatever order, a ticket's total is their sum", async () => {
  let seed = 20_261_128;
  const random = (below: number) => (seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31) % below;
  const { chloe } = shop;
  for (let round = 0; round < 4; round++) {
    const id = uuidv7();
    const lines: string[] = [];
    const add = () => {
      const line = uuidv7();
      lines.push(line);
      const [columns, values] = random(2) === 0 ? ["", ""] : [", prix_unitaire_ttc, libelle, tva", ", 2000, 'Lampe', 2000"];
      return {
        type: "insert",
        query: `INSERT INTO lignes_vente (id, vente_id, produit_id, quantite, remise, position${columns})
          VALUES (?, ?, ${LAMPE}, ?, ?, ?${values})`,
        params: [line, id, 1 + random(5_000), random(2), random(9)],
      };
    };
    const remise = random(3) === 0 ? 1 : 0;
    const head = { type: "insert", query: "INSERT INTO ventes (id, remise) VALUES (?, ?)", params: [id, remise] };
    ok(await chloe.batch(round % 2 === 0 ? [head, add(), add()] : [add(), head, add()]));
    for (let step = 0; step < 30; step++) {
      const line = lines[random(lines.length)]!;
      const change = [
        () => add(),
        () => ({
          type: "update",
          query: "UPDATE lignes_vente SET quantite = ?, remise = ? WHERE id = ?",
          params: [1 + random(9_000), random(3), line],
        }),
        () => ({ type: "update", query: "UPDATE lignes_vente SET position = ? WHERE id = ?", params: [random(99), line] }),
        () => ({ type: "delete", query: "DELETE FROM lignes_vente WHERE id = ?", params: [line] }),
        () => ({ type: "update", query: "UPDATE ventes SET remise = ? WHERE id = ?", params: [random(60), id] }),
        () => ({ type: "update", query: "UPDATE ventes SET note = ? WHERE id = ?", params: [String(step), id] }),
      ][random(6)]!();
      const { status } = await chloe.batch([change]);
      assert.ok(status === 200 || status === 409, String(status));
      const { total, sum } = await totals(id);
      const [{ n }] = await shop.rows("SELECT count(*) AS n FROM lignes_vente WHERE vente_id = ?", [id]);
      if (n > 0) assert.equal(total, sum, `${JSON.stringify(change)} → ${status}`);
    }
    const [{ n, total }] = await shop.rows(
      "SELECT (SELECT count(*) FROM lignes_vente WHERE vente_id = v.id) AS n, total_ttc AS total FROM ventes v WHERE id = ?",
      [id],
    );
    if (n > 0) ok(await pay(chloe, { id }, total === 0 ? [] : [cash(total)]));
  }
});

Deno.test("where a line stands is no change of its ticket; how much it is, is one", async () => {
  const sale = await draft(shop.nora, [CAFE, PAIN]);
  const { version } = await ticket(shop.nora, sale);
  ok(await write("UPDATE lignes_vente SET position = 7 WHERE id = ?", [sale.lignes[0]]));
  assert.equal((await ticket(shop.nora, sale)).version, version);
  ok(await setQuantity(2_000, sale.lignes[0]!));
  assert.ok((await ticket(shop.nora, sale)).version > version);
});

Deno.test("what was agreed at yesterday's price grows no more: it may fall, leave, and go on at today's on another line", async () => {
  const { owner, nora } = shop;
  const price = (cents: number) => owner.query("update", "UPDATE produits SET prix_ttc = ? WHERE id = ?", [cents, CAFE]);
  const sale: Sale = await draft(nora, [{ produit: CAFE, quantite: 3_000 }, { produit: CAFE, quantite: 1_000 }]);
  const [line, other] = sale.lignes as [string, string];
  for (const changed of [900, 100]) {
    ok(await setQuantity(3_000, line));
    ok(await price(changed));
    const body = refused(await setQuantity(20_000, line), 409, "constraint_violation");
    assert.equal(body.constraint, "rule:line_price_changed");
    refused(
      await write(
        `INSERT INTO lignes_vente (id, vente_id, produit_id) VALUES (?, ?, ${CAFE}) ON CONFLICT (id) DO UPDATE SET quantite = 20000`,
        [line, sale.id],
      ),
      409,
      "constraint_violation",
    );
    ok(await setQuantity(2_000, line));
    refused(await setQuantity(2_001, line), 409, "constraint_violation");
    ok(await price(500));
  }
  ok(await price(900));
  ok(await write("DELETE FROM lignes_vente WHERE id = ?", [other]));
  ok(await addLines(sale.id, 1, CAFE));
  assert.deepEqual(await totals(sale.id), { total: 2 * 500 + 900, sum: 2 * 500 + 900 });
  ok(await price(500));
  ok(await setQuantity(20_000, line));
});

Deno.test("a line of what is sold no more grows no more", async () => {
  const sale = await draft(shop.nora, [{ produit: PAIN, quantite: 2_000 }]);
  const active = (actif: number) => shop.owner.query("update", "UPDATE produits SET actif = ? WHERE id = ?", [actif, PAIN]);
  ok(await active(0));
  const body = refused(await setQuantity(3_000, sale.lignes[0]!), 409, "constraint_violation");
  assert.equal(body.constraint, "rule:product_retired");
  ok(await setQuantity(1_000, sale.lignes[0]!));
  ok(await active(1));
  ok(await setQuantity(3_000, sale.lignes[0]!));
});

Deno.test("a line of something is at least a cent, before its discount; what is free is free", async () => {
  const { nora, chloe, owner } = shop;
  const crumbs = (quantite: number) =>
    nora.query("insert", "INSERT INTO lignes_vente (id, vente_id, produit_id, quantite) VALUES (?, ?, ?, ?)", [
      uuidv7(),
      sale,
      POMMES,
      quantite,
    ]);
  const sale = await empty();
  // 0,001 kg at 3,33 € is a third of a cent; 0,002 is two thirds, which is a cent.
  const body = refused(await crumbs(1), 409, "constraint_violation");
  assert.equal(body.constraint, "rule:line_under_a_cent");
  ok(await crumbs(2));
  const bought = await draft(nora, [POMMES]);
  assert.equal(
    refused(await setQuantity(1, bought.lignes[0]!), 409, "constraint_violation").constraint,
    "rule:line_under_a_cent",
  );
  ok(await owner.query("insert", "INSERT INTO produits (id, libelle, prix_ttc) VALUES (70, 'Sac', 0)"));
  const free = await draft(chloe, [{ produit: 70, quantite: 1 }, { produit: LAMPE, remise: 2_000 }]);
  assert.equal(ok(await pay(chloe, free, [])).total_ttc, 0, "free goods, and a discount of all of it");
});

Deno.test("a ticket's VAT is that of its payment: a rate that changed while it waited is told and applied, the price stays", async () => {
  const { owner, nora, chloe } = shop;
  const rate = async (product: number, tva: number) =>
    ok(await owner.query("update", "UPDATE produits SET tva = ? WHERE id = ?", [tva, product]));
  const sale = await draft(nora, [CAFE, PAIN]);
  ok(await send(nora, sale));
  await rate(CAFE, 2000);
  ok(await takeBack(nora, sale));
  ok(await setQuantity(2_000, sale.lignes[0]!));
  ok(await send(nora, sale));
  ok(await owner.query("update", "UPDATE produits SET prix_ttc = 900 WHERE id = ?", [CAFE]));
  const receipt = ok(await pay(chloe, sale, [cash(1_120)]));
  assert.deepEqual(receipt.taux, [{ taux: 550, ttc: 120, ht: 114, tva: 6 }, { taux: 2000, ttc: 1_000, ht: 833, tva: 167 }]);
  assert.deepEqual(receipt.taux_changes, [{ ligne_id: sale.lignes[0], libelle: "Café", avant: 1000, apres: 2000 }]);
  assert.deepEqual([receipt.lignes[0].tva, receipt.lignes[0].total_ttc], [2000, 1_000]);
  const journal = (await answerOf(await owner.get("/api/journal?limit=5"))).body;
  assert.ok(JSON.stringify(journal).includes("taux_changes"), `the journal tells it: ${JSON.stringify(journal).slice(0, 2_000)}`);
  ok(await owner.query("update", "UPDATE produits SET prix_ttc = 500 WHERE id = ?", [CAFE]));
  await rate(CAFE, 1000);
  assert.equal(ok(await pay(chloe, await draft(chloe, [CAFE]), [cash(500)])).taux_changes, undefined);
  const verified = (await answerOf(await owner.get("/api/journal/verify"))).body;
  assert.deepEqual([verified.ok, verified.fiscal.ok], [true, true]);
});
