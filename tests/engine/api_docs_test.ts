/** The OpenAPI document and the docs page: they fail when something is undocumented. */
import assert from "node:assert/strict";
import { ERROR_CODES } from "../../shared/errors.ts";
import { LIMITS } from "../../shared/limits.ts";
import * as z from "zod";
import { jsonSchema } from "../../server/http/json_schema.ts";
import { undescribed } from "../support/described.ts";
import { mount } from "../../server/http/mount.ts";
import { isOfTheApi, Paths } from "../../server/http/paths.ts";
import { routesOf } from "../../server/http/routes.ts";
import { pageRoutes } from "../../server/http/routes/page.ts";
import { ROUTES } from "../../server/shop/routes.ts";
import { answerOf, type Person, type TestServer } from "../support/server.ts";
import { Staff } from "../support/staff.ts";

// deno-lint-ignore no-explicit-any -- a JSON document
type Json = any;
let server: TestServer;
let owner: Person;
let seller: Person;
let cashier: Person;
let document: Json;

Deno.test.beforeAll(async () => {
  ({ server, owner, people: { vendeur1: seller, caisse1: cashier } } = await Staff.open({
    vendeur1: "vendeur",
    caisse1: "caisse",
  }));
  document = (await answerOf(await owner.get("/api/openapi.json"))).body;
});
Deno.test.afterAll(async () => {
  for (const person of [owner, seller, cashier]) person.client.close();
  await server.dispose();
});

interface Documented {
  readonly method: string;
  readonly path: string;
  readonly operation: Json;
}
const METHODS = ["get", "post", "put", "patch", "delete"];
const documented = (): Documented[] =>
  Object.entries(document.paths as Json).flatMap(([path, item]) =>
    Object.entries(item as Json).map(([method, operation]) => ({ method, path, operation }))
  );

