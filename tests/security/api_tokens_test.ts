/** API tokens: each opens what it was made for, in either mode, until it is revoked, and nothing else. */
import assert from "node:assert/strict";
import { eventually } from "../support/feed.ts";
import { answerOf, type Person, type TestServer, uuidv7 } from "../support/server.ts";
import { Staff } from "../support/staff.ts";

let server: TestServer;
let owner: Person;

Deno.test.beforeAll(async () => {
  ({ server, owner } = await Staff.open({ vendeur1: "vendeur" }));
});
Deno.test.afterAll(async () => {
  owner.client.close();
  await server.dispose();
});

async function make(name: string, ...scopes: string[]): Promise<{ id: string; token: string }> {
  const { status, body } = await answerOf(await owner.post("/api/tokens", { name, scopes }));
  assert.equal(status, 201, JSON.stringify(body));
  return body;
}

/** A machine at an address of its own, or on the server PC. */
function machine(token: string, address = "127.0.0.9"): Person {
  const one = server.at(address);
  one.token = token;
  return one;
}

const asked = async (one: Person, path: string) => {
  const { status, body } = await answerOf(await one.get(path));
  return status === 200 ? "ok" : `${status} ${body.code}`;
};

/** Whether somebody's socket opens; it is closed again. */
function opens(person: Person): Promise<boolean> {
  const socket = person.socket();
  return new Promise((resolve) => {
    socket.onerror = () => resolve(false);
    socket.onopen = () => {
      socket.onclose = () => resolve(true);
      socket.close();
    };
  });
}

