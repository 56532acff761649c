/** NetworkClient against the real server: starting, following changes, losing and finding the server again. */
import assert from "node:assert/strict";
import { Failure } from "../../client/network/failure.ts";
import type { ServerMessage, WriteResult } from "../../shared/protocol.ts";
import { PASSWORD, type Person, startServer, uuidv7 } from "../support/server.ts";
import { shared } from "../support/shared.ts";
import { soon } from "../support/soon.ts";
import { Staff } from "../support/staff.ts";
import { TillClient } from "../support/till_client.ts";

/** Of those tests in which the server stays as it is. */
const staff = shared(() => Staff.open({ lea: "caisse", sofia: "vendeur" }));

/** A sale made by somebody with plain HTTP; answers its `seq`. */
async function sale(person: Person): Promise<number> {
  const { status, body } = await person.query("insert", "INSERT INTO ventes (id) VALUES (?)", [uuidv7()]);
  assert.equal(status, 200, JSON.stringify(body));
  return (body as WriteResult).seq!;
}

Deno.test("the client starts in the seed's steps, and takes up its session after a reload", async () => {
  const { server } = staff();
  await using first = new TillClient(server.url, "127.0.0.2");
  await first.client.start();
  assert.equal(first.client.state.health?.mode, "client");
  await first.client.signIn("sofia", PASSWORD);
  await first.phase("ready");
  assert.deepEqual(first.phases, ["configuration", "testing", "signed_out", "authenticating", "token", "connecting", "ready"]);
  assert.equal(first.client.state.user?.username, "sofia");

  await using reloaded = new TillClient(server.url, "127.0.0.2", { storage: first.storage });
  await reloaded.client.start();
  await reloaded.phase("ready");
  assert.deepEqual(reloaded.phases, ["configuration", "testing", "authenticating", "token", "connecting", "ready"]);
});

Deno.test("the owner's account is made through the client, once", async () => {
  await using server = await startServer();
  await using pc = new TillClient(server.url, "127.0.0.1");
  await pc.client.start();
  assert.equal(pc.client.state.health?.setup_required, true);
  await pc.client.setUp({ username: "patron", name: "Claire", password: PASSWORD });
  await pc.phase("ready");
  assert.deepEqual([pc.client.state.user?.role, pc.client.state.health?.setup_required], ["administrateur", false]);
  await using late = new TillClient(server.url, "127.0.0.1");
  await late.client.start();
  await assert.rejects(late.client.setUp({ username: "autre", name: "Autre", password: PASSWORD }), {
    code: "already_set_up",
    status: 409,
  });
});

Deno.test("a refused sign-in says why, with the server's code and sentence", async () => {
  const { server } = staff();
  await using till = new TillClient(server.url, "127.0.0.2");
  await till.client.start();
  await assert.rejects(till.client.signIn("patron", "faux mot de passe"), { code: "invalid_credentials", status: 401 });
  const refusal = await till.client.signIn("patron", PASSWORD).then(() => null, (error: unknown) => error);
  assert.ok(refusal instanceof Failure);
  assert.equal(refusal.code, "role_not_allowed_here");
  assert.match(refusal.detail ?? "", /administrateur/);
  assert.equal(till.client.state.phase, "signed_out");
});

Deno.test("a client that finds no server says offline, and finds it once it is there", async () => {
  const server = await startServer();
  await server.stop();
  await using till = new TillClient(server.url, "127.0.0.2");
  const started = till.client.start();
  const { failure } = await till.phase("offline");
  assert.equal(failure?.code, "network");
  await using _again = await server.restart();
  await started;
  assert.equal(till.client.state.phase, "signed_out");
  assert.equal(till.client.state.failure, null);
});

Deno.test("queries answer typed results, and failures carry the problem", async () => {
  const { server } = staff();
  await using till = await new TillClient(server.url, "127.0.0.2").join("sofia", PASSWORD);
  const id = till.client.uuid.next();
  const batch = await till.client.batch([{ type: "insert", query: "INSERT INTO ventes (id) VALUES (?)", params: [id] }]);
  assert.equal(batch.results.length, 1);
  const { rows } = await till.client.query("select", "SELECT id FROM ventes WHERE id = :id", { id });
  assert.deepEqual(rows, [{ id }]);
  await assert.rejects(till.client.query("delete", "DELETE FROM ventes"), (error: unknown) => {
    assert.ok(error instanceof Failure);
    assert.deepEqual([error.code, error.status, error.extras["table"]], ["forbidden", 403, "ventes"]);
    return true;
  });
});

