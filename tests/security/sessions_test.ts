/** Sessions: which token opens one, what ends it, and how much each may ask. */
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { get, signIn } from "../support/asked.ts";
import { answerOf, join, PASSWORD, type Person, startServer, type TestServer } from "../support/server.ts";

let server: TestServer;
let owner: Person;
let seller: Person;

Deno.test.beforeAll(async () => {
  server = await startServer();
  owner = await server.owner();
  seller = await join(owner, "vendeur1", "vendeur", "127.0.0.2");
});
Deno.test.afterAll(async () => {
  for (const person of [owner, seller]) person.client.close();
  await server.dispose();
});

Deno.test("a sign-out ends the session at once, however its token is spelled", async () => {
  using person = server.at("127.0.0.2");
  const { token } = await person.signIn("vendeur1", PASSWORD);
  using spelled = server.at("127.0.0.2");
  spelled.token = `${token}=`;
  await get(spelled, "/api/auth");
  assert.equal((await get(person, "/api/auth")).status, 200, "the premise");
  assert.equal((await person.fetch("/api/auth", { method: "DELETE" })).status, 204);
  for (const text of [token, `${token}=`, `${token}==`]) {
    spelled.token = text;
    const { status, body } = await get(spelled, "/api/auth");
    assert.deepEqual([status, body.code], [401, "unauthenticated"], text.slice(-3));
  }
  assert.equal((await get(seller, "/api/auth")).status, 200, "the user's other session goes on");
});

const base64 = (text: string) => btoa(text).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
/** A JWT with any header and payload, signed with any key. */
function forge(header: unknown, payload: unknown, key: Uint8Array | string): string {
  const signed = `${base64(JSON.stringify(header))}.${base64(JSON.stringify(payload))}`;
  return `${signed}.${createHmac("sha256", key).update(signed).digest("base64url")}`;
}

Deno.test("a token that this server did not sign as it is opens nothing", async () => {
  const token = seller.token!;
  const [header, body, signature] = token.split(".") as [string, string, string];
  const payload = JSON.parse(atob(body.replaceAll("-", "+").replaceAll("_", "/")));
  const key = (await Deno.readTextFile(`${server.dir}/token.key`)).trim();
  const bytes = new Uint8Array(key.match(/../g)!.map((byte) => parseInt(byte, 16)));
  const HS256 = { alg: "HS256", typ: "JWT" };
  using stranger = server.at("127.0.0.2");
  const status = async (text: string | null) => {
    stranger.token = text;
    return (await get(stranger, "/api/auth")).status;
  };
  assert.equal(await status(token), 200);
  assert.equal(await status(forge(HS256, payload, bytes)), 200, "the premise: the forger knows how, with the key");
  const forged = {
    "alg none": `${base64('{"alg":"none"}')}.${body}.`,
    "alg None, signature kept": `${base64('{"alg":"None"}')}.${body}.${signature}`,
    "another algorithm": forge({ alg: "HS512" }, payload, bytes),
    "another key": forge(HS256, payload, "0".repeat(32)),
    "the key's text": forge(HS256, payload, key),
    "no key": forge(HS256, payload, ""),
    "another user": forge(HS256, { ...payload, sub: "1" }, bytes),
    "another session": forge(HS256, { ...payload, sid: "x" }, bytes),
    "no session": forge(HS256, { ...payload, sid: undefined }, bytes),
    "expired": forge(HS256, { ...payload, exp: 1 }, bytes),
    "another issuer": forge(HS256, { ...payload, iss: "x" }, bytes),
    "the payload of another": `${header}.${base64(JSON.stringify({ ...payload, sub: "1" }))}.${signature}`,
    "no signature": `${header}.${body}.`,
    "two parts": `${header}.${body}`,
    "cut short": token.slice(0, -2),
    "one letter": "x",
    "very long": `${token}${"x".repeat(10_000)}`,
  };
  for (const [what, text] of Object.entries(forged)) assert.equal(await status(text), 401, what);
  assert.equal(await status(null), 401);
});

