/** Cash counted blind, and closings that sum what was sold, chained from day to month to year. */
import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
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

/** Another program on the file. */
function alter(shop: Shop, sql: string): void {
  const db = new DatabaseSync(`${shop.server.dir}/comptoir.db`);
  try {
    db.exec(sql);
  } finally {
    db.close();
  }
}

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

/** date, cents with VAT at 20 %; a refund is negative. */
const HISTORY = [
  ["2024-11-28", 1_000],
  ["2024-11-30", 500],
  ["2024-12-31", 2_000],
  ["2024-12-31", -500],
  ["2025-01-02", 120],
  ["2025-02-10", 300],
  ["2025-02-28", 600],
] as const;

/** Days of the past, written into the file beside the stopped server: nobody can sell yesterday through the door. */
function writeHistory(db: DatabaseSync): void {
  const chloe = db.prepare("SELECT id FROM equipe WHERE nom = 'chloe'").get()!["id"] as number;
  const session = db.prepare(
    `INSERT INTO sessions_caisse (caisse, caissier_id, jour, fond, ouverte_le, fermee_le, attendu, compte, ecart)
     VALUES ('C1', ?, ?, 0, ?, ?, 0, 0, 0) RETURNING id`,
  );
  const sale = db.prepare(
    `INSERT INTO ventes (id, type, etat, numero, caisse, vendeur_id, caissier_id, total_ttc, total_ht, total_tva, jour, payee_le)
     VALUES (?, ?, 'payee', ?, 'C1', ?, ?, ?, ?, ?, ?, ?)`,
  );
  // What closings are told apart by: up to which number each has summed.
  const record = db.prepare(
    `INSERT INTO journal_fiscal (serie, seq, genre, version_format, contenu, signature_precedente, empreinte, signature, cle_id, horodatage)
     VALUES ('tickets:C1', ?, 'vente', 2, ?, '', '', '', '', ?)`,
  );
  for (const [at, [day, ttc]] of HISTORY.entries()) {
    const time = `${day}T10:00:00.000Z`;
    const { id: sessionId } = session.get(chloe, day, time, time) as { id: number };
    const [id, ht] = [uuidv7(), Math.round(Math.abs(ttc) / 1.2) * Math.sign(ttc)];
    sale.run(id, ttc < 0 ? "avoir" : "vente", at + 1, chloe, chloe, ttc, ht, ttc - ht, day, time);
    db.prepare("INSERT INTO encaissements (vente_id, session_caisse_id) VALUES (?, ?)").run(id, sessionId);
    record.run(at + 1, JSON.stringify({ numero: `C1-${String(at + 1).padStart(6, "0")}`, vente_id: id }), time);
    db.prepare("INSERT INTO ventes_tva (vente_id, taux, ttc, ht, tva) VALUES (?, 2000, ?, ?, ?)").run(id, ttc, ht, ttc - ht);
    db.prepare("INSERT INTO paiements (vente_id, mode, montant, session_caisse_id, cree_le) VALUES (?, 'carte', ?, ?, ?)")
      .run(id, ttc, sessionId, time);
  }
}

/** Asserts that totals follow from one closing to the next, in the order of the signed chain. */
async function assertChained(shop: Shop): Promise<void> {
  for (const genre of ["jour", "mois", "annee"]) {
    const rows = await shop.rows(
      "SELECT contenu FROM journal_fiscal WHERE serie = ? ORDER BY seq",
      [`clotures:${genre}`],
    );
    let [perpetual, absolute, periode] = [0, 0, ""];
    for (const { contenu } of rows) {
      const z = JSON.parse(contenu);
      assert.ok(z.periode > periode, `${z.periode} is chained after ${periode}`);
      assert.equal(z.perpetuel, perpetual + z.total_ttc, `${genre} ${z.periode}: the perpetual total`);
      assert.equal(z.perpetuel_absolu, absolute + z.total_absolu, `${genre} ${z.periode}: the absolute one`);
      [perpetual, absolute, periode] = [z.perpetuel, z.perpetuel_absolu, z.periode];
    }
  }
}

