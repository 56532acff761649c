/** What a closing asks first: empty days, a backlog, tickets that still wait, and a count of euros that there are. */
import assert from "node:assert/strict";
import { assertSound } from "../support/records.ts";
import {
  CAFE,
  cancel,
  cash,
  close,
  closeTill,
  command,
  draft,
  LAMPE,
  ok,
  openTill,
  PAIN,
  refused,
  sent,
  Shop,
  sold,
  take,
} from "../support/shop.ts";
import { assertChained } from "../support/chained.ts";
import { MORNING, ZONE } from "../support/clock_shop.ts";

Deno.test("an empty day, a backlog and a date before the shop are for the owner to close; who is in training closes nothing", async () => {
  await using shop = await Shop.open(["chloe", "marc"], { at: MORNING, ...ZONE });
  const reason = async (person: typeof shop.chloe, genre: "jour" | "mois", periode: string) =>
    refused(await close(person, genre, periode), 403, "forbidden").detail;
  assert.match(await reason(shop.chloe, "jour", "2026-03-10"), /sans ticket/);
  assert.match(await reason(shop.chloe, "jour", "2024-01-12"), /sans ticket/);
  ok(await openTill(shop.chloe));
  ok(await closeTill(shop.chloe, 0));
  assert.match(await reason(shop.chloe, "jour", "2026-03-10"), /sans ticket/, "a till that sold nothing makes no day");
  ok(await openTill(shop.chloe));
  await sold(shop.chloe, [PAIN], [cash(120)]);
  ok(await closeTill(shop.chloe, 120));

  const [{ id }] = await shop.rows("SELECT id FROM equipe WHERE nom = 'marc'");
  ok(await command(shop.owner, `/api/equipe/${id}/formation`, { formation: true }));
  const answer = await close(shop.marc, "jour", "2026-03-10");
  assert.match(refused(answer, 403, "forbidden").detail, /formation/);
  assert.doesNotMatch(JSON.stringify(answer.body), /120/);

  // Two days later: yesterday is empty, and the day before waits for its closing.
  shop.server.clock.put("2026-03-12T09:00:00.000Z");
  ok(await openTill(shop.chloe));
  await sold(shop.chloe, [PAIN], [cash(120)]);
  ok(await closeTill(shop.chloe, 120));
  assert.match(await reason(shop.chloe, "jour", "2026-03-12"), /pas clôturé/);
  assert.match(await reason(shop.chloe, "mois", "2026-02"), /pas clôturé/);
  assert.equal(
    ok(await close(shop.chloe, "jour", "2026-03-10")).tickets,
    1,
    "one day with tickets a cashier closes, today's or not",
  );
  assert.match(await reason(shop.chloe, "jour", "2026-03-11"), /sans ticket/);
  assert.equal(ok(await close(shop.owner, "jour", "2026-03-11")).tickets, 0);
  assert.equal(ok(await close(shop.chloe, "jour", "2026-03-12")).par, "chloe");
});

Deno.test("after a shut Sunday the cashier closes Monday, and Sunday along with it; a longer gap, or one with a sale in it, is for the owner", async () => {
  // A Saturday.
  await using shop = await Shop.open(["chloe"], { at: "2026-03-14T09:00:00.000Z", ...ZONE });
  const sale = async (date: string) => {
    shop.server.clock.put(`${date}T17:00:00.000Z`);
    ok(await openTill(shop.chloe));
    await sold(shop.chloe, [PAIN], [cash(120)]);
    ok(await closeTill(shop.chloe, 120));
  };
  const late = async (date: string) =>
    assert.match(refused(await close(shop.chloe, "jour", date), 403, "forbidden").detail, /pas clôturé/, date);
  const closed = async (person: typeof shop.chloe, date: string) =>
    ok(await close(person, "jour", date)).cloturees.map(({ periode }: { periode: string }) => periode);
  await sale("2026-03-14");
  assert.deepEqual(await closed(shop.chloe, "2026-03-14"), ["2026-03-14"]);
  await sale("2026-03-16");
  assert.deepEqual(await closed(shop.chloe, "2026-03-16"), ["2026-03-15", "2026-03-16"]);
  const [sunday] = await shop.rows("SELECT tickets, total_ttc, perpetuel FROM clotures WHERE periode = '2026-03-15'");
  assert.deepEqual(sunday, { tickets: 0, total_ttc: 0, perpetuel: 120 });
  await sale("2026-03-19");
  assert.deepEqual(await closed(shop.chloe, "2026-03-19"), ["2026-03-17", "2026-03-18", "2026-03-19"], "two are a weekend");

  await sale("2026-03-23");
  await late("2026-03-23");
  assert.equal((await closed(shop.owner, "2026-03-23")).length, 4, "three are a gap");
  await sale("2026-03-24");
  await sale("2026-03-25");
  await late("2026-03-25");
  assert.deepEqual(await closed(shop.chloe, "2026-03-24"), ["2026-03-24"]);
  // A till that was opened alone is business too.
  shop.server.clock.put("2026-03-26T09:00:00.000Z");
  assert.deepEqual(await closed(shop.chloe, "2026-03-25"), ["2026-03-25"]);
  ok(await openTill(shop.chloe));
  ok(await closeTill(shop.chloe, 0));
  await sale("2026-03-27");
  await late("2026-03-27");
  await assertChained(shop, { byDate: true });
});

