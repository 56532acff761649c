/** Who guesses the code that binds a till to a device: waits whatever else succeeds, and finds neither code nor key kept anywhere. */
import assert from "node:assert/strict";
import { type Answer, answerOf } from "../support/server.ts";
import { closeTill, ok, refused, Shop } from "../support/shop.ts";
import { enrol, invite, newKey, openWith, release } from "../support/enrolment.ts";

/** A code that is not the given one. */
const other = (code: string, by = 1) => String((Number(code) + by) % 1_000_000).padStart(6, "0");

Deno.test("who guesses waits, from any address and whatever else succeeds; colleagues and the owner do not", async () => {
  await using shop = await Shop.open(["nora", "chloe", "marc"]);
  const { owner, chloe, marc } = shop;
  const used = { code: ok(await invite(owner, "C2")).code, key: newKey(), sent: crypto.randomUUID() };
  ok(await enrol(chloe, used.code, used.key, used.sent));

  const { code } = ok(await invite(owner));
  const flood = await Promise.all(Array.from({ length: 40 }, (_, at) => enrol(chloe, other(code, 1 + at), newKey())));
  const judged = flood.filter(({ status }) => status === 403);
  for (const answer of judged) refused(answer, 403, "enrolment_code_invalid");
  assert.ok(judged.length >= 5 && judged.length <= 8, `${judged.length} of 40 were judged`);
  const waits = flood.filter(({ status }) => status === 429);
  assert.equal(judged.length + waits.length, 40);
  assert.match(waits[0]!.headers.get("retry-after") ?? "", /^[1-9]\d*$/);
  refused(await enrol(chloe, code, newKey()), 429, "too_many_attempts");
  // What succeeded long ago proves nothing now.
  refused(await enrol(chloe, used.code, used.key, used.sent), 429, "too_many_attempts");
  refused(await enrol(chloe, code, newKey()), 429, "too_many_attempts");

  // Chloe's name from one address after another.
  let guesses = 0;
  for (let host = 20; host < 60; host++) {
    using hop = shop.server.at(`127.0.0.${host}`);
    hop.token = chloe.token;
    for (let n = 0; n < 3; n++) guesses += Number((await enrol(hop, other(code, 100 + 3 * host + n), newKey())).status === 403);
  }
  assert.ok(guesses >= 10 && guesses <= 20, `${guesses} guesses over all addresses`);

  // Marc stands before his till with the code that the owner reads to him.
  assert.deepEqual(ok(await enrol(marc, code, newKey())), { caisse: "C1" });
  ok(await invite(owner));
});

Deno.test("a success between guesses that is only answered again does not wipe them out", async () => {
  await using shop = await Shop.open();
  const { owner, chloe } = shop;
  const [sent, key] = [crypto.randomUUID(), newKey()];
  const used = ok(await invite(owner, "C2")).code;
  ok(await enrol(chloe, used, key, sent));
  const { code } = ok(await invite(owner));
  const statuses: number[] = [];
  for (let n = 1; n <= 8; n++) {
    const replay = await enrol(chloe, used, key, sent);
    if (n === 1) assert.equal(replay.headers.get("idempotency-replayed"), "true", "the premise");
    statuses.push((await enrol(chloe, other(code, n), newKey())).status);
  }
  assert.match(statuses.join(" "), /^(403 ){4,5}(429 ?){3,4}$/);
});

Deno.test("what happened is journaled and signed; neither code nor key is kept anywhere", async () => {
  await using shop = await Shop.open();
  const { owner, chloe } = shop;
  const { code, expire_le } = ok(await invite(owner));
  const secrets = shop.inspect((db) => db.prepare("SELECT sel, empreinte FROM _codes_enrolement").get()) as Record<
    string,
    string
  >;
  const [key, wrong, stranger] = [newKey(), newKey(), newKey()];
  refused(await enrol(chloe, other(code), wrong), 403, "enrolment_code_invalid");
  ok(await enrol(chloe, code, key));
  const next = ok(await invite(owner)).code;
  const last = newKey();
  ok(await enrol(chloe, next, last));
  refused(await openWith(chloe, stranger), 403, "till_not_enrolled");
  ok(await openWith(chloe, last));
  ok(await closeTill(chloe, 0));
  ok(await release(owner));

  const noted: Answer = await answerOf(await owner.get("/api/journal?limit=500"));
  // deno-lint-ignore no-explicit-any -- journal records
  const records = (ok(noted).records as any[]).reverse();
  const of = (kind: string) =>
    records.filter((record) => record.kind === kind).map(({ username, detail }) => ({ username, detail }));
  assert.deepEqual(of("caisse_invitee")[0], { username: "patron", detail: { caisse: "C1", expire_le } });
  assert.deepEqual(of("caisse_enrolee"), [
    { username: "chloe", detail: { caisse: "C1", remplace: false } },
    { username: "chloe", detail: { caisse: "C1", remplace: true } },
  ]);
  assert.deepEqual(of("caisse_liberee"), [{ username: "patron", detail: { caisse: "C1", enrolee: true } }]);
  assert.deepEqual(of("refused"), [
    { username: "chloe", detail: { code: "enrolment_code_invalid", command: "caisses.enroler" } },
    { username: "chloe", detail: { code: "till_not_enrolled", command: "caisses.ouvrir" } },
  ]);
  const signed = await shop.rows("SELECT genre, contenu FROM journal_fiscal WHERE genre LIKE 'caisse_%' ORDER BY seq");
  assert.deepEqual(signed.map(({ genre, contenu }) => ({ genre, ...JSON.parse(contenu) })).slice(-3), [
    { genre: "caisse_enrolee", code: 126, caisse: "C1", par: "chloe", remplace: false },
    { genre: "caisse_enrolee", code: 126, caisse: "C1", par: "chloe", remplace: true },
    { genre: "caisse_liberee", code: 127, caisse: "C1", par: "patron" },
  ]);
  const verified = ok(await answerOf(await owner.get("/api/journal/verify")));
  assert.deepEqual([verified.ok, verified.fiscal.ok], [true, true]);

  const kept = shop.inspect((db) =>
    ["_journal", "_idempotency", "journal_fiscal"].map((table) => JSON.stringify(db.prepare(`SELECT * FROM ${table}`).all()))
      .join()
  );
  assert.ok(kept.includes("caisse_invitee"), "the premise");
  for (const secret of [`"${code}"`, `"${next}"`, secrets["sel"]!, secrets["empreinte"]!]) {
    assert.ok(!kept.includes(secret), secret);
  }
  const [file, wal] = ["comptoir.db", "comptoir.db-wal"].map((name) =>
    new TextDecoder("latin1").decode(Deno.readFileSync(`${shop.server.dir}/${name}`))
  );
  for (const device of [key, wrong, stranger, last]) {
    assert.ok(!file!.includes(device) && !wal!.includes(device) && !shop.server.log.includes(device));
  }
});
