/** Setup, signing in and out, tokens, and who guesses passwords. */
import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { createHmac } from "node:crypto";
import { eventually } from "../support/feed.ts";
import { answerOf, join, PASSWORD, type Person, startServer, type TestServer } from "../support/server.ts";

let server: TestServer;
let owner: Person;
let seller: Person;

Deno.test.beforeAll(async () => {
  server = await startServer();
  owner = server.at("127.0.0.1");
});
Deno.test.afterAll(async () => {
  for (const person of [owner, seller]) person.client.close();
  await server.dispose();
});

const post = async (person: Person, path: string, body: unknown, headers: HeadersInit = {}) =>
  await answerOf(await person.post(path, body, headers));
const signIn = (person: Person, username: string, password: string) => post(person, "/api/auth", { username, password });
const get = async (person: Person, path: string) => await answerOf(await person.get(path));
const SETUP = { username: "Patron", password: PASSWORD, name: "Le Patron" };

const PASSWORDS: readonly [claim: string, password: string, allowed: boolean][] = [
  ["nine characters", "123456789", false],
  ["nine characters of four bytes", "🛒".repeat(9), false],
  ["73 bytes", "x".repeat(73), false],
  ["37 characters of two bytes", "é".repeat(37), false],
  ["a NUL", "0123456789\0", false],
  ["half a character", "0123456789\ud83d", false],
  ["ten characters", "1234567890", true],
  ["ten characters of four bytes", "🛒".repeat(10), true],
  ["72 bytes", "é".repeat(36), true],
  ["a space at each end", " 12345678 ", true],
];

Deno.test("an empty server asks for setup, takes one from the server PC alone, and only a good password", async () => {
  assert.equal((await get(owner, "/api/health")).body.setup_required, true);
  using till = server.at("127.0.0.2");
  assert.deepEqual((await post(till, "/api/setup", SETUP)).body.code, "role_not_allowed_here");
  assert.deepEqual((await post(owner, "/api/setup", SETUP, { "x-forwarded-for": "::1" })).body.code, "role_not_allowed_here");
  for (const [claim, password, allowed] of PASSWORDS) {
    if (allowed) continue;
    const { status, body } = await post(owner, "/api/setup", { ...SETUP, password });
    assert.deepEqual([status, body.code, body.field], [400, "invalid_body", "password"], claim);
  }
  for (const username of ["", " ", "a\nb", "<b>", "x".repeat(65)]) {
    const { status, body } = await post(owner, "/api/setup", { ...SETUP, username });
    assert.deepEqual([status, body.field], [400, "username"], JSON.stringify(username));
  }
  assert.equal((await get(owner, "/api/health")).body.setup_required, true, "nothing of it was kept");
});

Deno.test("of two setups at once one makes the owner, and there is never a second", async () => {
  const both = await Promise.all([1, 2].map((n) => post(owner, "/api/setup", { ...SETUP, username: `Patron${n}` })));
  assert.deepEqual(both.map(({ status }) => status).sort(), [201, 409]);
  const made = both.find(({ status }) => status === 201)!.body;
  assert.deepEqual([made.token_type, made.user.role, made.user.name], ["Bearer", "administrateur", "Le Patron"]);
  assert.ok(Date.parse(made.expires_at) > Date.now() + 3_600_000 && Date.parse(made.expires_at) <= Date.now() + 86_400_000);
  owner.token = made.token;
  assert.deepEqual((await get(owner, "/api/auth")).body.user, made.user, "the token works");
  const again = await post(owner, "/api/setup", SETUP);
  assert.deepEqual([again.status, again.body.code], [409, "already_set_up"]);
  assert.equal((await get(owner, "/api/health")).body.setup_required, false);
  assert.equal((await get(owner, "/api/users")).body.users.length, 1);
  seller = await join(owner, "vendeur1", "vendeur", "127.0.0.2");
});