Deno.test("a closing names the tickets that still wait, with the day of their numbers, and asks who wants to be asked; they wait on", async () => {
  await using shop = await Shop.open(["nora", "chloe", "marc"], { at: MORNING, ...ZONE });
  const { nora, chloe, owner, server: { clock } } = shop;
  const business = async (at: string) => {
    clock.put(at);
    ok(await openTill(chloe));
    await sold(chloe, [PAIN], [cash(120)]);
    ok(await closeTill(chloe, 120));
  };
  await business(MORNING);
  const [first, second] = [await sent(nora, [CAFE]), await sent(nora, [PAIN, PAIN])];
  await draft(nora, [LAMPE]);
  ok(await take(chloe, second));
  const asking = { genre: "jour", periode: "2026-03-10", demander: true };
  const asked = refused(await command(chloe, "/api/clotures", asking), 409, "tickets_waiting");
  assert.match(asked.detail, /rappel 1 \(2026-03-10\), 2 \(2026-03-10\)/);
  const told = { rappel_jour: "2026-03-10", vendeur: "nora" };
  assert.deepEqual(asked.tickets, [
    { id: first.id, rappel: 1, etat: "en_attente", total_ttc: 500, ...told },
    { id: second.id, rappel: 2, etat: "en_caisse", total_ttc: 240, ...told },
  ]);
  assert.equal((await shop.rows("SELECT count(*) AS n FROM clotures"))[0].n, 0);
  const z = ok(await close(chloe, "jour", "2026-03-10"));
  assert.deepEqual(z.en_attente.map(({ id }: { id: string }) => id), [first.id, second.id]);
  const [{ contenu }] = await shop.rows("SELECT contenu FROM journal_fiscal WHERE genre = 'cloture'");
  assert.ok(!contenu.includes("en_attente"), "the signed record is what it was");

  clock.put("2026-03-11T09:00:00.000Z");
  const today = await sent(nora, [PAIN]);
  const numbered = async (sale: { id: string }) => {
    const { rappel, rappel_jour } = ok(await take(chloe, sale));
    return [rappel, rappel_jour];
  };
  assert.deepEqual(await numbered(today), [1, "2026-03-11"]);
  assert.deepEqual(await numbered(first), [1, "2026-03-10"], "yesterday's 1 is told apart from today's");
  await business("2026-03-11T10:00:00.000Z");
  const again = await command(owner, "/api/clotures", { ...asking, periode: "2026-03-11" });
  assert.equal(refused(again, 409, "tickets_waiting").nombre, 3);
  for (const sale of [first, second, today]) ok(await cancel(chloe, sale, { motif: "parti" }));
  assert.deepEqual(ok(await command(chloe, "/api/clotures", { ...asking, periode: "2026-03-11" })).en_attente, []);
});

Deno.test("a count is of euros that there are, and one that no sum could hold lets the day close again", async () => {
  await using shop = await Shop.open(["chloe"]);
  ok(await openTill(shop.chloe));
  const count = (comptage: unknown) => command(shop.chloe, "/api/caisses/C1/fermer", { comptage });
  const invented = Object.fromEntries(Array.from({ length: 901 }, (_, at) => [String(9_999_999 - at), 1_000_000]));
  for (const comptage of [invented, { 3: 1 }, { 100_000: 1 }, { "05": 1 }, { 100: 1_000_000 }, { 100: -1 }, { 100: 0.5 }]) {
    refused(await count(comptage), 400, "invalid_body");
  }
  const all = Object.fromEntries(
    [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000].map((value) => [value, 100_000]),
  );
  assert.equal(ok(await count(all)).compte, 8_888_800_000);

  // A folder of before, in which such a count was accepted.
  await shop.aside((db) => {
    db.exec(`DROP TRIGGER sessions_caisse_fermees; DROP INDEX journal_fiscal_horloges;
      DELETE FROM _migrations WHERE name = 'shop/008_closings';
      UPDATE sessions_caisse SET compte = 9008100000000000, ecart = 9008100000000000, motif = NULL;
      CREATE TRIGGER sessions_caisse_fermees BEFORE UPDATE ON sessions_caisse WHEN OLD.fermee_le IS NOT NULL
      BEGIN SELECT raise(ABORT, 'sessions_caisse: une session fermée ne change plus'); END;`);
  });
  const [session] = await shop.rows("SELECT compte, ecart, comptage, motif FROM sessions_caisse");
  assert.deepEqual([session.compte, session.ecart, session.comptage], [null, null, null]);
  assert.match(session.motif, /mis de côté/);
  const today = (await shop.rows("SELECT jour FROM sessions_caisse"))[0].jour;
  const z = ok(await close(shop.owner, "jour", today));
  assert.deepEqual(z.ecarts, [{ caisse: "C1", ecart: 0, sessions: 1 }]);
  await assertSound(shop);
});
