/** Time has one home: what is written is dated by the writer when it performs it, and a clock that jumps does no harm. */
import assert from "node:assert/strict";
import { Feed } from "../support/feed.ts";
import { assertSound } from "../support/records.ts";
import { answerOf, PASSWORD } from "../support/server.ts";
import { CAFE, cash, closeTill, command, ok, openTill, PAIN, refused, sent, Shop, sold, take } from "../support/shop.ts";

const MINUTE = 60_000;
const NOON = "2026-03-10T11:00:00.000Z";
/** As a device makes it: 32 bytes. */
const DEVICE_KEY = "A".repeat(43);

/** What the journal's records say of when, in their order. */
async function times(shop: Shop): Promise<string[]> {
  const { records } = await (await shop.owner.get("/api/journal")).json();
  return records.map(({ at }: { at: string }) => at).toReversed();
}

// deno-lint-ignore no-explicit-any -- records of every shape
async function records(shop: Shop, genre: string): Promise<any[]> {
  const rows = await shop.rows("SELECT serie, seq, contenu, horodatage FROM journal_fiscal WHERE genre = ? ORDER BY seq", [
    genre,
  ]);
  return rows.map((row) => ({ ...row, contenu: JSON.parse(row.contenu) }));
}

Deno.test("an owner's write that had to wait is dated when it is done, and no clock is said to have gone back", async () => {
  await using shop = await Shop.open(["chloe"], { at: NOON });
  // Too many rows for the writer to search through at once: tried in a process first.
  const many = [..."abcdef"].map((name) => `produits ${name}`).join(", ");
  const slow = `UPDATE boutique SET message = 'Merci' WHERE (SELECT count(*) FROM ${many}) > 0`;
  const waiting = shop.owner.query("update", slow);
  await new Promise((resolve) => setTimeout(resolve, 20));
  ok(await openTill(shop.chloe));
  const till = (await shop.rows("SELECT max(seq) AS seq FROM journal_fiscal"))[0].seq;
  ok(await waiting);
  const [setting] = await records(shop, "reglages");
  assert.ok(setting.seq > till, "the premise: the till opened while the owner's write was tried");
  const at = await times(shop);
  assert.deepEqual(at, at.toSorted(), "the journal's times run with its order");
  assert.deepEqual(await records(shop, "horloge"), []);
});

Deno.test("a clock that is put back is told of once, not once per till or record; what follows bears the new time", async () => {
  await using shop = await Shop.open(["chloe", "marc"], { at: NOON });
  const feed = await Feed.open(shop.owner);
  ok(await openTill(shop.chloe));
  ok(await openTill(shop.marc, 0, "C2"));
  await sold(shop.chloe, [PAIN], [cash(120)]);
  await sold(shop.marc, [CAFE], [cash(500)]);
  assert.equal(
    (await shop.rows("SELECT count(*) AS n FROM ventes WHERE jour = '2026-03-10' AND payee_le LIKE '2026-03-10T11:%'"))[0].n,
    2,
  );

  shop.server.clock.put("2026-03-10T09:00:00.000Z");
  const first = await sold(shop.chloe, [PAIN], [cash(120)]);
  const second = await sold(shop.marc, [CAFE], [cash(500)]);
  ok(await closeTill(shop.chloe, 240));
  for (const { date } of [first, second]) assert.match(date, /^2026-03-10T09:00:/);
  const told = await records(shop, "horloge");
  assert.equal(told.length, 1, "two tills, three series, one record");
  assert.match(told[0].contenu.avant, /^2026-03-10T11:00:/);
  assert.match(told[0].contenu.maintenant, /^2026-03-10T09:00:/);
  const [row] = await shop.rows("SELECT cree_le, modifie_le FROM ventes WHERE id = ?", [first.vente_id]);
  for (const time of [row.cree_le, row.modifie_le]) assert.match(time, /^2026-03-10T09:00:/);
  const at = await times(shop);
  assert.equal(at.filter((time, seq) => seq > 0 && time < at[seq - 1]!).length, 1, "and the journal steps back once");
  await assertSound(shop);
  // Whoever listens misses nothing: the writer's own record comes as any other.
  await feed.until(
    () =>
      feed.changes.some(({ changes }) => changes?.some(({ table }) => table === "sessions_caisse") && feed.changes.length > 8),
    "all changes",
  );
  for (const [n, { prev }] of feed.changes.entries()) if (n > 0) assert.equal(prev, feed.changes[n - 1]!.seq);
  assert.ok(feed.changes.some(({ by }) => by.username === "comptoir"));
});

Deno.test("a clock that is put right by less than a minute stands still until then, and nobody is told", async () => {
  await using shop = await Shop.open(["chloe"], { at: NOON });
  ok(await openTill(shop.chloe));
  shop.server.clock.put("2026-03-10T10:59:30.000Z");
  const held = await sold(shop.chloe, [PAIN], [cash(120)]);
  assert.match(held.date, /^2026-03-10T11:00:/);
  shop.server.clock.pass(MINUTE);
  const later = await sold(shop.chloe, [PAIN], [cash(120)]);
  assert.match(later.date, /^2026-03-10T11:00:3/, "and it goes on when it is that late");
  assert.deepEqual(await records(shop, "horloge"), []);
  const at = await times(shop);
  assert.deepEqual(at, at.toSorted());
});

