/** The short ways of a request: an address without parameters, and a body of the plainest shape, come to what the long ways come to. */
import assert from "node:assert/strict";
import { TrieRouter } from "hono/router/trie-router";
import { AddressRouter } from "../../server/http/address_router.ts";
import { isPlainRequest, queryBody } from "../../server/http/routes/query_shapes.ts";
import { routesOf } from "../../server/http/routes.ts";
import { ROUTES } from "../../server/shop/routes.ts";
import { LIMITS } from "../../shared/limits.ts";

Deno.test("each address leads where Hono's own router leads, whichever route was there first", () => {
  const own = ["/a/:b", "/a/c", "/a/c/:d", "/:a/c", "/a/:b/d", "/a/*", "/a/c?", "/"].map((path) => ({ method: "GET", path }));
  for (const routes of [routesOf(ROUTES), own, own.toReversed()]) {
    const [short, long] = [new AddressRouter<string>(), new TrieRouter<string>()];
    for (const { method, path } of routes) {
      for (const router of [short, long]) router.add(method, path, `${method} ${path}`);
    }
    const paths = new Set(
      routes.flatMap(({ path }) => [path.replaceAll(/:\w+/g, "7"), path.replaceAll(/:\w+/g, "c"), `${path}/`, path]),
    );
    for (const path of [...paths, "", "/nowhere", "/__proto__", "//", "/api/query/", "/API/QUERY"]) {
      for (const method of ["GET", "POST", "PATCH", "DELETE", "OPTIONS", "ALL"]) {
        const found = [short, long].map((router) => router.match(method, path)[0][0]);
        assert.deepEqual(found[0], found[1], `${method} ${path}`);
      }
    }
  }
});

Deno.test("a request that is plain at a glance is what the schema would read", () => {
  const query = { type: "select", query: "SELECT 1" };
  const many = (count: number) => Array.from({ length: count }, () => query);
  const odd = [null, 1, "select", [], {}, [query], true, { length: 1 }];
  const whole: unknown[] = [
    query,
    { ...query, params: [] },
    { ...query, params: [1, "a", null, [1], { $int: "1" }] },
    { ...query, params: { a: 1 } },
    { ...query, more: 1 },
    JSON.parse('{"type":"select","query":"SELECT 1","__proto__":{"params":[1]}}'),
    JSON.parse('{"type":"batch","queries":[{"type":"select","query":"SELECT 1"}],"__proto__":1}'),
    { type: "batch" },
    { type: "batch", query: "SELECT 1" },
    ...[0, 1, LIMITS.batchQueries, LIMITS.batchQueries + 1].map((count) => ({ type: "batch", queries: many(count) })),
    { type: "batch", queries: many(1), params: [] },
    { type: "batch", queries: [{ type: "batch", queries: many(1) }] },
    { type: "batch", queries: { length: 1, 0: query } },
    ...odd,
    ...odd.flatMap((value) => [
      { ...query, type: value },
      { ...query, query: value },
      { ...query, params: value },
      { type: "batch", queries: value },
      { type: "batch", queries: [query, value] },
    ]),
  ];
  let plain = 0;
  for (const value of whole) {
    if (!isPlainRequest(value)) continue;
    plain += 1;
    const read = queryBody.safeParse(value);
    assert.ok(read.success, JSON.stringify(value));
    assert.deepEqual(read.data, value);
  }
  assert.ok(plain >= 5, "the plain ones are seen");
});
