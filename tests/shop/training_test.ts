/** Training: what is sold in it counts nowhere, never mixes with what is sold, and begins and ends by the owner's word. */
import assert from "node:assert/strict";
import { strFromU8, unzipSync } from "fflate";
import { answerOf, type Person } from "../support/server.ts";
import {
  cancel,
  card,
  cash,
  close,
  closeTill,
  command,
  draft,
  duplicate,
  giveBack,
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
  take,
  ticket,
  xReport,
} from "../support/shop.ts";
import { contents } from "../support/signed_journal.ts";

/** Accounts are numbered as they are made: the owner, then the shop's people in their order. */
const [OWNER, NORA, CHLOE] = [1, 2, 4] as const;
const EVERYBODY = ["nora", "paul", "chloe", "marc"] as const;

const train = (owner: Person, id: number, formation = true) => command(owner, `/api/equipe/${id}/formation`, { formation });
const verify = async (shop: Shop) => ok(await answerOf(await shop.owner.get("/api/journal/verify")));
const stockOf = async (shop: Shop) => (await shop.rows("SELECT stock FROM produits WHERE id = ?", [LAMPE]))[0].stock as number;
const movements = async (shop: Shop) => (await shop.rows("SELECT count(*) AS n FROM mouvements_stock"))[0].n as number;

Deno.test("what is sold in training is in no total, no stock and no number; the same sale outside of it is in all", async () => {
  await using shop = await Shop.open(EVERYBODY);
  const { chloe, marc, owner } = shop;

  const real = ok(await openTill(marc, 1_000, "C2"));
  assert.equal(real.formation, false);
  const counted = await draft(marc, [LAMPE]);
  const receipt = ok(await pay(marc, counted, [cash(2_000)]));
  assert.deepEqual([receipt.numero, receipt.formation], ["C2-000001", false]);
  assert.deepEqual([await stockOf(shop), await movements(shop)], [99_000, 1], "the premise: it leaves the stock");
  const xBefore = ok(await xReport(owner, "C2"));
  assert.deepEqual([xBefore.formation, xBefore.especes_attendues, xBefore.tickets[0].nombre], [false, 3_000, 1]);

  const chloeInTraining = ok(await train(owner, CHLOE));
  assert.deepEqual(chloeInTraining, { id: CHLOE, nom: "chloe", role: "caisse", actif: 1, formation: 1 });
  assert.equal(ok(await openTill(chloe, 500)).formation, true);
  const sale = await draft(chloe, [LAMPE, LAMPE]);
  const training = ok(await pay(chloe, sale, [cash(5_000)]));
  assert.deepEqual([training.numero, training.formation, training.rendu], ["F-C1-000001", true, 1_000]);
  const back = ok(await refund(chloe, sale, { [sale.lignes[0]!]: 1_000 }, [cash(2_000)]));
  assert.deepEqual([back.numero, back.formation, back.numero_origine], ["F-C1-000002", true, "F-C1-000001"]);
  const copy = ok(await duplicate(chloe, sale));
  assert.deepEqual([copy.numero, copy.formation, copy.duplicata], ["F-C1-000001", true, 1]);
  assert.deepEqual(ok(await pay(chloe, sale, [cash(5_000)])).deja_encaisse, true, "asked again, the receipt is found");
  const row = await ticket(chloe, sale);
  assert.deepEqual([row.formation, row.numero, row.numero_formation, row.jour], [1, null, 1, null]);

  assert.deepEqual([await stockOf(shop), await movements(shop)], [99_000, 1], "no stock moved");
  const { etabli_le: _, ...x } = ok(await xReport(owner, "C2"));
  const { etabli_le: __, ...before } = xBefore;
  assert.deepEqual(x, before, "another's X says what it said");
  const own = ok(await xReport(owner));
  assert.deepEqual([own.formation, own.especes_attendues], [true, 2_500], "her own X adds up, and says what it is");
  assert.equal(ok(await xReport(chloe)).formation, true);
  const count = ok(await closeTill(chloe, 2_400));
  assert.deepEqual([count.formation, count.ecart], [true, -100]);

  // From now on it counts, and the numbers begin where they would have begun.
  ok(await train(owner, CHLOE, false));
  assert.equal(ok(await openTill(chloe, 0)).formation, false);
  assert.equal((await sold(chloe, [LAMPE], [card(2_000)])).numero, "C1-000001");
  assert.equal(await stockOf(shop), 98_000);
  ok(await closeTill(chloe, 0));
  ok(await closeTill(marc, 3_000, "C2"));

  const z = ok(await close(owner, "jour", shop.jour()));
  assert.deepEqual([z.tickets, z.avoirs, z.total_ttc, z.total_absolu], [2, 0, 4_000, 4_000]);
  assert.deepEqual([z.perpetuel, z.perpetuel_absolu], [4_000, 4_000]);
  assert.deepEqual(z.taux, [{ taux: 2000, ttc: 4_000, ht: 3_334, tva: 666 }]);
  assert.deepEqual(z.paiements, [{ mode: "carte", nombre: 1, total: 2_000 }, { mode: "especes", nombre: 1, total: 2_000 }]);
  assert.deepEqual(z.caisses, [
    { caisse: "C1", premier: "C1-000001", dernier: "C1-000001", tickets: 1, total_ttc: 2_000 },
    { caisse: "C2", premier: "C2-000001", dernier: "C2-000001", tickets: 1, total_ttc: 2_000 },
  ]);
  assert.deepEqual(z.ecarts, [{ caisse: "C1", ecart: 0, sessions: 1 }, { caisse: "C2", ecart: 0, sessions: 1 }]);

  const heads = new Map(z.tetes.map(({ serie, seq }: { serie: string; seq: number }) => [serie, seq]));
  assert.deepEqual(
    ["formation:C1", "formation-duplicatas:C1", "tickets:C1", "tickets:C2"].map((serie) => heads.get(serie)),
    [2, 1, 1, 1],
    "the Z names the head of what was done in training as well",
  );
  const signed = await contents(shop, "formation:C1");
  assert.deepEqual(signed.map(({ numero, formation, type }) => [numero, formation, type]), [
    ["F-C1-000001", true, "vente"],
    ["F-C1-000002", true, "avoir"],
  ]);
  const verified = await verify(shop);
  assert.deepEqual([verified.ok, verified.fiscal.ok], [true, true], JSON.stringify(verified));

  const files = unzipSync(new Uint8Array(await (await owner.get(`/api/archives/${shop.jour()}`)).arrayBuffer()));
  for (const name of ["tickets.csv", "lignes.csv", "paiements.csv"]) {
    const text = strFromU8(files[name]!);
    assert.ok(text.includes("C1-000001") && text.includes("C2-000001"), `the premise: ${name} holds what counts`);
    assert.ok(!text.includes("F-C1") && !text.includes("C1-000000"), `${name} holds nothing of training: ${text}`);
  }
  assert.match(strFromU8(files["journal_fiscal.jsonl"]!), /F-C1-000002/);
  assert.match(strFromU8(files["LISEZMOI.txt"]!), /formation/);
});