Deno.test("sessions last as long as they last, whatever the clock says meanwhile and across a restart", async () => {
  const HOUR = 60 * MINUTE;
  await using shop = await Shop.open(["chloe"], { at: NOON });
  const { clock } = shop.server;
  const restart = async () => {
    await shop.server.stop();
    shop.server = await shop.server.restart();
  };
  for (const at of ["2027-03-10T11:00:00.000Z", "2025-03-10T11:00:00.000Z", "2026-03-10T11:00:10.000Z"]) {
    clock.put(at);
    ok(await shop.chloe.query("select", "SELECT 1 AS n"));
    await restart();
    ok(await shop.chloe.query("select", "SELECT 1 AS n"));
    const { uptime_s, time } = (await answerOf(await shop.owner.get("/api/health"))).body;
    assert.ok(uptime_s < 60 && time.startsWith(at.slice(0, 13)), `${uptime_s} ${time}`);
    const { sessions } = (await answerOf(await shop.owner.get("/api/sessions"))).body;
    for (const { since, expires_at } of sessions) {
      assert.ok(
        Math.abs(Date.parse(since) - Date.parse(at)) < MINUTE && Date.parse(expires_at) - Date.parse(at) > 11 * HOUR,
        since,
      );
    }
  }
  // Jumps prolong nothing: half a shift, a jump, half a shift.
  clock.pass(6 * HOUR);
  clock.put("2026-01-01T00:00:00.000Z");
  ok(await shop.owner.query("select", "SELECT 1 AS n"));
  clock.pass(6 * HOUR + MINUTE);
  refused(await shop.chloe.query("select", "SELECT 1 AS n"), 401, "unauthenticated");
  ok(await shop.owner.query("select", "SELECT 1 AS n"));
  clock.pass(11 * HOUR + 50 * MINUTE);
  ok(await shop.owner.query("select", "SELECT 1 AS n"));
  clock.put("2025-12-01T00:00:00.000Z");
  clock.pass(10 * MINUTE);
  refused(await shop.owner.query("select", "SELECT 1 AS n"), 401, "unauthenticated");
});

Deno.test("a cashier's hold and a till's code last two and ten minutes, whatever the clock says meanwhile", async () => {
  await using shop = await Shop.open(["nora", "chloe", "marc"], { at: NOON });
  const { clock } = shop.server;
  const sale = await sent(shop.nora, [PAIN]);
  ok(await take(shop.chloe, sale));
  for (const at of ["2027-03-10T11:00:00.000Z", "2026-02-10T11:00:00.000Z", NOON]) {
    clock.put(at);
    refused(await take(shop.marc, sale), 409, "ticket_locked");
  }
  clock.put("2026-02-10T11:00:00.000Z");
  clock.pass(2 * MINUTE + 1);
  ok(await take(shop.marc, sale));

  // Of a hold of before a restart the clock alone can tell: one that could not have begun is none.
  await shop.server.stop();
  shop.server = await shop.server.restart();
  refused(await take(shop.chloe, sale), 409, "ticket_locked");
  await shop.server.stop();
  clock.put("2026-01-10T11:00:00.000Z");
  shop.server = await shop.server.restart();
  ok(await take(shop.chloe, sale));

  const invited = async () => ok(await command(shop.owner, "/api/caisses/C1/inviter")).code as string;
  const enrol = (code: string) => command(shop.chloe, "/api/caisses/enroler", { code, cle: DEVICE_KEY });
  let code = await invited();
  clock.put("2027-01-10T11:00:00.000Z");
  ok(await enrol(code));
  code = await invited();
  clock.put("2026-01-10T11:00:00.000Z");
  clock.pass(10 * MINUTE + 1);
  refused(await enrol(code), 403, "enrolment_code_invalid");
});

Deno.test("a start under a clock that is a year ahead forgets no answer: what is sent again is answered again", async () => {
  await using shop = await Shop.open(["chloe"], { at: NOON });
  const headers = { "idempotency-key": crypto.randomUUID() };
  const write = () => shop.owner.query("insert", "INSERT INTO categories (nom) VALUES ('Épicerie')", [], headers);
  const first = await write();
  ok(first);
  await shop.server.stop();
  shop.server.clock.put("2027-03-10T11:00:00.000Z");
  shop.server = await shop.server.restart();
  shop.server.clock.put(NOON);
  // A clock that went ahead while nothing ran costs a sign-in.
  await shop.owner.signIn("patron", PASSWORD);
  const again = await write();
  assert.deepEqual([again.body, again.headers.get("idempotency-replayed")], [first.body, "true"]);
});
