/**
 * Every operation of the OpenAPI document is sent valid, nearly valid and hostile requests, by each role
 * and by nobody. Whatever they are, the answer is one that the document names. `FUZZ_SEED=n` goes that
 * way again.
 */
import assert from "node:assert/strict";
import { type Document, type Operation, problemOf } from "../support/documented.ts";
import { anything, Dice, nearly, sql, valid } from "../support/generator.ts";
import { PASSWORD, type Person, type TestServer, uuidv7 } from "../support/server.ts";
import { Staff } from "../support/staff.ts";

const SECONDS = 20;
/** Requests to each operation, however long they take: of fewer, some are never sent right. */
const LEAST_EACH = 25;
const WALKERS = 4;

const GOOD = [
  ["select", "SELECT id, libelle FROM produits WHERE id = 1"],
  ["select", "SELECT count(*) AS n FROM ventes"],
  ["select", "WITH a AS (SELECT 1 AS x) SELECT x FROM a"],
  ["select", "SELECT value FROM json_each('[1,2]')"],
  ["insert", "INSERT INTO clients (nom) VALUES ('x') RETURNING id"],
  ["update", "UPDATE ventes SET note = 'x' WHERE id = 'x'"],
  ["delete", "DELETE FROM lignes_vente WHERE id = 'x'"],
] as const;

/** What would end the walk's own sessions: sent with a token of nobody's. */
const SUICIDAL = new Set(["DELETE /api/auth", "PUT /api/auth/password"]);

let server: TestServer;
let owner: Person;
let people: readonly Person[];
let victims: readonly string[];
let drafts: readonly string[];
let document: Document;

Deno.test.beforeAll(async () => {
  const roles = { vendeur1: "vendeur", caisse1: "caisse", victime: "vendeur" } as const;
  const staff = await Staff.open(roles, { flags: ["--rate-limit", "0"] });
  ({ server, owner } = staff);
  const { vendeur1, caisse1, victime } = staff.people;
  people = [owner, vendeur1, caisse1, server.at("127.0.0.5")];
  victime.client.close();
  await owner.query("insert", "INSERT INTO produits (id, libelle, prix_ttc) VALUES (1, 'Thé', 250)");
  drafts = Array.from({ length: 30 }, () => uuidv7());
  for (const id of drafts) {
    await people[1]!.batch([
      { type: "insert", query: "INSERT INTO ventes (id) VALUES (?)", params: [id] },
      { type: "insert", query: "INSERT INTO lignes_vente (id, vente_id, produit_id) VALUES (?, ?, 1)", params: [uuidv7(), id] },
    ]);
  }
  await owner.post("/api/caisses", { nom: "C1" }, { "idempotency-key": uuidv7() }).then((response) => response.body?.cancel());
  const { users } = await (await owner.get("/api/users")).json() as { users: { id: number; username: string }[] };
  victims = [String(users.find(({ username }) => username === "victime")!.id)];
  document = await (await owner.get("/api/openapi.json")).json() as Document;
});
Deno.test.afterAll(async () => {
  for (const person of people) person.client.close();
  await server.dispose();
});

function operations(): Operation[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, rest]) => ({ ...rest, method: method.toUpperCase(), path }))
  );
}

Deno.test("the document's schemas say something: none is nothing but a reference to itself", () => {
  for (const [name, schema] of Object.entries(document.components.schemas)) {
    assert.notEqual(schema["$ref"], `#/components/schemas/${name}`);
    const referred = JSON.stringify(schema).matchAll(/"\$ref":"([^"]+)"/g);
    for (const [, reference] of referred) {
      assert.ok(
        document.components.schemas[reference!.replace("#/components/schemas/", "")] !== undefined,
        `${name}: ${reference}`,
      );
    }
  }
});

Deno.test("whatever is sent, the answer is one that the document names", async () => {
  const seed = Number(Deno.env.get("FUZZ_SEED") ?? crypto.getRandomValues(new Uint32Array(1))[0]);
  console.log(`FUZZ_SEED=${seed}`);
  const until = performance.now() + SECONDS * 1000;
  const seen = new Map<string, number>();
  const failures: string[] = [];
  let sent = 0;
  const all = operations();
  const least = LEAST_EACH * all.length;
  const walk = async (dice: Dice) => {
    for (let at = 0; (performance.now() < until || sent < least) && failures.length < 20; at++) {
      sent += 1;
      const operation = all[at % all.length]!;
      const person = dice.pick(people);
      const request = requestFor(dice, operation);
      const response = await person.fetch(request.path, request.init);
      const text = await response.text();
      const key = `${operation.method} ${operation.path} ${response.status}`;
      seen.set(key, (seen.get(key) ?? 0) + 1);
      const problem = problemOf(document, operation, response, text);
      if (problem === null) continue;
      const told = `${operation.method} ${request.path.slice(0, 200)} ${String(request.init.body ?? "").slice(0, 400)}`;
      failures.push(
        `${problem}\n  ${person.address} (seed ${dice.seed}, request ${at}): ${told}\n  ${response.status} ${text.slice(0, 300)}`,
      );
    }
  };
  await Promise.all(Array.from({ length: WALKERS }, (_, at) => walk(new Dice(seed + at))));
  const total = [...seen.values()].reduce((sum, count) => sum + count, 0);
  const good = [...seen].filter(([key]) => / 20\d$/.test(key)).length;
  console.log(`${total} requests to ${all.length} operations, ${seen.size} kinds of answer, ${good} of them good`);
  assert.deepEqual(failures, []);
  assert.ok(total >= least, `only ${total} requests`);
  assert.ok(good > all.length / 3, `only ${good} operations were ever answered well`);
});

