/** How a shop takes head office's file: once, with a password that it alone has afterwards, and nothing kept where the two do not fit. */
import assert from "node:assert/strict";
import { Connection } from "../../server/head_office/connection.ts";
import { readLink } from "../../server/head_office/link_file.ts";
import { assertSentence, comptoir } from "../support/command_line.ts";
import { CuttingProxy } from "../support/cutting_proxy.ts";
import { eventually } from "../support/feed.ts";
import { HeadOffice } from "../support/head_office.ts";
import { ownProcesses } from "../support/own_processes.ts";
import { Postgres, withPostgres } from "../support/postgres.ts";
import { answerOf, startServer } from "../support/server.ts";
import { ok, openTill, refused, Shop } from "../support/shop.ts";

const keyOf = (shop: Shop) => `${shop.server.dir}/head-office.key`;
const exists = (path: string) => Deno.stat(path).then(() => true, () => false);

withPostgres(
  "the file opens nothing any more once the shop has taken it, and its secret stands nowhere but in a key file",
  async () => {
    await using postgres = await Postgres.start({ settings: ["log_statement=all"] });
    await using office = await HeadOffice.open(postgres);
    await using shop = await Shop.open(["chloe"]);
    const file = await office.enrol("Lyon");
    const link = readLink(await Deno.readTextFile(file));
    const joined = await comptoir("head-office", "join", file, "--data", shop.server.dir);
    assert.equal(joined.code, 0, joined.err);
    await assert.rejects(Connection.open(link), /refuses/);
    const kept = JSON.parse(await Deno.readTextFile(keyOf(shop)));
    assert.equal((await Deno.stat(keyOf(shop))).mode! & 0o777, 0o600);
    assert.equal(kept.next, null);
    const own = readLink(kept.link);
    assert.notEqual(own.password, link.password);
    await (await Connection.open(own)).close();
    await office.hasAll(shop, "lyon");
    const journal = shop.inspect((db) => JSON.stringify(db.prepare("SELECT content FROM _journal").all()));
    assert.match(journal, /head_office_joined/);
    for (const secret of [link.password, own.password]) {
      for (const [place, text] of Object.entries({ journal, log: shop.server.log, database: postgres.log, said: joined.out })) {
        assert.ok(!text.includes(secret), `a password stands in the ${place}`);
      }
    }

    assertSentence(await comptoir("head-office", "join", file, "--data", shop.server.dir), 1, /linked to a head office already/);
    const left = await comptoir("head-office", "leave", "--data", shop.server.dir);
    assert.equal(left.code, 0, left.err);
    assert.equal(await exists(keyOf(shop)), false);
    await eventually(() => ownProcesses(shop.server, "head-office-link").length === 0, "nobody sends any more");
    assertSentence(await comptoir("head-office", "leave", "--data", shop.server.dir), 1, /linked to no head office/);
    assert.match((await comptoir("head-office", "status", "--data", shop.server.dir)).out, /linked to no head office/);
    assertSentence(await comptoir("head-office", "join", file, "--data", shop.server.dir), 1, /refuses this shop's credential/);

    // With another file it goes on where it was, also while no server runs.
    const again = await office.enrol("Lyon", "--again");
    await shop.server.stop();
    assert.equal((await comptoir("head-office", "join", again, "--data", shop.server.dir)).code, 0);
    shop.server = await shop.server.restart();
    await office.hasAll(shop, "lyon");
    await office.assertSame(shop, "lyon");
  },
);

withPostgres("what is no such file, or another shop's, or leads nowhere, is refused with nothing kept", async () => {
  await using postgres = await Postgres.start();
  await using office = await HeadOffice.open(postgres);
  await using shop = await Shop.open(["chloe"]);
  // Made from nothing, not from what other tests begin with: nothing in its journal is this one's.
  await using stranger = await startServer();
  (await stranger.owner())[Symbol.dispose]();
  assert.equal((await comptoir("head-office", "join", await office.enrol("Lyon"), "--data", stranger.dir)).code, 0);
  await eventually(async () => await office.received("lyon") > 0, "something of the other shop");
  const file = await office.enrol("Paris");
  const whole = await Deno.readTextFile(file);
  const bad = `${office.folder}/bad.json`;
  const join = async (text: string) => {
    await Deno.writeTextFile(bad, text);
    return await comptoir("head-office", "join", bad, "--data", shop.server.dir);
  };
  const changed = (change: Record<string, unknown>) => JSON.stringify({ ...JSON.parse(whole), ...change });
  const cases: readonly (readonly [string, RegExp])[] = [
    ["", /no file of/],
    ["{}", /no file of/],
    ["[]", /no file of/],
    ["null", /no file of/],
    ["\u0000".repeat(10), /no file of/],
    ["x".repeat(70_000), /no file of/],
    [whole.slice(0, -20), /no file of/],
    [changed({ format: 2 }), /another version/],
    [changed({ port: "5432" }), /damaged or was cut off/],
    [changed({ shop: "../x" }), /damaged or was cut off/],
    [changed({ user: "a\nb" }), /damaged or was cut off/],
    [changed({ ca: "none" }), /damaged or was cut off/],
    [changed({ password: "wrong" }), /refuses this shop's credential/],
    [changed({ port: 1 }), /does not answer/],
    [changed({ host: "nowhere.invalid" }), /does not answer/],
    [changed({ database: "nowhere" }), /not prepared|refuses/],
    [changed({ tls: true }), /TLS/],
    [await Deno.readTextFile(await office.enrol("Lyon", "--again")), /another shop's journal/],
  ];
  for (const [text, wanted] of cases) {
    const ended = await join(text);
    assertSentence(ended, 1, wanted);
    assert.equal(await exists(keyOf(shop)), false, text);
    assert.ok(!ended.err.includes(JSON.parse(whole).password));
  }
  assertSentence(
    await comptoir("head-office", "join", "/nowhere.json", "--data", shop.server.dir),
    1,
    /cannot be read: there is no such file/,
  );
  // The owner's page says the same in its own language.
  const told = async (file: string) => {
    const answer = await shop.owner.post("/api/head-office", { file }, { "accept-language": "fr" });
    return refused(await answerOf(answer), 409, "head_office_refused").detail;
  };
  assert.match(await told("{}"), /n'est pas un fichier de/);
  assert.match(await told(changed({ format: 2 })), /une autre version/);
  assert.match(await told(changed({ user: "" })), /abîmé ou incomplet/);
  // The right one still does.
  assert.equal((await comptoir("head-office", "join", file, "--data", shop.server.dir)).code, 0);
});

withPostgres("a line that breaks while the shop gets its own password leaves it linked, by that password", async () => {
  await using postgres = await Postgres.start();
  await using proxy = await CuttingProxy.start(postgres.port);
  await using office = await HeadOffice.open(postgres, proxy.port);
  await using shop = await Shop.open(["chloe"]);
  const file = await office.enrol("Lyon");
  proxy.plan = () => proxy.cuts === 0 ? { atAnswer: "ALTER ROLE" } : null;
  const joined = await comptoir("head-office", "join", file, "--data", shop.server.dir);
  assert.equal(joined.code, 0, joined.err);
  assert.equal(proxy.cuts, 1, "the premise");
  await office.hasAll(shop, "lyon");
  await eventually(async () => JSON.parse(await Deno.readTextFile(keyOf(shop))).next === null, "the password is its own");
  await assert.rejects(Connection.open(readLink(await Deno.readTextFile(file))), /refuses/);
});

withPostgres(
  "a shop whose key file for head office was damaged starts, says so without a word of it, and may be linked anew",
  async () => {
    await using shop = await Shop.open(["chloe"]);
    for (
      const text of [
        "",
        "hunter2secret",
        '{"link":"hunter2secret","next":null}',
        '{"link":"{}","next":"hunter2secret"}',
        "[]",
        "null",
      ]
    ) {
      await shop.server.stop();
      await Deno.writeTextFile(keyOf(shop), text);
      shop.server = await shop.server.restart();
      await eventually(() => /head-office\.key was empty or damaged/.test(shop.server.log), "it is told");
      assert.ok(!shop.server.log.includes("hunter2"), shop.server.log);
      assert.deepEqual(ok(await answerOf(await shop.owner.get("/api/head-office"))), { link: null });
      assert.equal((await shop.owner.fetch("/api/metrics", { headers: { accept: "text/plain" } })).status, 200);
      const status = await comptoir("head-office", "status", "--data", shop.server.dir);
      assert.deepEqual([status.code, /head-office\.key was empty or damaged/.test(status.out)], [1, true], status.out);
    }
    await using postgres = await Postgres.start();
    await using office = await HeadOffice.open(postgres);
    await office.link(shop, "lyon");
    await office.hasAll(shop, "lyon");
  },
);

withPostgres("a line that hangs up before a word is tried again and again, with pauses", async () => {
  await using postgres = await Postgres.start();
  await using proxy = await CuttingProxy.start(postgres.port);
  await using office = await HeadOffice.open(postgres, proxy.port);
  await using shop = await Shop.open(["chloe"]);
  await office.link(shop, "lyon");
  await office.hasAll(shop, "lyon");
  const before = proxy.connections;
  proxy.hangsUp = true;
  proxy.cutAll();
  await eventually(() => proxy.connections >= before + 3, "three tries");
  assert.match((await comptoir("head-office", "status", "--data", shop.server.dir)).out, /does not answer/);
  assert.ok(proxy.connections < before + 20, `${proxy.connections - before} tries: no pause between them`);
  proxy.hangsUp = false;
  await office.hasAll(shop, "lyon");
});

withPostgres("the owner's API links, tells and ends it, in either language, and monitors hear how far behind it is", async () => {
  await using postgres = await Postgres.start();
  await using office = await HeadOffice.open(postgres);
  await using shop = await Shop.open(["chloe"]);
  const { owner, chloe } = shop;
  const linkOf = async (language = "en") =>
    (await (await owner.fetch("/api/head-office", { headers: { "accept-language": language } })).json()).link;
  const gauge = async (name: string) => {
    const text = await (await owner.fetch("/api/metrics", { headers: { accept: "text/plain" } })).text();
    return Number(new RegExp(`^comptoir_head_office_${name} (\\S+)$`, "m").exec(text)![1]!.replace("Nan", "NaN"));
  };
  assert.equal(await linkOf(), null);
  assert.deepEqual([await gauge("linked"), await gauge("connected"), await gauge("lag_seconds")], [0, 0, 0]);
  for (const [method, body] of [["GET", null], ["POST", { file: "x" }], ["DELETE", null]] as const) {
    const answer = await chloe.fetch("/api/head-office", { method, ...body === null ? {} : { body: JSON.stringify(body) } });
    assert.equal(answer.status, 403, method);
    await answer.body?.cancel();
  }
  const refusal = await answerOf(await owner.post("/api/head-office", { file: "{}" }));
  assert.deepEqual([refusal.status, refusal.body.code], [409, "head_office_refused"]);
  const file = await Deno.readTextFile(await office.enrol("Lyon"));
  const joined = await answerOf(await owner.post("/api/head-office", { file }));
  assert.equal(joined.status, 201, JSON.stringify(joined.body));
  assert.deepEqual([joined.body.link.shop, joined.body.link.name], ["lyon", "Lyon"]);
  assert.ok(!JSON.stringify(joined.body).includes(JSON.parse(file).password));
  assert.equal((await answerOf(await owner.post("/api/head-office", { file }))).status, 409, "once");
  await eventually(async () => {
    const { state, unsent } = await linkOf();
    return state === "current" && unsent === 0;
  }, "all is there");
  const { sent, unsent, lag_s, problem, address } = await linkOf();
  assert.ok(sent > 0);
  assert.deepEqual([unsent, lag_s, problem, address], [
    0,
    0,
    null,
    `127.0.0.1:${postgres.port}/${new URL(office.url).pathname.slice(1)}`,
  ]);
  assert.deepEqual([await gauge("linked"), await gauge("connected"), await gauge("unsent_records")], [1, 1, 0]);
  assert.equal(await gauge("sent_seq"), sent);
  assert.ok(await gauge("last_sent_timestamp_seconds") > Date.now() / 1000 - 600);

  await postgres.stop();
  await eventually(async () => (await linkOf()).state === "waiting", "head office is away");
  assert.match((await linkOf("fr")).problem, /la base du siège ne répond pas/);
  ok(await openTill(chloe));
  await eventually(async () => await gauge("unsent_records") > 0 && await gauge("lag_seconds") > 0, "what waits");
  assert.equal(await gauge("connected"), 0);
  await postgres.resume();
  await office.hasAll(shop, "lyon");

  assert.equal((await owner.send("DELETE", "/api/head-office", "")).status, 204);
  assert.equal(await linkOf(), null);
  assert.equal((await answerOf(await owner.send("DELETE", "/api/head-office", ""))).status, 409);
  const kinds = shop.inspect((db) => db.prepare("SELECT kind FROM _journal WHERE kind LIKE 'head_office%' ORDER BY seq").all());
  assert.deepEqual(kinds.map(({ kind }) => kind), ["head_office_joined", "head_office_left"]);
});