Deno.test("training and selling never mix: not in hand, not at payment, not at a refund, either way round", async () => {
  await using shop = await Shop.open(EVERYBODY);
  const { nora, paul, chloe, marc, owner } = shop;
  for (const id of [NORA, CHLOE]) ok(await train(owner, id));
  ok(await openTill(chloe));
  ok(await openTill(marc, 0, "C2"));
  const practice = await sent(nora, [PAIN]);
  const real = await sent(paul, [PAIN]);
  assert.deepEqual([(await ticket(nora, practice)).formation, (await ticket(paul, real)).formation], [1, 0]);

  for (const [who, other, formation] of [[marc, practice, true], [chloe, real, false]] as const) {
    for (
      const answer of [await take(who, other), await take(who, other, { motif: "pressé" }), await pay(who, other, [cash(120)])]
    ) {
      const { detail, formation: its } = refused(answer, 409, "training_mismatch");
      assert.equal(its, formation);
      assert.match(detail, /formation/);
    }
  }
  ok(await take(chloe, practice));
  ok(await take(marc, real));
  assert.equal(ok(await pay(chloe, practice, [cash(120)])).numero, "F-C1-000001");
  assert.equal(ok(await pay(marc, real, [cash(120)])).numero, "C2-000001", "the premise: each takes their own kind");

  const all = { [practice.lignes[0]!]: 1_000 };
  const allReal = { [real.lignes[0]!]: 1_000 };
  refused(await refund(marc, practice, all, [cash(120)]), 409, "training_mismatch");
  refused(await refund(chloe, real, allReal, [cash(120)]), 409, "training_mismatch");
  assert.equal(ok(await refund(chloe, practice, all, [cash(120)])).numero, "F-C1-000002");
  assert.equal(ok(await refund(marc, real, allReal, [cash(120)])).numero, "C2-000002");

  // What was begun for practice ends as it began.
  const begun = await draft(chloe, [PAIN]);
  ok(await closeTill(chloe, 0));
  ok(await train(owner, CHLOE, false));
  ok(await openTill(chloe));
  refused(await pay(chloe, begun, [cash(120)]), 409, "training_mismatch");
  ok(await cancel(chloe, begun, { motif: "exercice" }));
  const dropped = await sent(nora, [PAIN]);
  ok(await cancel(nora, dropped, { motif: "exercice" }));
  const traces = (await contents(shop, "evenements")).filter(({ vente_id }) => vente_id === dropped.id);
  assert.deepEqual(traces.map(({ formation, motif }) => [formation, motif]), [[true, "exercice"]]);
});

