/** Cash counted blind, and closings that sum what was sold, chained from day to month to year. */
import assert from "node:assert/strict";
import { uuidv7 } from "../support/server.ts";
import {
  CAFE,
  card,
  cash,
  close,
  closeConfirmed,
  closeTill,
  command,
  draft,
  LAMPE,
  ok,
  openTill,
  pay,
  refund,
  refused,
  Shop,
  sold,
  xReport,
} from "../support/shop.ts";
import { assertChained } from "../support/chained.ts";
import { alter, writeHistory } from "../support/closed_history.ts";

Deno.test("a cashier counts without ever being shown what should be there; the variance is kept for good", async () => {
  await using shop = await Shop.open(["chloe", "marc"]);
  ok(await openTill(shop.chloe, 15_000));
  await sold(shop.chloe, [LAMPE, CAFE], [cash(3_000)]);
  await sold(shop.chloe, [LAMPE], [card(2_000)]);
  const sale = await draft(shop.chloe, [CAFE]);
  ok(await pay(shop.chloe, sale, [cash(1_000)]));
  ok(await refund(shop.chloe, sale, { [sale.lignes[0]!]: 1_000 }, [cash(500)]));
  // 150.00 + 25.00 + 5.00 − 5.00 = 175.00 in the drawer.
  const x = ok(await xReport(shop.chloe));
  assert.deepEqual(Object.keys(x).sort(), [
    "caisse",
    "caissier",
    "comptes",
    "etabli_le",
    "formation",
    "fuseau",
    "mouvements",
    "ouverte_le",
    "tickets",
  ]);
  assert.deepEqual(x.tickets, [{ type: "avoir", nombre: 1 }, { type: "vente", nombre: 3 }]);
  for (
    const table of [
      "paiements",
      "sessions_caisse",
      "ventes_tva",
      "clotures",
      "journal_fiscal",
      "mouvements_stock",
      "mouvements_caisse",
      "mouvements_compte",
    ]
  ) {
    refused(await shop.chloe.query("select", `SELECT count(*) FROM ${table}`), 400, "sql_error");
    ok(await shop.owner.query("select", `SELECT count(*) FROM ${table}`));
  }
  ok(await shop.chloe.query("select", "SELECT count(*) FROM ventes"));
  refused(await xReport(shop.marc), 409, "till_closed");
  const owner = ok(await xReport(shop.owner));
  assert.deepEqual([owner.fond, owner.especes_attendues], [15_000, 17_500]);
  assert.deepEqual(owner.paiements, [{ mode: "carte", nombre: 1, total: 2_000 }, { mode: "especes", nombre: 3, total: 2_500 }]);
  assert.deepEqual(owner.taux, [{ taux: 1000, ttc: 500, ht: 455, tva: 45 }, { taux: 2000, ttc: 4_000, ht: 3_334, tva: 666 }]);

  const fermer = (body: unknown) => command(shop.chloe, "/api/caisses/C1/fermer", body);
  for (
    const body of [{}, { compte: 1, comptage: { 100: 1 } }, { compte: -1 }, { comptage: { 0: 1 } }, { comptage: { "1.5": 1 } }]
  ) {
    refused(await fermer(body), 400, "invalid_body");
  }
  refused(await closeTill(shop.marc, 17_500), 409, "till_closed");
  // 3 × 50.00 + 2 × 10.00 + 2 × 2.00 = 174.00: a euro is missing.
  const counted = ok(await fermer({ comptage: { 5000: 3, 1000: 2, 200: 2 }, motif: "un euro tombé" }));
  const { fond, attendu, compte, ecart, motif } = counted;
  assert.deepEqual([fond, attendu, compte, ecart, motif], [15_000, 17_500, 17_400, -100, "un euro tombé"]);
  assert.equal(counted.x.especes_attendues, 17_500, "told once it is counted");
  refused(await closeTill(shop.chloe, 17_500), 409, "till_closed");
  const [row] = await shop.rows("SELECT * FROM sessions_caisse");
  assert.deepEqual([row.attendu, row.compte, row.ecart, row.motif], [17_500, 17_400, -100, "un euro tombé"]);
  assert.deepEqual(JSON.parse(row.comptage), { 200: 2, 1000: 2, 5000: 3 });
  const [event] = await shop.rows("SELECT contenu FROM journal_fiscal WHERE genre = 'fermeture_caisse'");
  const told = JSON.parse(event.contenu);
  assert.deepEqual([told.attendu, told.compte, told.ecart, told.motif], [17_500, 17_400, -100, "un euro tombé"]);
  for (const change of ["ecart = 0", "compte = 17500", "fermee_le = NULL"]) {
    assert.throws(() => alter(shop, `UPDATE sessions_caisse SET ${change}`), /une session fermée ne change plus/);
  }
  const z = ok(await close(shop.owner, "jour", shop.jour()));
  assert.deepEqual(z.ecarts, [{ caisse: "C1", ecart: -100, sessions: 1 }]);
});

