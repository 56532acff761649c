/** Enrolment: a till that the owner bound to a device opens there only, and nobody talks or guesses a way in. */
import assert from "node:assert/strict";
import { answerOf, type Person } from "../support/server.ts";
import { Feed } from "../support/feed.ts";
import { close, closeTill, command, ok, openTill, refused, Shop, xReport } from "../support/shop.ts";
import { enrol, invite, newKey, openWith, release } from "../support/enrolment.ts";

const tills = async (person: Person) => ok(await answerOf(await person.get("/api/caisses"))).caisses;

async function enrolled(shop: Shop, nom = "C1"): Promise<string> {
  const key = newKey();
  assert.deepEqual(ok(await enrol(shop.chloe, ok(await invite(shop.owner, nom)).code, key)), { caisse: nom });
  return key;
}

Deno.test("the list of tills says to everybody who has which open, in order, and nothing of money", async () => {
  await using shop = await Shop.open(["nora", "chloe", "marc"]);
  ok(await openTill(shop.marc, 12_345, "C2"));
  ok(await shop.owner.query("update", "UPDATE caisses SET active = 0, libelle = 'Réserve' WHERE nom = 'C1'"));
  const [marc] = await shop.rows("SELECT id FROM equipe WHERE nom = 'marc'");
  const [session] = await shop.rows("SELECT ouverte_le FROM sessions_caisse");
  const closed = {
    enrolee: false,
    codes_pin: false,
    ouverte: false,
    par: null,
    par_id: null,
    ouverte_le: null,
    formation: false,
    oubliee: false,
    terminal: false,
    tiroir: false,
  };
  const expected = [
    { nom: "C1", libelle: "Réserve", active: false, ...closed },
    {
      ...closed,
      nom: "C2",
      libelle: "",
      active: true,
      ouverte: true,
      par: "marc",
      par_id: marc.id,
      ouverte_le: session.ouverte_le,
    },
  ];
  const journal = () => shop.inspect((db) => db.prepare("SELECT max(seq) AS seq FROM _journal").get());
  const before = journal();
  for (const person of [shop.owner, shop.nora, shop.chloe, shop.marc]) assert.deepEqual(await tills(person), expected);
  assert.deepEqual(journal(), before, "a read leaves no row");
  ok(await closeTill(shop.marc, 12_000, "C2"));
  assert.deepEqual((await tills(shop.nora))[1], { nom: "C2", libelle: "", active: true, ...closed });
  ok(await command(shop.owner, `/api/equipe/${marc.id}/formation`, { formation: true }));
  ok(await openTill(shop.marc, 0, "C2"));
  const [, { ouverte, par, formation }] = await tills(shop.nora);
  assert.deepEqual([ouverte, par, formation], [true, "marc", true]);
  using stranger = shop.server.at("127.0.0.9");
  assert.equal((await stranger.get("/api/caisses")).status, 401);
});

Deno.test("a till that is enrolled opens with its device's key only; any other, and without one, as before", async () => {
  await using shop = await Shop.open(["nora", "chloe", "marc"]);
  const feed = await Feed.open(shop.nora);
  const key = await enrolled(shop);
  await feed.until(
    () => feed.changes.some(({ changes }) => changes.some(({ table, key }) => table === "caisses" && key["nom"] === "C1")),
    "the till's row has changed",
  );
  await feed.close();
  assert.deepEqual((await tills(shop.chloe)).map(({ enrolee }: { enrolee: boolean }) => enrolee), [true, false]);
  const body = refused(await openTill(shop.chloe), 403, "till_not_enrolled");
  assert.equal(body.caisse, "C1");
  assert.match(body.detail, /C1.*demandez un code/);
  refused(await openWith(shop.chloe, newKey()), 403, "till_not_enrolled");
  // The device counts, not who enrolled it.
  ok(await openWith(shop.marc, key));
  refused(await openWith(shop.chloe, newKey()), 403, "till_not_enrolled");
  refused(await openWith(shop.chloe, key), 409, "till_open");
  ok(await openWith(shop.chloe, key, "C2"));
  ok(await xReport(shop.marc));
  ok(await closeTill(shop.marc, 0));
  ok(await closeTill(shop.chloe, 0, "C2"));
  ok(await openTill(shop.marc, 0, "C2"));

  await shop.aside(() => {});
  using after = shop.server.at("127.0.0.3");
  after.token = shop.chloe.token;
  refused(await openTill(after), 403, "till_not_enrolled");
  ok(await openWith(after, key));
});

