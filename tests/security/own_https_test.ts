/** HTTPS by the shop's own authority: made by a command while tills work, beside HTTP, then alone, and signed anew in time. */
import assert from "node:assert/strict";
import { createHash, X509Certificate } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Trusting, trusting } from "../support/own_https.ts";
import { assertSentence, comptoir } from "../support/command_line.ts";
import { eventually, Feed } from "../support/feed.ts";
import { answerOf, PASSWORD } from "../support/server.ts";
import { Staff } from "../support/staff.ts";

/** So long after it was signed a certificate is good still, and another is due. */
const LATER_MS = 150 * 24 * 60 * 60 * 1000;

Deno.test("the shop makes an authority of its own, by which tills come by HTTPS beside HTTP, then by HTTPS alone", async (t) => {
  await using staff = await Staff.open({ zoe: "vendeur" }, {
    at: new Date(Date.now() - LATER_MS).toISOString(),
    flags: ["--tls-port", "0"],
  });
  const { owner, people: { zoe } } = staff;
  const { dir } = staff.server;
  const tls = (...args: string[]) => comptoir("tls", ...args, "--data", dir);
  const shown = () => new X509Certificate(Deno.readTextFileSync(join(dir, "tls", "server.pem")));
  const network = async () => (await answerOf(await owner.get("/api/network"))).body;

  await t.step("before, there is nothing to trust, and nothing to insist on", async () => {
    assertSentence(await tls("trust"), 1, /no authority.*tls init/);
    assertSentence(await tls("renew"), 1, /no authority.*tls init/);
    assert.equal((await answerOf(await zoe.get("/confiance"))).body.code, "not_found");
    assert.equal((await network()).https, null);
    const refused = await answerOf(await owner.send("PUT", "/api/network", { https_only: true }));
    assert.deepEqual([refused.status, refused.body.field], [400, "https_only"]);
  });

  const feed = await Feed.open(zoe);
  const { code, out, err } = await tls("init");
  assert.equal(code, 0, err);
  const ca = await Deno.readTextFile(join(dir, "tls", "ca.pem"));
  const page = await (await zoe.get("/confiance")).text();
  const [, port] = /https:\/\/127\.0\.0\.1:(\d+)\//.exec(page) ?? [];
  using https = trusting([ca], Number(port), "127.0.0.2");

  await t.step("it speaks HTTPS at once, and the socket that was open stays open", async () => {
    assert.equal((await https.get("/api/health")).body.status, "ok");
    assert.equal((await https.get("/api/health", { origin: `https://127.0.0.1:${port}` })).body.status, "ok");
    assert.equal((await https.get("/api/health", { origin: `http://127.0.0.1:${port}` })).body.code, "origin_not_allowed");
    assert.equal((await answerOf(await zoe.get("/api/health"))).body.status, "ok");
    assert.equal(feed.closed, null);
  });

  await t.step("whoever trusts it compares its fingerprint, and gets what it is for", async () => {
    const der = new Uint8Array(await (await zoe.get("/confiance/comptoir.crt")).arrayBuffer());
    const fingerprint = createHash("sha256").update(der).digest("hex").toUpperCase();
    assert.ok(page.includes(fingerprint.replace(/.{4}(?=.)/g, "$& ")), page);
    const withColons = fingerprint.replace(/..(?=.)/g, "$&:");
    assert.ok(out.includes(withColons), out);
    assert.equal((await network()).https.fingerprint, withColons);
    assert.ok(
      (await https.page("/confiance")).includes(`https://127.0.0.1:${port}/`),
      "the same page by HTTPS, under the same name",
    );
    const trust = await tls("trust");
    assert.ok(trust.out.includes(withColons) && trust.out.includes("certutil -addstore"), trust.out);
    const { addresses } = await network();
    for (const address of addresses) assert.ok(trust.out.includes(`${address}/confiance`), `${address}: ${trust.out}`);
    assert.equal(trust.out.includes("THIS-PC"), addresses.length === 0, "the address and port that the running server has");
    const { ca: isAuthority, subject } = new X509Certificate(der);
    assert.equal(isAuthority, true);
    assert.match(subject, /^CN=Comptoir [0-9a-f]{8}$/);
    assert.match(shown().subjectAltName!, /DNS:localhost, .*DNS:comptoir\.local.*IP Address:127\.0\.0\.1/);
    if (Deno.build.os !== "windows") {
      for (const file of ["ca.key", "server.pem"]) assert.equal(Deno.statSync(join(dir, "tls", file)).mode! & 0o777, 0o600, file);
    }
  });

  await t.step(
    "a certificate that is renewed is trusted as the one before; another authority is made only when it is asked for",
    async () => {
      const before = shown();
      assert.equal((await tls("renew")).code, 0);
      assert.notEqual(shown().serialNumber, before.serialNumber);
      using again = trusting([ca], Number(port), "127.0.0.2");
      await shownTo(again);
      assertSentence(await tls("init"), 1, /has an authority already \(Comptoir [0-9a-f]{8}, SHA-256 .*--again/);
    },
  );

  await t.step("by HTTPS alone: nobody signs in over the network by HTTP, and who is signed in works on", async () => {
    const { body: machine } = await answerOf(await owner.post("/api/tokens", { name: "Prometheus", scopes: ["metrics"] }));
    const set = await answerOf(await owner.send("PUT", "/api/network", { https_only: true }));
    assert.deepEqual([set.status, set.body.https_only], [200, true]);
    const signIn = { username: "zoe", password: PASSWORD };
    await shownTo(https);
    using stranger = staff.server.at("127.0.0.9");
    assert.equal((await answerOf(await stranger.post("/api/auth", signIn))).body.code, "https_required");
    assert.equal((await https.post("/api/auth", signIn)).status, 200);
    const byToken = { authorization: `Bearer ${machine.token}` };
    assert.equal((await answerOf(await stranger.fetch("/api/metrics", { headers: byToken }))).body.code, "https_required");
    assert.equal((await https.get("/api/metrics", byToken)).status, 200);
    assert.equal((await zoe.query("select", "SELECT id FROM produits LIMIT 1")).status, 200);
    assert.equal((await answerOf(await owner.post("/api/auth", { username: "patron", password: PASSWORD }))).status, 200);
    const moved = await fetch(`${staff.server.url}/?a=1`, { client: stranger.client, redirect: "manual" } as RequestInit);
    assert.deepEqual([moved.status, moved.headers.get("location")], [307, `https://127.0.0.1:${port}/?a=1`]);
    assert.equal((await stranger.get("/confiance")).status, 200);
    assert.equal((await stranger.get("/api/health")).status, 200);
    const kinds = (await answerOf(await owner.get("/api/journal?limit=20"))).body.records.map(({ kind }: { kind: string }) =>
      kind
    );
    assert.ok(kinds.includes("https_only"), kinds.join());
    feed.socket.close();
    await feed.ended;
  });

  await t.step("the next start does the same; a certificate that runs out soon is signed anew by itself", async () => {
    await staff.server.stop();
    const until = Date.parse(shown().validTo);
    staff.server.clock.put(new Date(Date.now()).toISOString());
    staff.server = await staff.server.restart();
    using stranger = staff.server.at("127.0.0.9");
    const now = await (await stranger.get("/confiance")).text();
    using later = trusting([ca], Number(/https:\/\/127\.0\.0\.1:(\d+)\//.exec(now)![1]), "127.0.0.2");
    await eventually(() => Date.parse(shown().validTo) > until, "another certificate is signed");
    await shownTo(later);
    assert.equal((await later.post("/api/auth", { username: "zoe", password: PASSWORD })).status, 200);
  });
});

/** The port is begun anew for another certificate: who calls in that moment is refused, and comes again. */
async function shownTo(person: Trusting): Promise<void> {
  await eventually(async () => (await person.get("/api/health").catch(() => null))?.status === 200, "the certificate is trusted");
}

Deno.test("where its port is another program's there is no authority either; asked for twice at once there is one", async () => {
  const other = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = other.addr;
  await using staff = await Staff.open({}, { flags: ["--host", "127.0.0.1", "--tls-port", String(port)] });
  const { owner, server: { dir } } = staff;
  const made = async () => await answerOf(await owner.post("/api/network/https", {}));
  try {
    const { status, body } = await made();
    assert.deepEqual([status, body.code], [409, "port_taken"]);
    assert.ok(body.detail.includes(String(port)), body.detail);
    assertSentence(await comptoir("tls", "init", "--data", dir), 1, /Port \d+ cannot be had/);
    assert.equal(existsSync(join(dir, "tls")), false, "nothing is half done");
  } finally {
    other.close();
  }
  const both = await Promise.all([made(), made()]);
  const [first, second] = both.map(({ status, body }) => [status, body.https?.fingerprint]);
  assert.deepEqual([first![0], second], [201, first]);
  assert.equal((await answerOf(await owner.get("/api/network"))).body.https.fingerprint, first![1]);
});
