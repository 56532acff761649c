/** Setup, signing in, and who guesses passwords. */
import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { get, post, signIn } from "../support/asked.ts";
import { eventually } from "../support/feed.ts";
import { join, PASSWORD, type Person, startServer, type TestServer } from "../support/server.ts";

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