Deno.test("a code works once, for its till and the device that was first; a newer one ends it and replaces the device", async () => {
  await using shop = await Shop.open(["nora", "chloe", "marc"]);
  const { owner, chloe, marc } = shop;
  const keys = Array.from({ length: 6 }, newKey) as [string, string, string, string, string, string];
  const { caisse, code, expire_le } = ok(await invite(owner));
  assert.deepEqual([caisse, /^\d{6}$/.test(code)], ["C1", true]);
  const leftS = (Date.parse(expire_le) - Date.now()) / 1000;
  assert.ok(leftS > 590 && leftS <= 600, `${leftS} s`);

  // Two devices at once: one wins, whoever it is.
  const both = await Promise.all([enrol(chloe, code, keys[0]), enrol(marc, code, keys[1])]);
  assert.deepEqual(both.map(({ status }) => status).sort(), [200, 403]);
  const won = both[0].status === 200 ? 0 : 1;
  refused(both[1 - won]!, 403, "enrolment_code_invalid");
  refused(await enrol(chloe, code, keys[won]), 403, "enrolment_code_invalid");
  refused(await openWith(chloe, keys[1 - won]!), 403, "till_not_enrolled");
  ok(await openWith(chloe, keys[won]!));
  ok(await closeTill(chloe, 0));

  // An answer that was lost: the same request once more.
  const again = ok(await invite(owner)).code;
  const sent = crypto.randomUUID();
  const [first, second] = [await enrol(chloe, again, keys[2], sent), await enrol(chloe, again, keys[2], sent)];
  assert.deepEqual([ok(first), ok(second)], [{ caisse: "C1" }, { caisse: "C1" }]);
  assert.equal(second.headers.get("idempotency-replayed"), "true");
  refused(await openWith(chloe, keys[won]!), 403, "till_not_enrolled");

  // A new code for the till ends the one before, that of another till stays.
  const [old, c2] = [ok(await invite(owner)).code, ok(await invite(owner, "C2")).code];
  const key = crypto.randomUUID();
  const [renewed, asked] = [ok(await invite(owner, "C1", key)), await invite(owner, "C1", key)];
  assert.equal(asked.headers.get("idempotency-replayed"), null, "a code is not kept to be answered again");
  assert.equal(new Set([old, c2, renewed.code, ok(asked).code]).size, 4);
  for (const stale of [old, renewed.code]) refused(await enrol(marc, stale, keys[3]), 403, "enrolment_code_invalid");
  assert.deepEqual(ok(await enrol(marc, c2, keys[4])), { caisse: "C2" });
  refused(await openWith(marc, keys[4]), 403, "till_not_enrolled");
  ok(await openWith(marc, keys[4], "C2"));
  assert.deepEqual(ok(await enrol(chloe, ok(asked).code, keys[5])), { caisse: "C1" });
  ok(await openWith(chloe, keys[5]));
});

Deno.test("a code ends after its time, with its till, and with the till's release", async () => {
  await using shop = await Shop.open();
  const { owner, chloe } = shop;
  const stays = ok(await invite(owner, "C2")).code;
  const late = ok(await invite(owner)).code;
  const past = new Date(Date.now() - 1).toISOString();
  await shop.aside((db) => {
    assert.equal(db.prepare("UPDATE _codes_enrolement SET expire_le = ? WHERE caisse = 'C1'").run(past).changes, 1);
  });
  const at = (person: Person) => Object.assign(shop.server.at(person.address), { token: person.token });
  using boss = at(owner);
  using till = at(chloe);
  refused(await enrol(till, late, newKey()), 403, "enrolment_code_invalid");

  const out = ok(await invite(boss)).code;
  const active = (value: 0 | 1) => boss.query("update", "UPDATE caisses SET active = ? WHERE nom = 'C1'", [value]);
  ok(await active(0));
  refused(await enrol(till, out, newKey()), 403, "enrolment_code_invalid");
  refused(await invite(boss), 404, "not_found");
  ok(await active(1));
  ok(await release(boss));
  refused(await enrol(till, out, newKey()), 403, "enrolment_code_invalid");
  assert.deepEqual(ok(await enrol(till, stays, newKey())), { caisse: "C2" }, "what was invited elsewhere stays");
  for (const nom of ["C9", "c1", "%27"]) {
    refused(await invite(boss, nom), 404, "not_found");
    refused(await release(boss, nom), 404, "not_found");
  }
});