Deno.test("a till left open by its cashier can be counted by the owner, and by nobody else", async () => {
  await using shop = await Shop.open(["chloe", "marc"]);
  ok(await openTill(shop.chloe, 1_000));
  await sold(shop.chloe, [CAFE], [cash(500)]);
  refused(await close(shop.owner, "jour", shop.jour()), 409, "till_open");
  refused(await closeTill(shop.marc, 1_500), 409, "till_closed");
  assert.equal(ok(await closeTill(shop.owner, 1_500, "C1", "partie sans compter")).ecart, 0);
  ok(await close(shop.owner, "jour", shop.jour()));
});

Deno.test("a day is closed when its tills are counted; what is taken on it afterwards comes into a further Z of the same day", async () => {
  await using shop = await Shop.open(["nora", "chloe"]);
  ok(await openTill(shop.chloe));
  const sales = await Promise.all([1, 2, 3].map(() => draft(shop.chloe, [CAFE])));
  for (const sale of sales) ok(await pay(shop.chloe, sale, [card(500)]));
  const left = await draft(shop.chloe, [CAFE]);
  refused(await close(shop.nora, "jour", shop.jour()), 403, "forbidden");
  assert.deepEqual([(await close(shop.owner, "jour", shop.jour())).body.caisse], ["C1"]);
  refused(await close(shop.owner, "jour", shop.jour()), 409, "till_open");
  ok(await closeTill(shop.chloe, 0));
  refused(await close(shop.owner, "jour", shop.jour(1)), 409, "period_not_over");
  refused(await close(shop.owner, "mois", shop.jour().slice(0, 7)), 409, "period_not_over");
  refused(await close(shop.owner, "annee", shop.jour().slice(0, 4)), 409, "period_not_over");
  refused(await close(shop.owner, "mois", "9999-12"), 409, "period_not_over");
  for (const [genre, periode] of [["jour", "2026-02-30"], ["jour", "2026-02"], ["mois", "2026-13"], ["annee", "26"]] as const) {
    refused(await close(shop.owner, genre, periode), 400, "invalid_body");
  }
  const key = crypto.randomUUID();
  const first = await command(shop.owner, "/api/clotures", { genre: "jour", periode: shop.jour() }, key);
  const z = ok(first);
  // 3 × 5.00 at 10 %: 3 × 0.45, not the 1.36 of 15.00.
  assert.deepEqual([z.tickets, z.total_ttc, z.total_ht, z.total_tva], [3, 1_500, 1_365, 135]);
  assert.deepEqual(z.taux, [{ taux: 1000, ttc: 1_500, ht: 1_365, tva: 135 }]);
  assert.deepEqual(z.paiements, [{ mode: "carte", nombre: 3, total: 1_500 }]);
  assert.deepEqual(z.caisses, [{ caisse: "C1", premier: "C1-000001", dernier: "C1-000003", tickets: 3, total_ttc: 1_500 }]);
  assert.deepEqual([z.perpetuel, z.perpetuel_absolu, z.par], [1_500, 1_500, "patron"]);
  assert.deepEqual(ok(await command(shop.owner, "/api/clotures", { genre: "jour", periode: shop.jour() }, key)), z);
  refused(await close(shop.owner, "jour", shop.jour()), 409, "already_closed");
  refused(await close(shop.owner, "jour", shop.jour(-1)), 409, "already_closed");

  // The shop is not shut: what is sold after the Z comes into a further one.
  ok(await openTill(shop.chloe));
  ok(await pay(shop.chloe, left, [card(500)]));
  ok(await refund(shop.chloe, sales[0]!, { [sales[0]!.lignes[0]!]: 1_000 }, [card(500)]));
  refused(await close(shop.owner, "jour", shop.jour()), 409, "till_open");
  ok(await closeTill(shop.chloe, 0));
  const further = ok(await close(shop.owner, "jour", shop.jour()));
  assert.deepEqual([further.complement, further.complete, further.tickets, further.avoirs], [1, z.cloturee_le, 2, 1]);
  assert.deepEqual([further.total_ttc, further.perpetuel, further.perpetuel_absolu], [0, 1_500, 2_500]);
  assert.deepEqual([further.caisses[0].premier, further.caisses[0].dernier], ["C1-000004", "C1-000005"]);
  refused(await close(shop.owner, "jour", shop.jour()), 409, "already_closed");
});