Deno.test("a token for metrics reads them from a till's address and from the server PC, and nothing else of anybody's", async () => {
  const { token } = await make("Prometheus", "metrics");
  for (const address of ["127.0.0.9", "127.0.0.1"]) {
    using prometheus = machine(token, address);
    const text = await prometheus.fetch("/api/metrics", { headers: { accept: "text/plain" } });
    assert.match(await text.text(), /^# HELP /m, address);
    for (const path of ["/api/users", "/api/journal", "/api/sessions", "/api/tokens", "/api/clotures/attente", "/api/schema"]) {
      assert.equal(await asked(prometheus, path), "403 forbidden", `${path} from ${address}`);
    }
    const query = await prometheus.query("select", "SELECT 1");
    assert.deepEqual([query.status, query.body.code], [403, "forbidden"]);
    const more = await answerOf(await prometheus.post("/api/tokens", { name: "mine", scopes: ["catalogue"] }));
    assert.deepEqual([more.status, more.body.code], [403, "forbidden"]);
    const out = await answerOf(await prometheus.fetch("/api/auth", { method: "DELETE" }));
    assert.deepEqual([out.status, out.body.code], [403, "forbidden"]);
    assert.equal(await opens(owner), true, "the premise: a person's socket opens");
    assert.equal(await opens(prometheus), false, "no machine hears what changes");
  }
});

Deno.test("a token for reports reads the day, the closings and the archive that is signed", async () => {
  const { token } = await make("Comptable", "reports");
  using accountant = machine(token);
  const { body: due } = await answerOf(await accountant.get("/api/clotures/attente"));
  const today = due.aujourdhui as string;
  assert.equal(await asked(accountant, `/api/tableau/${today}`), "ok");
  assert.equal(await asked(accountant, "/api/stock/bas"), "ok");
  assert.deepEqual((await answerOf(await accountant.get(`/api/clotures/jour/${today}`))).body, { clotures: [] });
  const key = { "idempotency-key": uuidv7() };
  const made = await answerOf(await owner.post("/api/clotures", { genre: "jour", periode: today, confirme: true }, key));
  assert.equal(made.status, 200, JSON.stringify(made.body));
  const { body: { clotures } } = await answerOf(await accountant.get(`/api/clotures/jour/${today}`));
  assert.equal(clotures.length, 1);
  assert.deepEqual({ ...clotures[0], cloturees: made.body.cloturees, en_attente: made.body.en_attente }, made.body);
  for (const odd of ["jour/hier", "mois/2026-13", "semaine/2026-11"]) {
    assert.equal(await asked(accountant, `/api/clotures/${odd}`), "404 not_found", odd);
  }
  const archive = await accountant.get(`/api/archives/${today}`);
  assert.equal(archive.headers.get("content-type"), "application/zip");
  await archive.body?.cancel();
  assert.equal(await asked(accountant, "/api/metrics"), "403 forbidden");
});

Deno.test("a token for the catalogue changes it, once for a key, and the journal tells its name", async () => {
  const { token } = await make("ERP du dépôt", "catalogue");
  using erp = machine(token);
  const body = { ajouts: { colonnes: ["libelle", "prix_ttc"], lignes: [["Chaise", 4900]] } };
  const key = { "idempotency-key": uuidv7() };
  const first = await answerOf(await erp.post("/api/produits/lot", body, key));
  assert.equal(first.status, 200, JSON.stringify(first.body));
  const again = await answerOf(await erp.post("/api/produits/lot", body, key));
  assert.deepEqual([again.body, again.headers.get("idempotency-replayed")], [first.body, "true"]);
  const { body: { rows } } = await owner.query("select", "SELECT count(*) AS n FROM produits WHERE libelle = 'Chaise'");
  assert.deepEqual(rows, [{ n: 1 }]);
  const { body: { records } } = await answerOf(await owner.get("/api/journal?table=produits&limit=1"));
  assert.equal(records[0].username, "ERP du dépôt");
  const closing = await answerOf(
    await erp.post("/api/clotures", { genre: "jour", periode: "2026-01-01" }, { "idempotency-key": uuidv7() }),
  );
  assert.deepEqual([closing.status, closing.body.code], [403, "forbidden"]);
});

Deno.test("a revoked token, a torn one and an invented one open nothing, after a restart too", async () => {
  const [kept, revoked] = [await make("garde", "metrics"), await make("perdu", "metrics")];
  assert.equal((await owner.fetch(`/api/tokens/${revoked.id}`, { method: "DELETE" })).status, 204);
  const twice = await answerOf(await owner.fetch(`/api/tokens/${revoked.id}`, { method: "DELETE" }));
  assert.deepEqual([twice.status, twice.body.code], [404, "not_found"]);
  const expect = async (token: string, answer: string) => {
    using one = machine(token);
    assert.equal(await asked(one, "/api/metrics"), answer);
  };
  for (const token of [revoked.token, kept.token.slice(0, -1), `${kept.token}A`, "cptr_", `cptr_${"A".repeat(43)}`]) {
    await expect(token, "401 unauthenticated");
  }
  await server.stop();
  server = await server.restart();
  await expect(kept.token, "ok");
  await expect(revoked.token, "401 unauthenticated");
  const shown = await answerOf(await server.at("127.0.0.1").get("/api/tokens"));
  assert.equal(shown.status, 401, "the list is the owner's alone");
});

Deno.test("a revocation that cannot be written is told as such, closes the token at once and is there to be asked again", async () => {
  using owner = server.at("127.0.0.1");
  await owner.signIn("patron", "mot de passe");
  const { body: { id, token } } = await answerOf(await owner.post("/api/tokens", { name: "volé", scopes: ["metrics"] }));
  const revoke = async () => (await answerOf(await owner.fetch(`/api/tokens/${id}`, { method: "DELETE" }))).status;
  const [file, away] = [`${server.dir}/comptoir.db`, `${server.dir}/away.db`];
  await Deno.rename(file, away);
  assert.equal(await revoke(), 503);
  using thief = machine(token);
  assert.equal(await asked(thief, "/api/metrics"), "401 unauthenticated");
  assert.equal(await revoke(), 503, "it is not unknown");
  await Deno.rename(away, file);
  await eventually(async () => await revoke() === 204, "the database is found again and takes it");
  assert.equal(await revoke(), 404);
  assert.equal(await asked(thief, "/api/metrics"), "401 unauthenticated");
});

Deno.test("a wish for a token that is not understood makes none", async () => {
  using owner = server.at("127.0.0.1");
  await owner.signIn("patron", "mot de passe");
  const before = (await answerOf(await owner.get("/api/tokens"))).body.tokens.length;
  for (
    const odd of [
      {},
      { name: "x" },
      { name: "x", scopes: [] },
      { name: "x", scopes: ["owner"] },
      { name: "x", scopes: ["metrics", "metrics"] },
      { name: "", scopes: ["metrics"] },
      { name: "garde", scopes: ["metrics"] },
      { name: "x".repeat(500), scopes: ["metrics"] },
      { name: "x", scopes: ["metrics"], token: "mine" },
    ]
  ) {
    const { status, body } = await answerOf(await owner.post("/api/tokens", odd));
    assert.deepEqual([status, body.code], [400, "invalid_body"], JSON.stringify(odd));
  }
  const { tokens } = (await answerOf(await owner.get("/api/tokens"))).body;
  assert.equal(tokens.length, before);
  assert.ok(tokens.every((one: Record<string, unknown>) => !("token" in one) && !("hash" in one)));
});