Deno.test("only the owner invites and releases, only a cashier enrols, and nobody names the till that a code is for", async () => {
  await using shop = await Shop.open(["nora", "chloe", "marc"]);
  const { owner, nora, chloe } = shop;
  const code = ok(await invite(owner)).code;
  for (const person of [nora, chloe]) {
    refused(await invite(person), 403, "forbidden");
    refused(await release(person), 403, "forbidden");
  }
  for (const person of [nora, owner]) refused(await enrol(person, code, newKey()), 403, "forbidden");
  const key = newKey();
  const bodies: unknown[] = [
    {},
    { code },
    { cle: key },
    { code: Number(code), cle: key },
    { code: `${code} `, cle: key },
    { code: code.slice(1), cle: key },
    { code: "１２３４５６", cle: key },
    { code: [code], cle: key },
    { code, cle: key.slice(1) },
    { code, cle: `${key}=` },
    { code, cle: "" },
    { code, cle: key.replace(/.$/, "/") },
    { code, cle: key, caisse: "C2" },
    { code, cle: key, nom: "C2" },
  ];
  for (const body of bodies) refused(await command(chloe, "/api/caisses/enroler", body), 400, "invalid_body");
  const keyless = await chloe.post("/api/caisses/enroler", { code, cle: key });
  assert.equal((await keyless.json()).code, "idempotency_key_missing");
  for (const cle of ["", key.slice(2), null, { toString: 1 }]) {
    refused(await command(chloe, "/api/caisses/C1/ouvrir", { cle }), 400, "invalid_body");
  }
  // Where SQL would reach, it does not.
  const sql = (person: Person, type: string, text: string) => person.query(type, text);
  refused(await sql(owner, "update", "UPDATE caisses SET enrolee_le = NULL"), 403, "forbidden");
  refused(await sql(chloe, "update", "UPDATE caisses SET enrolee_le = NULL"), 403, "forbidden");
  for (const person of [owner, nora, chloe]) {
    ok(await sql(person, "select", "SELECT nom, enrolee_le FROM caisses"));
    for (const table of ["_appareils", "_codes_enrolement"]) {
      refused(await sql(person, "select", `SELECT count(*) AS n FROM ${table}`), 400, "sql_error");
      refused(await sql(person, "select", `SELECT * FROM main."${table}"`), 400, "sql_error");
      refused(await sql(person, "delete", `DELETE FROM ${table}`), 400, "sql_error");
    }
  }
  assert.deepEqual(ok(await enrol(chloe, code, key)), { caisse: "C1" }, "none of that touched the code");
});

Deno.test("a till that is released opens for anybody; a day, a count and a report never need the device", async () => {
  await using shop = await Shop.open(["nora", "chloe", "marc"]);
  const { owner, chloe, marc } = shop;
  const key = await enrolled(shop);
  ok(await openWith(chloe, key));
  // The device is lost with its till open: the owner gives the till free, the cashier closes where she stands.
  assert.deepEqual(ok(await release(owner)), { caisse: "C1" });
  ok(await xReport(chloe));
  ok(await closeTill(chloe, 0));
  ok(await openTill(marc));
  ok(await closeTill(marc, 0));
  assert.deepEqual(ok(await release(owner)), { caisse: "C1" }, "once more changes nothing");
  // Out of service and back, the till still knows its device.
  const next = await enrolled(shop);
  for (const active of [0, 1]) ok(await owner.query("update", "UPDATE caisses SET active = ? WHERE nom = 'C1'", [active]));
  refused(await openTill(marc), 403, "till_not_enrolled");
  ok(await openWith(marc, next));
  ok(await closeTill(owner, 0));
  ok(await close(owner, "jour", shop.jour()));
});