Deno.test("a cashier closes a day too, and a mistyped century closes nothing", async () => {
  await using shop = await Shop.open(["nora", "chloe"]);
  refused(await close(shop.nora, "jour", shop.jour()), 403, "forbidden");
  for (const [genre, periode] of [["jour", "1900-01-01"], ["mois", "0001-01"], ["annee", "2001"]] as const) {
    const { periode: asked, depuis } = refused(await close(shop.chloe, genre, periode), 409, "period_too_early");
    assert.deepEqual([asked, depuis], [periode, shop.jour()]);
  }
  assert.equal((await shop.rows("SELECT count(*) AS n FROM clotures"))[0].n, 0);
  assert.equal(
    ok(await close(shop.owner, "jour", shop.jour(-1))).tickets,
    0,
    "the premise: a day before the first may be closed",
  );
  ok(await openTill(shop.chloe));
  await sold(shop.chloe, [CAFE], [cash(500)]);
  ok(await closeTill(shop.chloe, 500));
  assert.equal(ok(await close(shop.chloe, "jour", shop.jour())).par, "chloe");
});

Deno.test("a month is the sum of its days and a year of its months in every figure, and no later row in a table is in it", async () => {
  await using shop = await Shop.open(["chloe"]);
  await shop.aside(writeHistory);
  ok(await closeConfirmed(shop.owner, "mois", "2025-11"));
  const from = "FROM ventes WHERE jour BETWEEN '2025-01-01' AND '2025-12-31'";
  const expected = {
    taux: await shop.rows(
      `SELECT taux, sum(ttc) AS ttc, sum(ht) AS ht, sum(tva) AS tva FROM ventes_tva WHERE vente_id IN (SELECT id ${from}) GROUP BY taux`,
    ),
    paiements: await shop.rows(
      `SELECT mode, count(*) AS nombre, sum(montant - rendu) AS total FROM paiements WHERE vente_id IN (SELECT id ${from}) GROUP BY mode`,
    ),
    caisses: [{ caisse: "C1", premier: "C1-000005", dernier: "C1-000007", tickets: 3, total_ttc: 1_020 }],
    ecarts: [{ caisse: "C1", ecart: 0, sessions: 3 }],
  };
  const [totals] = await shop.rows(
    `SELECT count(*) AS tickets, sum(total_ttc) AS total_ttc, sum(total_ht) AS total_ht, sum(total_tva) AS total_tva,
       sum(abs(total_ttc)) AS total_absolu, 0 AS avoirs, 0 AS avoirs_ttc ${from}`,
  );
  assert.equal(totals.tickets, 3, "the premise");
  // As another program would, when that month is closed: verification finds it, and no closing carries it.
  alter(
    shop,
    `INSERT INTO ventes (id, type, etat, numero, caisse, total_ttc, total_ht, total_tva, jour, payee_le)
     VALUES ('${uuidv7()}', 'vente', 'payee', 8, 'C1', 999, 999, 0, '2025-02-28', '2025-02-28T10:00:00.000Z')`,
  );
  const year = ok(await closeConfirmed(shop.owner, "annee", "2025"));
  const { tickets, total_ttc, total_ht, total_tva, total_absolu, avoirs, avoirs_ttc, taux, paiements, caisses, ecarts } = year;
  assert.deepEqual({ tickets, total_ttc, total_ht, total_tva, total_absolu, avoirs, avoirs_ttc }, totals);
  assert.deepEqual({ taux, paiements, caisses, ecarts }, expected);
  const before = (await shop.rows("SELECT contenu FROM clotures WHERE genre = 'annee' AND periode = '2024'"))[0].contenu;
  const { tickets: sold, avoirs: refunds, avoirs_ttc: back } = JSON.parse(before);
  assert.deepEqual([sold, refunds, back], [4, 1, -500]);
  await assertChained(shop, { byDate: true });
});
