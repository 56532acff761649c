/** Accounts and sessions in the owner's hands. */
import assert from "node:assert/strict";
import { get, signIn } from "../support/asked.ts";
import { eventually } from "../support/feed.ts";
import { type Answer, answerOf, join, PASSWORD, type Person, type TestServer } from "../support/server.ts";
import { soon } from "../support/soon.ts";
import { Staff } from "../support/staff.ts";

let server: TestServer;
let owner: Person;

Deno.test.beforeAll(async () => {
  ({ server, owner } = await Staff.open({}));
});
Deno.test.afterAll(async () => {
  owner.client.close();
  await server.dispose();
});

const send = async (person: Person, method: string, path: string, body?: unknown) =>
  await answerOf(await person.fetch(path, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }));
const add = (account: unknown) => send(owner, "POST", "/api/users", account);
const change = (id: number, patch: unknown) => send(owner, "PATCH", `/api/users/${id}`, patch);
const idOf = async (person: Person): Promise<number> => (await get(person, "/api/auth")).body.user.id;
const team = async () => (await owner.query("select", "SELECT id, nom, role, actif FROM equipe ORDER BY id")).body.rows;

function refused({ status, body }: Answer, expected: number, code: string, field?: string): void {
  assert.deepEqual([status, body.code, body.field], [expected, code, field], JSON.stringify(body));
}