Deno.test("after it the journal's chain holds, and no bug was written on the console", async () => {
  const verified = await (await owner.get("/api/journal/verify")).json() as { ok: boolean; problem: string | null };
  assert.deepEqual([verified.ok, verified.problem], [true, null]);
  assert.equal((await (await owner.get("/api/health")).json() as { status: string }).status, "ok");
  assert.doesNotMatch(server.log, /Error/);
});

function requestFor(dice: Dice, operation: Operation): { path: string; init: RequestInit } {
  const headers = new Headers();
  const query = new URLSearchParams();
  let { path } = operation;
  for (const { name, in: where } of operation.parameters ?? []) {
    if (where === "path") path = path.replace(`{${name}}`, pathPart(dice, operation.path));
    if (where === "query" && dice.chance(0.4)) query.append(name, word(dice, name));
    if (where === "header" && dice.chance(0.9)) {
      headers.set(name, dice.chance(0.9) ? dice.uuid() : dice.pick(["x", "", "1 2", "a".repeat(200)]));
    }
  }
  if (dice.chance(0.03)) query.append(dice.pick(["x", "limit", "__proto__"]), String(anything(dice)));
  if (dice.chance(0.2)) headers.set("accept-language", dice.pick(["en", "fr;q=x", "*", ",,,;;;", "en-GB,fr;q=0.5"]));
  const search = query.size === 0 ? "" : `?${query}`;
  if (SUICIDAL.has(`${operation.method} ${operation.path}`)) {
    headers.set("authorization", dice.pick(["Bearer x", "Basic eDp5", "x"]));
  }
  const init: RequestInit = { method: operation.method, headers };
  const body = bodyFor(dice, operation);
  if (body !== null) init.body = body;
  return { path: path + search, init };
}

function pathPart(dice: Dice, path: string): string {
  if (dice.chance(0.7)) return dice.pick(known(path));
  return dice.pick([
    "x",
    "%00",
    "%E0%A4%A",
    "é".repeat(50),
    "-1",
    "1e9",
    "%2F",
    "999999999999999999",
    "a".repeat(3_000),
    "'",
    "__proto__",
  ]);
}

function known(path: string): readonly string[] {
  if (path.startsWith("/api/users")) return victims;
  if (path.startsWith("/api/ventes")) return drafts;
  return path.startsWith("/api/caisses") ? ["C1", "C2"] : ["1", "2026-01", "2026-01-01", "2026"];
}

function bodyFor(dice: Dice, operation: Operation): string | null {
  const schema = operation.requestBody?.content["application/json"]?.schema;
  if (schema === undefined) return operation.method === "GET" || dice.chance(0.7) ? null : JSON.stringify(anything(dice));
  let body = valid(dice, schema, document.components.schemas, (name) => word(dice, name));
  if (operation.path === "/api/query") body = withSql(dice, body as Record<string, unknown>);
  const luck = dice.roll();
  if (luck < 0.06) return dice.pick(["", "{", "[]", "null", '{"a":', "\u0000", "[".repeat(10_000), `"${"a".repeat(1_100_000)}"`]);
  if (luck < 0.12) return JSON.stringify(anything(dice));
  return JSON.stringify(luck < 0.5 ? nearly(dice, body) : body);
}

function withSql(dice: Dice, body: Record<string, unknown>): Record<string, unknown> {
  const one = () => {
    const [type, query] = sql(dice, GOOD);
    return { type, query, ...(dice.chance(0.3) ? { params: dice.chance(0.5) ? [anything(dice)] : { a: anything(dice) } } : {}) };
  };
  if (body["type"] === "batch") return { type: "batch", queries: Array.from({ length: 1 + dice.below(4) }, one) };
  return one();
}

function word(dice: Dice, name: string): string {
  if (dice.chance(0.1)) return String(anything(dice));
  switch (name) {
    case "username":
      return dice.pick(["patron", "vendeur1", `n${dice.below(1e6)}`, "victime"]);
    case "password":
    case "current":
    case "new":
      return dice.pick([PASSWORD, "court", "un autre mot de passe"]);
    case "table":
      return dice.pick(["produits", "ventes", "_users"]);
    case "key":
      return dice.pick(['{"id":1}', "{", "[]", '{"id":{"$int":"1"}}', '{"a":[[[[[]]]]]}']);
    case "from":
    case "to":
      return dice.pick(["2026-01-01T00:00:00Z", "2026", "yesterday", "-271821-04-20T00:00:00Z", "+275760-09-13T00:00:00Z"]);
    case "user_id":
    case "before":
    case "limit":
    case "since":
      return dice.pick(["1", "0", "500", "999999999999999", "-1", "x"]);
    case "format":
      return dice.pick(["jsonl", "csv", "xml"]);
    case "kind":
      return dice.pick(["write", "sign_in", "refused", ""]);
    default:
      return dice.pick(["x", "Zoé", dice.uuid(), "C1", "2026-01-01"]);
  }
}
