/** POST /api/query: where several things are wrong, the first of the contract's list is told. */
import assert from "node:assert/strict";
import { answerOf, type Person, type TestServer } from "../support/server.ts";
import { Staff } from "../support/staff.ts";
import { refused } from "../support/refused_query.ts";

let server: TestServer;
let owner: Person;
let seller: Person;

Deno.test.beforeAll(async () => {
  ({ server, owner, people: { vendeur1: seller } } = await Staff.open({ vendeur1: "vendeur" }));
  const product = "INSERT INTO produits (id, libelle, code_barres, prix_ttc) VALUES (1, 'Thé', '123', 250)";
  assert.equal((await owner.query("insert", product)).status, 200);
});
Deno.test.afterAll(async () => {
  for (const person of [owner, seller]) person.client.close();
  await server.dispose();
});

const send = async (body: unknown) => await answerOf(await seller.post("/api/query", body));

const ORDER: readonly [code: string, query: unknown][] = [
  ["invalid_body", { type: "select", query: "SELEC; x", params: [true], x: 1 }],
  ["multiple_statements", { type: "insert", query: "SELEC 1; DELETE FROM _users", params: [true] }],
  ["sql_error", { type: "insert", query: "SELECT a FROM _users", params: [true] }],
  ["sql_error", { type: "update", query: "DELETE FROM nulle_part", params: [1, 2] }],
  ["type_mismatch", { type: "insert", query: "DELETE FROM ventes", params: [true] }],
  ["type_mismatch", { type: "select", query: "DELETE FROM ventes", params: [1, 2] }],
  ["forbidden", { type: "delete", query: "DELETE FROM ventes", params: [true] }],
  ["forbidden", { type: "select", query: "SELECT randomblob(9) AS a", params: [{ $int: "x" }] }],
  ["invalid_params", { type: "select", query: "SELECT 1 AS a, 2 AS a", params: [1] }],
];
Deno.test("where several things are wrong, the first of the contract's list is told", async () => {
  for (const [code, query] of ORDER) {
    const what = JSON.stringify(query);
    assert.equal((await send(query)).body.code, code, what);
    assert.equal((await send({ type: "batch", queries: [query] })).body.code, code, what);
  }
  const rounded = '{"type":"select","query":"SELEC ?","params":[9007199254740993]}';
  refused(await send(rounded), 400, "sql_error");
});

Deno.test("what is wrong with the caller comes before what is wrong with the request", async () => {
  using stranger = server.at("127.0.0.2");
  const answer = async (token: string | null, headers: HeadersInit) => {
    stranger.token = token;
    return await answerOf(await stranger.post("/api/query", "{", headers));
  };
  refused(await answer(seller.token, {}), 400, "invalid_body");
  refused(await answer(null, {}), 401, "unauthenticated");
  refused(await answer(owner.token, {}), 403, "role_not_allowed_here");
  refused(await answer(null, { origin: "http://evil.example" }), 403, "origin_not_allowed");
});