Deno.test("an account is added, listed and joins the team, and its password is told to nobody", async () => {
  const { status, body } = await add({ username: "Anna", password: PASSWORD, role: "vendeur", name: "Anna Müller" });
  assert.equal(status, 201);
  assert.deepEqual(body, { id: body.id, username: "Anna", name: "Anna Müller", role: "vendeur", active: true });
  const { users } = (await get(owner, "/api/users")).body;
  const listed = users.find((user: { id: number }) => user.id === body.id);
  assert.deepEqual(listed, { ...body, created_at: listed.created_at, password: true, pin: false, pin_locked: false });
  assert.match(listed.created_at, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  assert.deepEqual((await team()).find((one: { id: number }) => one.id === body.id), {
    id: body.id,
    nom: "Anna Müller",
    role: "vendeur",
    actif: 1,
  });
  const journal = JSON.stringify((await get(owner, "/api/journal?limit=500")).body);
  assert.match(journal, /"user_added"/, "the premise");
  for (const text of [JSON.stringify(users), journal]) assert.doesNotMatch(text, /\$2[aby]\$|mot de passe|password_hash/);
});

Deno.test("an account of the wrong shape is refused with its field, a name taken in any case with 409", async () => {
  const good = { username: "Bob", password: PASSWORD, role: "caisse" };
  refused(await add({ ...good, role: "patron" }), 400, "invalid_body", "role");
  refused(await add({ ...good, password: "court" }), 400, "invalid_body", "password");
  refused(await add({ ...good, username: "a/b" }), 400, "invalid_body", "username");
  refused(await add({ ...good, name: "" }), 400, "invalid_body", "name");
  refused(await add({ ...good, admin: true }), 400, "invalid_body", "admin");
  refused(await add({ username: "Bob" }), 400, "invalid_body", "password");
  assert.equal((await add(good)).status, 201, "the premise");
  // As what head office, the server and its console do is signed, nobody is called.
  for (const username of ["Bob", "BOB", " bob ", "Siege", "comptoir", "console"]) {
    refused(await add({ ...good, username }), 409, "username_taken");
  }
});

Deno.test("of two accounts of one name added at once there is one", async () => {
  const both = await Promise.all(["Carl", "CARL"].map((username) => add({ username, password: PASSWORD, role: "caisse" })));
  assert.deepEqual(both.map(({ status }) => status).sort(), [201, 409]);
});

Deno.test("accounts, sessions, journal and network are the owner's alone, and attempts are journaled", async () => {
  using seller = await join(owner, "curieux", "vendeur", "127.0.0.30");
  using cashier = await join(owner, "curieuse", "caisse", "127.0.0.31");
  const routes = [
    ["GET", "/api/users"],
    ["POST", "/api/users"],
    ["PATCH", "/api/users/1"],
    ["GET", "/api/sessions"],
    ["DELETE", "/api/sessions/x"],
    ["GET", "/api/journal"],
    ["GET", "/api/journal/verify"],
    ["GET", "/api/network"],
    ["PUT", "/api/network"],
    ["GET", "/api/rights"],
    ["GET", "/api/support"],
    ["GET", "/api/backups"],
    ["POST", "/api/backups"],
  ] as const;
  for (const person of [seller, cashier]) {
    assert.equal((await get(person, "/api/schema")).status, 200, "the premise");
    for (const [method, path] of routes) {
      const { status, body } = await send(person, method, path);
      assert.deepEqual([status, body.code, body.operation], [403, "forbidden", `${method} ${path}`]);
    }
  }
  const noted = async (wanted: string) => {
    const { records } = (await get(owner, "/api/journal?kind=refused&limit=500")).body;
    return records.filter(({ address }: { address: string }) => address === wanted).length;
  };
  for (const address of ["127.0.0.30", "127.0.0.31"]) {
    await eventually(async () => await noted(address) >= routes.length, "refusals, which are noted beside the answer");
    assert.equal(await noted(address), routes.length);
  }
});

Deno.test("a disabled account is out at once everywhere, sockets too, and comes back when enabled", async () => {
  using person = await join(owner, "dora", "vendeur", "127.0.0.2");
  const id = await idOf(person);
  const socket = person.socket();
  const closed = new Promise<number>((resolve) => socket.onclose = ({ code }) => resolve(code));
  await new Promise((resolve) => socket.onopen = resolve);
  const { status, body } = await change(id, { active: false });
  assert.deepEqual([status, body.active], [200, false]);
  assert.equal((await get(person, "/api/auth")).status, 401);
  assert.equal((await person.query("select", "SELECT 1 AS a")).status, 401);
  assert.equal(await soon(server, 1_000, closed, "its socket is closed"), 4401);
  refused(await signIn(person, "dora"), 401, "invalid_credentials");
  assert.equal((await team()).find((one: { id: number }) => one.id === id).actif, 0);
  assert.equal((await change(id, { active: true })).body.active, true);
  assert.equal((await signIn(person, "dora")).status, 200);
  assert.equal((await get(person, "/api/auth")).status, 401, "the session of before stays ended");
});

Deno.test("a changed role or password ends the sessions, a changed name does not", async () => {
  using person = await join(owner, "gina", "vendeur", "127.0.0.4");
  const id = await idOf(person);
  const renamed = await change(id, { name: "Gina R." });
  assert.deepEqual(renamed.body, { id, username: "gina", name: "Gina R.", role: "vendeur", active: true });
  assert.equal((await change(id, { role: "vendeur", active: true })).status, 200, "what is as it was is no change");
  assert.equal((await get(person, "/api/auth")).status, 200);
  assert.equal((await team()).find((one: { id: number }) => one.id === id).nom, "Gina R.");
  assert.equal((await change(id, { role: "caisse" })).body.role, "caisse");
  assert.equal((await get(person, "/api/auth")).status, 401);
  assert.equal((await person.signIn("gina", PASSWORD)).user.role, "caisse");
  assert.equal((await person.query("update", "UPDATE clients SET nom = 'x' WHERE id = -1")).status, 200, "with the new rights");
  assert.equal((await change(id, { password: "un autre mot de passe" })).status, 200);
  assert.equal((await get(person, "/api/auth")).status, 401);
  refused(await signIn(person, "gina"), 401, "invalid_credentials");
  await person.signIn("gina", "un autre mot de passe");
});

Deno.test("a change of the wrong shape, or of nobody, is refused", async () => {
  refused(await change(1, {}), 400, "invalid_body", "");
  refused(await change(1, { username: "x" }), 400, "invalid_body", "username");
  refused(await change(1, { active: 1 }), 400, "invalid_body", "active");
  refused(await change(1, { password: "court" }), 400, "invalid_body", "password");
  refused(await change(999_999, { name: "x" }), 404, "not_found");
  for (const id of ["0", "-1", "x", "1.5", "1e3", "99999999999999999999"]) {
    refused(await send(owner, "PATCH", `/api/users/${id}`, { name: "x" }), 404, "not_found");
  }
});

Deno.test("the last owner can neither be disabled nor become another, with a second one he can", async () => {
  const id = await idOf(owner);
  refused(await change(id, { active: false }), 409, "last_owner");
  refused(await change(id, { role: "caisse" }), 409, "last_owner");
  assert.equal((await get(owner, "/api/auth")).status, 200, "nothing has happened to him");
  const second = await add({ username: "patronne", password: PASSWORD, role: "administrateur" });
  assert.equal(second.status, 201);
  assert.equal((await change(id, { active: false })).status, 200);
  assert.equal((await get(owner, "/api/auth")).status, 401);
  await owner.signIn("patronne", PASSWORD);
  refused(await change(second.body.id, { active: false }), 409, "last_owner");
  assert.equal((await change(id, { active: true })).status, 200);
});

Deno.test("the owner sees every session and ends one: it is out at once, and nobody else is", async () => {
  using person = await join(owner, "hugo", "vendeur", "127.0.0.40");
  using other = server.at("127.0.0.41");
  await other.signIn("hugo", PASSWORD);
  const { sessions } = (await get(owner, "/api/sessions")).body;
  const his = sessions.filter((one: { user: { username: string } }) => one.user.username === "hugo");
  assert.deepEqual(his.map((one: { address: string; mode: string; current: boolean }) => [one.address, one.mode, one.current]), [
    ["127.0.0.40", "client", false],
    ["127.0.0.41", "client", false],
  ]);
  assert.equal(sessions.filter((one: { current: boolean }) => one.current).length, 1);
  assert.ok(!JSON.stringify(sessions).includes(person.token!.split(".")[2]!), "no token is shown");
  const path = `/api/sessions/${his[0].id}`;
  assert.equal((await send(owner, "DELETE", path)).status, 204);
  assert.equal((await get(person, "/api/auth")).status, 401);
  assert.equal((await get(other, "/api/auth")).status, 200);
  refused(await send(owner, "DELETE", path), 404, "not_found");
  const [record] = (await get(owner, "/api/journal?kind=session_ended")).body.records;
  assert.deepEqual([record.detail.session, record.detail.reason], [his[0].id, "ended_by_owner"]);
});

Deno.test("an account never becomes somebody whom the owner put into the team, whatever number that person has", async () => {
  const put = async (id: unknown, nom: string) =>
    (await owner.query("insert", "INSERT INTO equipe (id, nom, role) VALUES (?, ?, 'vendeur') RETURNING id", [id, nom])).body
      .rows[0].id;
  const before = (await team()).at(-1).id;
  const extra = await put(null, "Extra du samedi");
  assert.equal(extra, before + 1, "the premise: the number that the next account would have had");
  await put(extra + 2, "Extra du dimanche");
  await put({ $int: "9223372036854775807" }, "Extra de Noël");
  const made = [];
  for (const username of ["marc", "lou", "max"]) {
    made.push((await add({ username, password: PASSWORD, role: "vendeur" })).body.id);
  }
  assert.deepEqual(made, [extra + 1, extra + 3, extra + 4]);
  const people = new Map((await team()).map(({ id, nom }: { id: unknown; nom: string }) => [id, nom]));
  assert.deepEqual(
    [extra, extra + 1, extra + 2, extra + 3, extra + 4, "9223372036854775807"].map((id) => people.get(id)),
    ["Extra du samedi", "marc", "Extra du dimanche", "lou", "max", "Extra de Noël"],
  );
  // The other way round: a number that an account has is taken.
  const taken = await owner.query("insert", "INSERT INTO equipe (id, nom, role) VALUES (?, 'x', 'vendeur')", [made[0]]);
  refused(taken, 409, "constraint_violation");
});