Deno.test("training begins and ends by the owner's word, between two tickets, and both are told", async () => {
  await using shop = await Shop.open(EVERYBODY);
  const { nora, chloe, owner } = shop;
  for (const person of [nora, chloe]) refused(await train(person, NORA), 403, "forbidden");
  for (const id of [99, 0]) refused(await train(owner, id), 404, "not_found");
  refused(await command(owner, "/api/equipe/x/formation", { formation: true }), 404, "not_found");
  refused(await command(owner, `/api/equipe/${NORA}/formation`, { formation: 1 }), 400, "invalid_body");
  refused(await train(owner, OWNER), 409, "constraint_violation");

  const waiting = await sent(nora, [PAIN]);
  const busy = refused(await train(owner, NORA), 409, "training_busy");
  assert.deepEqual([busy.par, busy.caisse, busy.tickets], ["nora", null, 1]);
  assert.match(busy.detail, /nora/);
  ok(await take(chloe, waiting));
  for (const id of [NORA, CHLOE]) refused(await train(owner, id), 409, "training_busy");
  ok(await giveBack(chloe, waiting, { motif: "non" }));
  ok(await cancel(nora, waiting, { motif: "non" }));
  ok(await openTill(chloe));
  assert.equal(refused(await train(owner, CHLOE), 409, "training_busy").caisse, "C1");
  ok(await closeTill(chloe, 0));

  for (const formation of [true, true, false]) {
    for (const id of [NORA, CHLOE]) assert.equal(ok(await train(owner, id, formation)).formation, formation ? 1 : 0);
  }
  const told = (await contents(shop, "evenements")).filter(({ personne_id, formation }) =>
    personne_id !== undefined && formation !== undefined
  );
  assert.deepEqual(told.map(({ personne, formation, par }) => [personne, formation, par]), [
    ["nora", true, "patron"],
    ["chloe", true, "patron"],
    ["nora", false, "patron"],
    ["chloe", false, "patron"],
  ], "said once, though asked twice");
  const { records } = ok(await answerOf(await owner.get("/api/journal?kind=formation")));
  assert.equal(records.length, 4);
});

Deno.test("closings and training do not wait for each other, and a day of training alone begins no business", async () => {
  await using shop = await Shop.open(["nora", "chloe", "marc"]);
  const { chloe, marc, owner } = shop;
  const [chloeId, marcId] = [3, 4];
  ok(await train(owner, chloeId));
  ok(await openTill(chloe));
  await shop.aside((db) =>
    void db.exec(`INSERT INTO sessions_caisse (caisse, caissier_id, jour, fond, ouverte_le, fermee_le, formation)
      VALUES ('C2', ${chloeId}, '${shop.jour(-3)}', 0, '', '', 1)`)
  );
  ok(await openTill(marc, 0, "C2"));
  refused(await close(owner, "jour", shop.jour()), 409, "till_open");
  ok(await closeTill(marc, 0, "C2"));
  const z = ok(await close(owner, "jour", shop.jour()));
  assert.deepEqual(
    z.cloturees,
    [{ genre: "jour", periode: shop.jour() }],
    "a training session is open, and one was there before",
  );

  assert.equal((await sold(chloe, [PAIN], [cash(120)])).numero, "F-C1-000001");
  ok(await train(owner, marcId));
  assert.equal(ok(await openTill(marc, 0, "C2")).formation, true);
  ok(await closeTill(marc, 0, "C2"));
  ok(await closeTill(owner, 120));
});