/** The routes that the server really has. */
function routes(): string[] {
  const all = [...routesOf(ROUTES), ...pageRoutes(new URL("../../static", import.meta.url).pathname)];
  const app = mount(all, new Paths(all));
  const own = app.routes.filter(({ method, path }) => method !== "ALL" && isOfTheApi(path));
  return [...new Set(own.map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, "{$1}")}`))].sort();
}

Deno.test("the document is OpenAPI 3.1: every operation, parameter, answer and reference is in order", () => {
  assert.match(document.openapi, /^3\.1\.\d+$/);
  assert.ok(document.info.title && /^\d+\.\d+\.\d+/.test(document.info.version));
  for (const { method, path, operation } of documented()) {
    const name = `${method} ${path}`;
    assert.ok(METHODS.includes(method) && path.startsWith("/") && !path.includes(":"), name);
    assert.ok(operation.summary, `${name} has no summary`);
    const inPath = operation.parameters.filter((one: Json) => one.in === "path");
    assert.deepEqual(inPath.map((one: Json) => one.name), [...path.matchAll(/\{(\w+)\}/g)].map(([, found]) => found), name);
    for (const one of operation.parameters) assert.ok(one.schema && (one.in !== "path" || one.required), `${name} ${one.name}`);
    const statuses = Object.keys(operation.responses);
    assert.ok(statuses.some((status) => /^[12]\d\d$/.test(status)), `${name} has no success`);
    for (const status of statuses) {
      assert.match(status, /^[1-5]\d\d$/);
      assert.ok(operation.responses[status].description, `${name} ${status}`);
    }
    for (const scheme of operation.security.flatMap(Object.keys)) assert.ok(document.components.securitySchemes[scheme], name);
    if (["post", "put", "patch"].includes(method) && operation.requestBody === undefined) {
      assert.ok(!/query|auth|users|setup/.test(path), `${name} has no body`);
    }
  }
  const text = JSON.stringify(document);
  const references = [...text.matchAll(/"\$ref":"([^"]+)"/g)].map(([, reference]) => reference!);
  assert.ok(references.length > 20, "the premise");
  for (const reference of references) {
    const found = reference.slice(2).split("/").reduce((at: Json, step) => at?.[step], document);
    assert.ok(reference.startsWith("#/") && typeof found === "object", reference);
  }
});

Deno.test("every route of the server is documented, and nothing else is", () => {
  const found = documented().map(({ method, path }) => `${method.toUpperCase()} ${path}`).sort();
  assert.deepEqual(found, routes());
});

Deno.test("every documented route answers, and its error is one of those it names", async () => {
  using stranger = server.at("127.0.0.2");
  for (const { method, path, operation } of documented()) {
    const name = `${method} ${path}`;
    const url = path.replaceAll(/\{\w+\}/g, "1");
    const response = await stranger.fetch(url, { method: method.toUpperCase(), ...(method === "post" ? { body: "{" } : {}) });
    const text = await response.text();
    assert.ok(response.status !== 404 && response.status !== 405, `${name}: ${response.status}`);
    const answer = operation.responses[String(response.status)];
    assert.ok(answer !== undefined, `${name}: ${response.status} is not documented`);
    if (response.status >= 400) assert.ok(answer.description.split(", ").includes(JSON.parse(text).code), `${name}: ${text}`);
  }
});

Deno.test("Idempotency-Key is required in the document where the server demands it, and nowhere else", async () => {
  const keyOf = ({ operation }: Documented) => operation.parameters.find((one: Json) => one.name === "Idempotency-Key");
  const commands = documented().filter((one) => keyOf(one)?.required === true);
  const posts = ROUTES.filter(({ method }) => method === "POST");
  assert.deepEqual(
    commands.map(({ method, path }) => `${method} ${path}`).sort(),
    posts.map(({ path }) => `post ${path.replaceAll(/:(\w+)/g, "{$1}")}`).sort(),
  );
  const bare = commands.filter(({ operation }) => operation.requestBody === undefined);
  assert.ok(bare.length >= 5, "the premise");
  for (const { path, operation } of bare) {
    const missing = [];
    for (const person of [owner, seller, cashier]) {
      const { status, body } = await answerOf(await person.post(path.replaceAll(/\{\w+\}/g, "1"), ""));
      if (status !== 403) missing.push(body.code);
    }
    assert.ok(missing.length > 0 && missing.every((code) => code === "idempotency_key_missing"), `${path}: ${missing}`);
    assert.ok(operation.responses["400"].description.split(", ").includes("idempotency_key_missing"));
  }
  assert.equal(keyOf(documented().find(({ path }) => path === "/api/query")!).required, false);
  assert.equal((await select("SELECT 1 AS a")({})).status, 200, "a query needs none");
});

Deno.test("the document says what is no JSON, what a shop without its database answers, and how an infinity travels", async () => {
  const content = (path: string) => Object.keys(document.paths[path].get.responses["200"].content);
  for (
    const [path, types] of [
      ["/api/metrics", ["application/json", "text/plain"]],
      ["/api/journal/export", ["application/x-ndjson", "text/csv"]],
      ["/api/archives/{periode}", ["application/zip"]],
      ["/api/docs", ["text/html"]],
    ] as const
  ) assert.deepEqual(content(path), types, path);
  const degraded = document.paths["/api/health"].get.responses["503"];
  assert.equal(degraded.content["application/json"].schema.$ref, "#/components/schemas/Health");
  const [row] = (await answerOf(await select("SELECT 9e999 AS a, -9e999 AS b")({}))).body.rows;
  assert.deepEqual(row, { a: { $real: "Infinity" }, b: { $real: "-Infinity" } });
  const { description } = document.components.schemas.SelectResult.properties.rows.items.additionalProperties;
  for (const value of Object.values(row)) assert.ok(description.includes(JSON.stringify(value)), description);
  assert.ok(document.paths["/api/query"].post.description.includes(String(LIMITS.tillSteps)));
});

/** The properties of a schema that an answer lacks, or has beyond them; arrays by their first element. */
function misfits(schema: Json, value: Json, where: string): string[] {
  const resolved = schema.$ref === undefined ? schema : document.components.schemas[schema.$ref.split("/").at(-1)];
  if (resolved.type === "array") return value.length === 0 ? [] : misfits(resolved.items, value[0], `${where}[0]`);
  if (resolved.properties === undefined) return [];
  const missing = (resolved.required ?? []).filter((name: string) => !(name in value)).map((name: string) =>
    `${where}.${name} is missing`
  );
  const open = typeof resolved.additionalProperties === "object" && Object.keys(resolved.additionalProperties).length === 0;
  return Object.entries(value).flatMap(([name, inner]) => {
    const known = resolved.properties[name];
    if (known === undefined) return open ? [] : [`${where}.${name} is not documented`];
    return inner === null || typeof inner !== "object" ? [] : misfits(known, inner, `${where}.${name}`);
  }).concat(missing);
}

Deno.test("what the owner is answered has the documented fields and no others", async () => {
  let checked = 0;
  for (const { method, path, operation } of documented()) {
    const schema = operation.responses["200"]?.content?.["application/json"]?.schema;
    if (method !== "get" || path.includes("{") || schema?.$ref === undefined) continue;
    const { status, body } = await answerOf(await owner.get(path));
    // What only a chain can answer is looked at where there is one.
    if (status === 409 && body.code === "no_head_office") continue;
    assert.equal(status, 200, path);
    assert.deepEqual(misfits(schema, body, path), []);
    checked += 1;
  }
  assert.ok(checked >= 8, `${checked} were checked`);
});

Deno.test("an answer with a field that nobody describes is noticed, whatever it is hidden in", () => {
  const schema = jsonSchema(z.object({ a: z.string().nullable(), b: z.array(z.object({ c: z.number().int() })).optional() }));
  for (const sound of [{ a: null }, { a: "x", b: [] }, { a: "x", b: [{ c: 1 }, { c: 2 }] }]) {
    assert.deepEqual(undescribed([schema], sound, ""), []);
  }
  assert.deepEqual(undescribed([schema], { a: 1, b: [{ c: 1 }, { c: 1, d: {} }], e: null }, ""), [
    ".a: number",
    ".b[].d: object",
    ".e: null",
  ]);
});

Deno.test("every operation has a name of its own that its path tells, and every schema that is open says so of nothing but names", () => {
  const names = documented().map(({ operation }) => operation.operationId);
  assert.equal(new Set(names).size, names.length);
  assert.ok(names.includes("postVentesByIdEncaisser") && names.includes("getHealth"), names.join(" "));
  const tags = new Set(document.tags.map(({ name }: Json) => name));
  for (const { path, operation } of documented()) assert.ok(operation.tags.every((tag: string) => tags.has(tag)), path);
  const open = Object.entries(document.components.schemas as Json).filter(([, schema]) =>
    JSON.stringify(schema).includes('"additionalProperties":{},"properties"') ||
    ((schema as Json).properties !== undefined && JSON.stringify((schema as Json).additionalProperties) === "{}")
  );
  assert.deepEqual(
    open.map(([name]) => name).sort(),
    ["OpenApi", "Problem"],
    "an error has extras of its own, this document is OpenAPI's",
  );
});

Deno.test("the docs page is readable without a script, names every operation and error, and its files exist", async () => {
  using stranger = server.at("127.0.0.2");
  const response = await stranger.get("/api/docs");
  const text = await response.text();
  assert.equal(response.status, 200);
  assert.match(response.headers.get("content-type") ?? "", /^text\/html; charset=utf-8$/i);
  assert.match(text, /^<!doctype html>/);
  assert.doesNotMatch(text, /<script|javascript:|\son\w+=|<style|\[object|undefined/);
  const policy = response.headers.get("content-security-policy") ?? "";
  assert.ok(policy.includes("default-src 'none'") && !policy.includes("script-src"), policy);
  for (const { method, path, operation } of documented()) {
    assert.ok(text.includes(`<b>${method.toUpperCase()}</b> ${path.replaceAll(/\{(\w+)\}/g, ":$1")}`), `${method} ${path}`);
    assert.ok(text.includes(operation.summary.replaceAll("'", "&#39;")), operation.summary);
  }
  for (const [, file] of text.matchAll(/(?:href|src)="(\/[^"#]*)"/g)) {
    const found = await stranger.get(file!);
    await found.body?.cancel();
    assert.equal(found.status, 200, String(file));
  }
  const anchors = [...text.matchAll(/href="#([^"]+)"/g)].map(([, anchor]) => anchor!);
  assert.equal(new Set(anchors).size, documented().length, "each operation has an anchor of its own");
  for (const anchor of anchors) assert.ok(text.includes(`id="${anchor}"`), anchor);
});

Deno.test("every error code is documented where it can happen", () => {
  const named = new Set(
    documented().flatMap(({ operation }) =>
      Object.entries(operation.responses as Json)
        .flatMap(([status, one]) => Number(status) < 400 ? [] : (one as Json).description.split(", "))
    ),
  );
  for (const code of ERROR_CODES) {
    // These two are what an address says that has no operation.
    if (code !== "not_found" && code !== "method_not_allowed") assert.ok(named.has(code), `${code} is nowhere documented`);
  }
});

type Ask = (headers: Record<string, string>) => Promise<Response>;
const query = (body: Json, who = () => seller): Ask => (headers) => who().post("/api/query", body, headers);
const select = (sql: string, params: unknown[] = []): Ask => query({ type: "select", query: sql, params });