Deno.test("what changed while the server was killed and started again arrives once, in order", async () => {
  await using staff = await Staff.open({ lea: "caisse", sofia: "vendeur" });
  const { server, people: { sofia: vendeur } } = staff;
  await using till = await new TillClient(server.url, "127.0.0.2").join("lea", PASSWORD);
  const seqs = [await sale(vendeur), await sale(vendeur)];
  await till.heard(2);

  await server.kill();
  await till.phase("offline");
  await using again = await server.restart();
  // Some of these come before the till is back, some perhaps after.
  for (let made = 0; made < 5; made++) seqs.push(await sale(vendeur));
  await till.phase("ready");
  seqs.push(await sale(vendeur));

  assert.deepEqual(await till.heard(8), seqs);
  assert.match(till.sockets.at(-1)!, new RegExp(`&epoch=[^&]+&since=${seqs[1]}$`));
  assert.equal(again.port, server.port);
});

Deno.test("a change that went missing shows by `prev`, and the client fetches it by reconnecting", async () => {
  const { server, people: { sofia: vendeur } } = staff();
  const dropped: number[] = [];
  /** Swallows the second change of the first socket. */
  const lossy = (real: WebSocket): WebSocket => {
    let seen = 0;
    const shell = {
      onmessage: (_: MessageEvent) => {},
      onclose: (_: CloseEvent) => {},
      onerror: (_: Event) => {},
      close: (code: number) => real.close(code),
    };
    real.onmessage = (event) => {
      const message = JSON.parse(event.data) as ServerMessage;
      if (message.type === "data_change" && ++seen === 2 && dropped.length === 0) dropped.push(message.seq);
      else shell.onmessage(event);
    };
    real.onclose = (event) => shell.onclose(event);
    real.onerror = (event) => shell.onerror(event);
    return shell as unknown as WebSocket;
  };
  const till: TillClient = new TillClient(server.url, "127.0.0.2", {
    openSocket: (url, token) => lossy(till.openSocket(url, token)),
  });
  await using _closes = till;
  await till.join("lea", PASSWORD);
  const seqs = [await sale(vendeur), await sale(vendeur), await sale(vendeur)];
  assert.deepEqual(await till.heard(3), seqs);
  assert.deepEqual(dropped, [seqs[1]]);
  assert.equal(till.sockets.length, 2);
  assert.match(till.sockets[1]!, new RegExp(`since=${seqs[0]}$`));
});

Deno.test("signing out at one place ends the socket of the other", async () => {
  const { server } = staff();
  await using here = await new TillClient(server.url, "127.0.0.2").join("sofia", PASSWORD);
  await using there = new TillClient(server.url, "127.0.0.2", { storage: here.storage });
  await there.client.start();
  await there.phase("ready");
  await here.client.signOut();
  const { user, failure } = await soon(server, 1_000, there.phase("signed_out"), "the other place is signed out");
  assert.deepEqual([user, failure?.code], [null, "unauthenticated"]);
  assert.equal(here.client.state.failure, null);
});

Deno.test("a session that ended while the till was cut off leads to signing in, not to endless retries", async () => {
  await using staff = await Staff.open({ sofia: "vendeur" });
  const { server } = staff;
  await using till = await new TillClient(server.url, "127.0.0.2").join("sofia", PASSWORD);
  const { token } = till.client;
  await server.kill();
  await till.phase("offline");
  await using _again = await server.restart();
  using stranger = server.at("127.0.0.2");
  stranger.token = token;
  // Another till of the same person ends the session before this one is back, or just after.
  assert.equal((await stranger.fetch("/api/auth", { method: "DELETE" })).status, 204);
  const { failure } = await till.phase("signed_out");
  assert.equal(failure?.code, "unauthenticated");
});