Deno.test("a password of 10 characters to 72 bytes is taken whole", async () => {
  for (const [claim, password, allowed] of PASSWORDS) {
    if (!allowed) continue;
    const username = `p${PASSWORDS.findIndex(([name]) => name === claim)}`;
    assert.equal((await post(owner, "/api/users", { username, password, role: "vendeur" })).status, 201, claim);
    assert.equal((await signIn(seller, username, password)).status, 200, claim);
    for (const other of [`${password}x`, password.slice(0, -1), password.trim()]) {
      if (other !== password) assert.equal((await signIn(seller, username, other)).status, 401, `${claim}: ${other}`);
    }
  }
  assert.equal((await signIn(seller, "vendeur1", "")).status, 401);
});

Deno.test("a name is the same in any case and form", async () => {
  for (const name of ["VENDEUR1", "Vendeur1", " vendeur1 ", "ｖｅｎｄｅｕｒ１"]) {
    const { status, body } = await signIn(seller, name, PASSWORD);
    assert.deepEqual([status, body.user?.username], [200, "vendeur1"], name);
  }
});

Deno.test("whatever was put in the place of somebody's password by hand opens nothing, and costs nobody an answer", async () => {
  (await join(owner, "close", "vendeur", "127.0.0.12")).client.close();
  const set = (hash: string) => {
    const db = new DatabaseSync(`${server.dir}/comptoir.db`, { timeout: 30_000 });
    db.prepare("UPDATE _users SET password_hash = ? WHERE username = 'close'").run(hash);
    db.close();
  };
  const ofCost = (cost: string) => `$2b$${cost}$${"u".repeat(53)}`;
  const stored = ["!", "", "x".repeat(60), `$2b$12$${"é".repeat(53)}`, ...["00", "03", "15", "31", "99", "4"].map(ofCost)];
  for (const [at, hash] of stored.entries()) {
    set(hash);
    using person = server.at(`127.0.0.${20 + at}`);
    const { status, body } = await signIn(person, "close", PASSWORD);
    assert.deepEqual([status, body.code], [401, "invalid_credentials"], hash);
    assert.equal((await signIn(person, "vendeur1", PASSWORD)).status, 200);
  }
});

Deno.test("five wrong passwords make one name wait at one address, and nobody else", async () => {
  using guesser = server.at("127.0.0.11");
  for (let n = 0; n < 5; n++) assert.equal((await signIn(guesser, "vendeur1", `pas celui-là ${n}`)).status, 401);
  for (const name of ["vendeur1", "VENDEUR1"]) {
    const { status, body, headers } = await signIn(guesser, name, PASSWORD);
    assert.deepEqual([status, body.code], [429, "too_many_attempts"], name);
    const wait = Number(headers.get("retry-after"));
    assert.ok(wait > 0 && wait <= 30 && body.retry_after === wait, `${wait}`);
  }
  using colleague = server.at("127.0.0.12");
  assert.equal((await signIn(colleague, "vendeur1", PASSWORD)).status, 200, "the same name at another address");
  assert.equal((await signIn(guesser, "p6", "1234567890")).status, 200, "another name at the same address");
  const noted = async () =>
    (await get(owner, "/api/journal?kind=sign_in_failed&limit=500")).body.records
      .filter((r: { address: string }) => r.address === "127.0.0.11").length;
  await eventually(async () => await noted() >= 5, "failures, which are noted beside the answer");
  assert.equal(await noted(), 5);
});

Deno.test("a hundred guesses at once are no way around the wait", async () => {
  using guesser = server.at("127.0.0.13");
  const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => signIn(guesser, "vendeur1", `pas celui-là ${n}`)));
  const judged = answers.filter(({ status }) => status === 401).length;
  assert.ok(judged > 0 && judged <= 5, `${judged} were judged`);
  assert.ok(answers.every(({ status }) => status === 401 || status === 429));
});

Deno.test("a role in the wrong place is no failure to count", async () => {
  using here = server.at("127.0.0.1");
  for (let n = 0; n < 6; n++) assert.equal((await signIn(here, "vendeur1", PASSWORD)).body.code, "role_not_allowed_here");
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