Deno.test("a token counts as a Bearer header alone", async () => {
  using bare = server.at("127.0.0.2");
  const token = seller.token!;
  const status = async (headers: HeadersInit, path = "/api/auth") => {
    const response = await bare.fetch(path, { headers });
    await response.body?.cancel();
    return [response.status, response.headers.get("www-authenticate")];
  };
  assert.deepEqual(await status({ authorization: `Bearer ${token}` }), [200, null]);
  assert.deepEqual(await status({ authorization: `bearer ${token}` }), [200, null], "the scheme's case does not matter");
  const challenge = [401, 'Bearer realm="comptoir"'];
  for (const authorization of [token, `Basic ${token}`, "Bearer", `Bearer ${token} x`, `Bearer ${token}, Bearer x`]) {
    assert.deepEqual(await status({ authorization }), challenge, authorization.slice(0, 12));
  }
  assert.deepEqual(await status({ cookie: `token=${token}` }), challenge);
  assert.deepEqual(await status({}, `/api/auth?token=${token}&access_token=${token}`), challenge);
});

Deno.test("a changed password ends the user's other sessions and leaves the present one", async () => {
  const fresh = "un autre mot de passe";
  using here = await join(owner, "vendeur2", "vendeur", "127.0.0.20");
  using there = server.at("127.0.0.21");
  await there.signIn("vendeur2", PASSWORD);
  const change = async (current: string, next: string) =>
    await answerOf(await here.send("PUT", "/api/auth/password", { current, new: next }));
  assert.equal((await change("pas celui-là", fresh)).body.code, "invalid_credentials");
  assert.deepEqual([(await change(PASSWORD, "court")).body.field, (await change(PASSWORD, "x".repeat(73))).body.field], [
    "new",
    "new",
  ]);
  assert.equal((await get(there, "/api/auth")).status, 200, "the premise: nothing has changed so far");
  assert.equal((await change(PASSWORD, fresh)).status, 204);
  assert.equal((await get(here, "/api/auth")).status, 200);
  assert.equal((await get(there, "/api/auth")).status, 401);
  assert.equal((await signIn(there, "vendeur2", PASSWORD)).status, 401);
  assert.equal((await signIn(there, "vendeur2", fresh)).status, 200);
});

Deno.test("sessions survive a restart and a crash, and those that ended stay ended", async () => {
  using gone = server.at("127.0.0.2");
  await gone.signIn("vendeur1", PASSWORD);
  await gone.fetch("/api/auth", { method: "DELETE" });
  for (const end of ["stop", "kill"] as const) {
    await server[end]();
    server = await server.restart();
    assert.equal((await get(owner, "/api/auth")).status, 200, end);
    assert.equal((await get(seller, "/api/auth")).body.user.username, "vendeur1", end);
    assert.equal((await get(gone, "/api/auth")).status, 401, end);
  }
});

Deno.test("--rate-limit counts each session by itself, says when to come again, and 0 is no limit", async () => {
  await using limited = await startServer({ flags: ["--rate-limit", "5"] });
  using boss = await limited.owner();
  for (let n = 0; n < 5; n++) assert.equal((await get(boss, "/api/auth")).status, 200);
  for (const path of ["/api/auth", "/api/schema", "/ws"]) {
    const { status, body, headers } = await get(boss, path);
    assert.deepEqual([status, body.code], [429, "rate_limited"], path);
    const wait = Number(headers.get("retry-after"));
    assert.ok(wait >= 1 && wait <= 60 && body.retry_after === wait, `${wait}`);
  }
  assert.equal((await get(boss, "/api/health")).status, 200, "what needs no session is not limited");
  using again = limited.at("127.0.0.1");
  await again.signIn("patron", PASSWORD);
  assert.equal((await get(again, "/api/auth")).status, 200, "another session of the same user");
  await limited.stop();
  await using free = await startServer({ dir: limited.dir, flags: ["--rate-limit", "0"] });
  using unlimited = free.at("127.0.0.1");
  unlimited.token = boss.token;
  const many = await Promise.all(Array.from({ length: 50 }, () => get(unlimited, "/api/auth")));
  assert.ok(many.every(({ status }) => status === 200));
});
