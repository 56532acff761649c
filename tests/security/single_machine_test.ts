/** A shop that has one PC: its tills work on the server PC too, by a flag or because the folder keeps it. */
import assert from "node:assert/strict";
import { answerOf, join, PASSWORD, startServer } from "../support/server.ts";
import { Staff } from "../support/staff.ts";

Deno.test("--single-machine lets tills work on the server PC too, and never the owner elsewhere", async () => {
  await using single = await startServer({ flags: ["--single-machine"] });
  using boss = await single.owner();
  using here = await join(boss, "caisse1", "caisse", "127.0.0.1");
  assert.equal((await here.query("select", "SELECT 1 AS a")).status, 200);
  using till = single.at("127.0.0.2");
  till.token = here.token;
  assert.equal((await answerOf(await till.get("/api/auth"))).body.code, "unauthenticated", "bound to the mode it began in");
  await till.signIn("caisse1", PASSWORD);
  assert.equal((await till.query("select", "SELECT 1 AS a")).status, 200);
  const refused = await answerOf(await till.post("/api/auth", { username: "patron", password: PASSWORD }));
  assert.equal(refused.body.code, "role_not_allowed_here");
});

Deno.test("a folder keeps that its shop has one PC: tills work there at once and after a restart, until it is taken back", async () => {
  await using staff = await Staff.open({ caisse1: "caisse" });
  const { server, owner: boss } = staff;
  using here = server.at("127.0.0.1");
  const signIn = async () => (await answerOf(await here.post("/api/auth", { username: "caisse1", password: PASSWORD }))).body;
  const keep = async (single_machine: boolean) => await answerOf(await boss.send("PUT", "/api/network", { single_machine }));

  assert.equal((await signIn()).code, "role_not_allowed_here", "the premise");
  const { status, body } = await keep(true);
  assert.deepEqual([status, body.single_machine, body.single_machine_by_flag], [200, true, false]);
  assert.equal(body.own_till, `http://localhost:${server.port}`, "another origin than the owner's: another session");
  here.token = (await signIn()).token;
  assert.equal((await here.query("select", "SELECT 1 AS a")).status, 200);

  await server.stop();
  await using again = await server.restart();
  using after = again.at("127.0.0.1");
  await after.signIn("caisse1", PASSWORD);
  const socket = after.socket();
  const closed = new Promise<number>((resolve) => socket.onclose = ({ code }) => resolve(code));
  await new Promise((resolve) => socket.onopen = resolve);
  assert.deepEqual([(await keep(false)).body.single_machine, (await keep(false)).body.own_till], [false, null]);
  assert.equal(await closed, 4401);
  assert.equal((await answerOf(await after.get("/api/auth"))).status, 401);
  assert.equal((await signIn()).code, "role_not_allowed_here");
  const { records } = (await answerOf(await boss.get("/api/journal?kind=single_machine"))).body;
  assert.deepEqual(records.map(({ detail }: { detail: unknown }) => detail), [{ on: false }, { on: true }]);
});
