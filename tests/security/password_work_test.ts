/** That a password is work for whoever tries one, and that nobody slips in while it is done: here they are as dear as a shop's. */
import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { signIn } from "../support/asked.ts";
import { worked } from "../support/own_processes.ts";
import { answerOf, join, type Person, type TestServer } from "../support/server.ts";
import { Staff } from "../support/staff.ts";

let server: TestServer;
let owner: Person;

Deno.test.beforeAll(async () => {
  ({ server, owner } = await Staff.open({}, { dearPasswords: true }));
});
Deno.test.afterAll(async () => {
  owner.client.close();
  await server.dispose();
});

const change = async (id: number, patch: unknown) => await answerOf(await owner.send("PATCH", `/api/users/${id}`, patch));
const session = async (person: Person) => await answerOf(await person.get("/api/auth"));
/** Milliseconds after which a password is being worked at, and not yet known to fit. */
const UNDER_WAY_MS = 60;
const underWay = () => new Promise((resolve) => setTimeout(resolve, UNDER_WAY_MS));

Deno.test("a password is kept as other programs know it, which a restored shop may go to: bcrypt's, at cost 12", async () => {
  (await join(owner, "vendeur1", "vendeur", "127.0.0.2")).client.close();
  const db = new DatabaseSync(`${server.dir}/comptoir.db`, { readOnly: true });
  try {
    const [stored] = db.prepare("SELECT password_hash FROM _users WHERE username = 'vendeur1'").all();
    assert.match(String(stored!["password_hash"]), /^\$2b\$12\$[./A-Za-z0-9]{53}$/);
  } finally {
    db.close();
  }
});

Deno.test("a wrong name and a wrong password get the same answer after the same work", async () => {
  using till = server.at("127.0.0.10");
  const tried = async (username: string) => {
    const from = workOf(server);
    const { status, body } = await signIn(till, username, "pas celui-là");
    return { work: workOf(server) - from, answer: JSON.stringify([status, body]) };
  };
  const known = [await tried("vendeur1"), await tried("vendeur1")];
  const unknown = [await tried("personne"), await tried("quelqu'un")];
  assert.equal(new Set([...known, ...unknown].map(({ answer }) => answer)).size, 1);
  assert.match(known[0]!.answer, /^\[401,.*"invalid_credentials"/);
  const least = (list: { work: number }[]) => Math.min(...list.map(({ work }) => work));
  assert.ok(least(unknown) > least(known) / 2 && least(known) > least(unknown) / 2, `${least(known)} and ${least(unknown)}`);
});

/** How long the server has worked: by its processors' time where that is told, for others may be at work on this machine. */
function workOf({ process: { pid } }: TestServer): number {
  return worked(pid) ?? performance.now() / 1000;
}

Deno.test("nobody slips in while being disabled: a sign-in under way then opens nothing", async () => {
  using person = await join(owner, "emil", "vendeur", "127.0.0.3");
  const { id } = (await session(person)).body.user;
  const signingIn = signIn(person, "emil");
  await underWay();
  assert.equal((await change(id, { active: false })).status, 200);
  const { status, body } = await signingIn;
  if (status === 200) person.token = body.token;
  assert.equal((await session(person)).status, 401);
  assert.equal(status, 401);
});

Deno.test("nor does an old password that is checked while it is changed", async () => {
  using person = await join(owner, "fritz", "vendeur", "127.0.0.3");
  const { id } = (await session(person)).body.user;
  const changing = change(id, { password: "un autre mot de passe" });
  await underWay();
  const { body } = await signIn(person, "fritz");
  assert.equal((await changing).status, 200);
  if (body.token !== undefined) person.token = body.token;
  assert.equal((await session(person)).status, 401);
});