Deno.test("late closings close every day and month that was forgotten, in order, dated now; perpetual totals miss nothing", async () => {
  await using shop = await Shop.open(["chloe"]);
  await shop.aside(writeHistory);
  const made = (body: { cloturees: { genre: string; periode: string }[] }, genre: string) =>
    body.cloturees.filter((one) => one.genre === genre).map(({ periode }) => periode);

  const before = new Date().toISOString();
  const december = ok(await closeConfirmed(shop.owner, "mois", "2024-12"));
  assert.equal(made(december, "jour").length, 34, "from the first business to the end of December");
  assert.deepEqual([made(december, "jour")[0], made(december, "jour").at(-1)], ["2024-11-28", "2024-12-31"]);
  assert.deepEqual(made(december, "mois"), ["2024-11", "2024-12"]);
  assert.deepEqual([december.periode, december.du, december.au], ["2024-12", "2024-12-01", "2024-12-31"]);
  assert.ok(december.cloturee_le >= before, "a late closing is dated now");
  assert.deepEqual([december.tickets, december.total_ttc, december.total_absolu, december.avoirs], [2, 1_500, 2_500, 1]);
  assert.deepEqual([december.perpetuel, december.perpetuel_absolu], [3_000, 4_000]);
  const empty = await shop.rows(
    "SELECT tickets, total_ttc, perpetuel FROM clotures WHERE genre = 'jour' AND periode = '2024-11-29'",
  );
  assert.deepEqual(empty, [{ tickets: 0, total_ttc: 0, perpetuel: 1_000 }], "a day without sales closes too");

  const february = ok(await closeConfirmed(shop.owner, "mois", "2025-02"));
  assert.deepEqual(made(february, "mois"), ["2025-01", "2025-02"], "January was forgotten");
  assert.deepEqual([february.total_ttc, february.perpetuel, february.perpetuel_absolu], [900, 4_020, 5_020]);
  const day = ok(await close(shop.owner, "jour", "2025-03-02"));
  assert.deepEqual(made(day, "jour"), ["2025-03-01", "2025-03-02"]);
  const year = ok(await closeConfirmed(shop.owner, "annee", "2025"));
  assert.deepEqual(made(year, "annee"), ["2024", "2025"], "a year that was forgotten closes first");
  assert.deepEqual(made(year, "mois"), Array.from({ length: 10 }, (_, at) => `2025-${String(at + 3).padStart(2, "0")}`));
  assert.deepEqual([year.tickets, year.total_ttc, year.perpetuel, year.perpetuel_absolu], [3, 1_020, 4_020, 5_020]);
  const [{ perpetuel }] = await shop.rows("SELECT perpetuel FROM clotures WHERE genre = 'annee' AND periode = '2024'");
  assert.equal(perpetuel, 3_000);

  for (
    const [genre, periode] of [["jour", "2024-12-24"], ["mois", "2025-01"], ["annee", "2024"], ["mois", "2020-01"], [
      "annee",
      "2019",
    ]] as const
  ) {
    refused(await close(shop.owner, genre, periode), 409, "already_closed");
  }
  await assertChained(shop);
  const sums = await shop.rows(
    `SELECT (SELECT sum(total_ttc) FROM clotures WHERE genre = 'jour') AS days, (SELECT sum(total_ttc) FROM clotures WHERE genre = 'mois') AS months,
       (SELECT sum(total_ttc) FROM clotures WHERE genre = 'annee') AS years, (SELECT sum(total_ttc) FROM ventes) AS sales`,
  );
  assert.deepEqual(sums, [{ days: 4_020, months: 4_020, years: 4_020, sales: 4_020 }]);
  const [{ n }] = await shop.rows("SELECT count(*) AS n FROM clotures WHERE genre = 'jour'");
  assert.equal(n, 3 + 31 + 365, "no day is missing");
  for (
    const change of [
      "DELETE FROM clotures",
      "UPDATE clotures SET total_ttc = 0",
      "DELETE FROM ventes_tva",
      "UPDATE ventes SET total_tva = 0",
    ]
  ) {
    assert.throws(() => alter(shop, change), /ne change pas|ne se supprime pas|ne change plus/, change);
  }
});

Deno.test("a clock that once stood in 1970 makes no request sign twenty thousand days: they are closed in parts", async () => {
  await using shop = await Shop.open(["chloe"]);
  const begin = (day: string) =>
    shop.aside((db) =>
      void db.exec(`INSERT INTO sessions_caisse (caisse, caissier_id, jour, fond, ouverte_le, fermee_le)
        VALUES ('C1', 2, '${day}', 0, '${day}T08:00:00.000Z', '${day}T19:00:00.000Z')`)
    );
  await begin(shop.jour(-2));
  assert.equal(
    ok(await close(shop.owner, "jour", shop.jour(-1))).cloturees.length,
    2,
    "the premise: what was forgotten closes first",
  );

  await using old = await Shop.open(["chloe"]);
  await old.aside((db) =>
    void db.exec(`INSERT INTO sessions_caisse (caisse, caissier_id, jour, fond, ouverte_le, fermee_le)
      VALUES ('C1', 2, '1970-01-01', 0, '1970-01-01T00:00:00.000Z', '1970-01-01T00:00:00.000Z')`)
  );
  const last = new Date(Date.UTC(new Date().getFullYear(), new Date().getMonth(), 0)).toISOString().slice(0, 7);
  for (
    const [genre, periode] of [["jour", shop.jour()], ["mois", last], ["annee", String(new Date().getFullYear() - 1)]] as const
  ) {
    const { depuis, limite, jusqua } = refused(await close(old.owner, genre, periode), 409, "too_many_periods");
    assert.deepEqual([depuis, limite, jusqua], ["1970-01-01", 400, "1971-02-04"]);
  }
  assert.equal((await old.rows("SELECT count(*) AS n FROM clotures"))[0].n, 0);
  assert.equal(ok(await closeConfirmed(old.owner, "jour", "1971-02-04")).cloturees.length, 400);
  assert.equal(refused(await close(old.owner, "jour", shop.jour()), 409, "too_many_periods").depuis, "1971-02-05");
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

Deno.test("years are closed one after another too, when the earlier one was never asked for", async () => {
  await using shop = await Shop.open(["chloe"]);
  await shop.aside(writeHistory);
  const year = ok(await closeConfirmed(shop.owner, "annee", "2025"));
  const closed = await shop.rows(
    "SELECT genre, count(*) AS n, max(perpetuel) AS perpetuel FROM clotures GROUP BY genre ORDER BY genre",
  );
  assert.deepEqual(closed, [
    { genre: "annee", n: 2, perpetuel: 4_020 },
    { genre: "jour", n: 399, perpetuel: 4_020 },
    { genre: "mois", n: 14, perpetuel: 4_020 },
  ]);
  assert.equal(year.cloturees.length, 2 + 399 + 14);
  await assertChained(shop);
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
  await assertChained(shop);
});
