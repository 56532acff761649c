/** The one shape of every error: each code is provoked, and told in both languages. */
import assert from "node:assert/strict";
import { ERROR_CODES, problem } from "../../shared/errors.ts";
import { PASSWORD, type Person, type TestServer, uuidv7 } from "../support/server.ts";
import { Staff } from "../support/staff.ts";

// deno-lint-ignore no-explicit-any -- a JSON document
type Json = any;
let server: TestServer;
let owner: Person;
let seller: Person;
let cashier: Person;

Deno.test.beforeAll(async () => {
  ({ server, owner, people: { vendeur1: seller, caisse1: cashier } } = await Staff.open({
    vendeur1: "vendeur",
    caisse1: "caisse",
  }));
});
Deno.test.afterAll(async () => {
  for (const person of [owner, seller, cashier]) person.client.close();
  await server.dispose();
});

Deno.test("every code has a title and a sentence in French and in English", () => {
  for (const code of ERROR_CODES) {
    const [fr, en] = [problem(code, {}, "fr"), problem(code, {}, "en")];
    for (const { type, title, detail, status } of [fr, en]) {
      assert.ok(type === `urn:comptoir:error:${code}` && title.length > 3 && detail.length > 10 && status >= 400, code);
      assert.match(detail, /[.!?»]$/, code);
    }
    assert.ok(fr.title !== en.title && fr.detail !== en.detail, code);
  }
});

/** fetch() always says the true Host. */
async function raw(lines: readonly string[]): Promise<Response> {
  const connection = await Deno.connect({ hostname: "127.0.0.1", port: server.port });
  await connection.write(new TextEncoder().encode([...lines, "Connection: close", "", ""].join("\r\n")));
  const text = await new Response(connection.readable).text();
  const [head = "", body = ""] = text.split("\r\n\r\n");
  const [status = "", ...fields] = head.split("\r\n");
  return new Response(body, {
    status: Number(status.split(" ")[1]),
    headers: fields.map((field) => field.split(": ") as [string, string]),
  });
}

type Ask = (headers: Record<string, string>) => Promise<Response>;
const query = (body: Json, who = () => seller): Ask => (headers) => who().post("/api/query", body, headers);
const select = (sql: string, params: unknown[] = []): Ask => query({ type: "select", query: sql, params });
const key = uuidv7();
const PROVOKED: Readonly<Record<string, Ask>> = {
  invalid_body: query({ type: "x" }),
  multiple_statements: select("SELECT 1; SELECT 2"),
  sql_error: select("SELECT * FROM _users"),
  type_mismatch: select("PRAGMA user_version"),
  duplicate_columns: select("SELECT 1 AS a, 2 AS a"),
  invalid_params: select("SELECT ? AS a"),
  invalid_idempotency_key: (headers) =>
    seller.post("/api/query", { type: "select", query: "SELECT 1" }, { ...headers, "idempotency-key": "x" }),
  idempotency_key_reused: async (headers) => {
    const insert = (nom: string) =>
      seller.post("/api/query", { type: "insert", query: "INSERT INTO clients (nom) VALUES (?)", params: [nom] }, {
        ...headers,
        "idempotency-key": key,
      });
    await (await insert("a")).body?.cancel();
    return insert("b");
  },
  forbidden: query({ type: "delete", query: "DELETE FROM produits" }),
  constraint_violation: query({ type: "insert", query: "INSERT INTO clients (nom) VALUES ('')" }),
  result_too_large: select("SELECT replace(?, 'a', ?) AS t", ["a".repeat(1000), "b".repeat(10_000)]),
  body_too_large: query("x".repeat(1024 * 1024 + 1)),
  unsupported_encoding: (headers) => seller.send("POST", "/api/query", "x", { ...headers, "content-encoding": "gzip" }),
  query_timeout: select("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) AS m FROM n"),
  unauthenticated: (headers) => seller.fetch("/api/auth", { headers: { ...headers, authorization: "Bearer x" } }),
  role_not_allowed_here: (headers) => owner.fetch("/api/auth", { headers: { ...headers, via: "x" } }),
  origin_not_allowed: (headers) => seller.fetch("/api/auth", { headers: { ...headers, origin: "http://evil.example" } }),
  host_not_allowed: (headers) =>
    raw(["GET /api/auth HTTP/1.1", "Host: evil.example", ...Object.entries(headers).map((h) => h.join(": "))]),
  not_found: (headers) => seller.fetch("/api/nulle/part", { headers }),
  method_not_allowed: (headers) => seller.fetch("/api/query", { headers }),
  upgrade_required: (headers) => seller.fetch("/ws", { headers }),
  already_set_up: (headers) => owner.post("/api/setup", { username: "x", password: PASSWORD }, headers),
  username_taken: (headers) => owner.post("/api/users", { username: "PATRON", password: PASSWORD, role: "caisse" }, headers),
  last_owner: (headers) => owner.send("PATCH", "/api/users/1", { active: false }, headers),
  invalid_credentials: (headers) => seller.post("/api/auth", { username: "personne", password: "x" }, headers),
  too_many_attempts: async (headers) => {
    const guess = () => owner.post("/api/auth", { username: "deviné", password: "x" }, headers);
    for (let n = 0; n < 5; n++) await (await guess()).body?.cancel();
    return guess();
  },
};
Deno.test("every error has the one shape, in the reader's language, and tells nothing of the server's inside", async () => {
  for (const [code, ask] of Object.entries(PROVOKED)) {
    const details: string[] = [];
    for (const language of ["fr-FR, en;q=0.5", "en-GB, fr;q=0.9", ""]) {
      const response = await ask({ "accept-language": language });
      const text = await response.text();
      const body = JSON.parse(text);
      const what = `${code}: ${text}`;
      assert.equal(body.code, code, what);
      assert.equal(body.type, `urn:comptoir:error:${code}`, what);
      assert.equal(body.status, response.status, what);
      assert.ok(response.status >= 400 && typeof body.title === "string" && typeof body.detail === "string", what);
      assert.ok(body.title !== "" && /[.!?]$/.test(body.detail) && !/[{}]|undefined/.test(body.detail), what);
      assert.equal(response.headers.get("content-type"), "application/problem+json", what);
      assert.match(response.headers.get("x-request-id") ?? "", /^\S+$/, what);
      assert.equal(response.headers.get("cache-control"), "no-store", what);
      assert.doesNotMatch(text, /\.ts\b|node:|at file|\\n\s+at |\/work|\/tmp|comptoir\.db|\$2[aby]\$/, what);
      const waits = ["too_many_attempts", "busy", "rate_limited"].includes(code);
      assert.equal(/^[1-9]\d*$/.test(response.headers.get("retry-after") ?? ""), waits, what);
      assert.equal(response.headers.has("www-authenticate"), response.status === 401, what);
      if (code === "method_not_allowed") assert.equal(response.headers.get("allow"), "POST");
      details.push(body.detail);
    }
    assert.notEqual(details[0], details[1], `${code} says the same in both languages`);
    // How long there is to wait grows shorter meanwhile.
    const told = (detail: string) => detail.replaceAll(/\d+/g, "…");
    assert.equal(told(details[2]!), told(details[0]!), "French is the shop's language");
  }
});
