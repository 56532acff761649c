/** A route is one thing, and closed until it says otherwise: who may ask is judged in one place, and none is forgotten. */
import { isOfTheApi } from "../../server/http/paths.ts";
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import * as z from "zod";
import { errorsOf } from "../../server/http/route.ts";
import { routesOf } from "../../server/http/routes.ts";
import { ROUTES } from "../../server/shop/routes.ts";
import { answerOf, around, join, type Person, startServer, type TestServer } from "../support/server.ts";

const ROOT = new URL("../..", import.meta.url).pathname;
const ALL = routesOf(ROUTES);
let server: TestServer;
let owner: Person;
let seller: Person;
let cashier: Person;
let nobody: Person;

Deno.test.beforeAll(async () => {
  server = await startServer({ command: around("one_route_more.ts"), flags: ["--rate-limit", "0"] });
  owner = await server.owner();
  seller = await join(owner, "nora", "vendeur", "127.0.0.2");
  cashier = await join(owner, "chloe", "caisse", "127.0.0.3");
  nobody = server.at("127.0.0.4");
});
Deno.test.afterAll(async () => {
  for (const person of [owner, seller, cashier, nobody]) person.client.close();
  await server.dispose();
});

/** What somebody is answered, nothing being sent. */
async function asked(person: Person, method: string, path: string): Promise<{ status: number; code: unknown }> {
  const headers = { "idempotency-key": crypto.randomUUID() };
  const response = await person.fetch(path.replaceAll(/:\w+/g, "1"), { method, headers });
  const text = await response.text();
  const isProblem = response.headers.get("content-type") === "application/problem+json";
  return { status: response.status, code: isProblem ? JSON.parse(text).code : undefined };
}

Deno.test("a new route that says nothing of who may ask is the owner's alone, on the server PC", async () => {
  const path = "/api/oubliee";
  assert.equal((await asked(owner, "GET", path)).status, 200, "the premise: it is there, and answers");
  for (const person of [seller, cashier]) assert.deepEqual(await asked(person, "GET", path), { status: 403, code: "forbidden" });
  assert.deepEqual(await asked(nobody, "GET", path), { status: 401, code: "unauthenticated" });
  const away = await owner.fetch(path, { headers: { "x-forwarded-for": "127.0.0.9" } });
  assert.equal((await answerOf(away)).body.code, "role_not_allowed_here");
});

Deno.test("who may ask is what the route says, for every route and every role", async () => {
  const people = { administrateur: owner, vendeur: seller, caisse: cashier } as const;
  let refused = 0;
  for (const { method, path, auth = ["administrateur"] as const } of ALL) {
    if (method === "DELETE" && path === "/api/auth") continue; // it would end the very sessions
    for (const [role, person] of Object.entries(people)) {
      const { status, code } = await asked(person, method, path);
      const closed = typeof auth === "string" ? auth === "server" && role !== "administrateur" : !auth.includes(role as never);
      const what = `${role} ${method} ${path}: ${status} ${code}`;
      if (!closed) assert.ok(code !== "forbidden" && status !== 401, what);
      else assert.deepEqual([status, code], [403, auth === "server" ? "role_not_allowed_here" : "forbidden"], what);
      refused += closed ? 1 : 0;
    }
    const { status, code } = await asked(nobody, method, path);
    const open = auth === "public" || (auth === "server" && code === "role_not_allowed_here");
    assert.ok(open ? status !== 401 : code === "unauthenticated", `nobody ${method} ${path}: ${status} ${code}`);
  }
  assert.ok(refused >= 40, `the premise: ${refused} were refused`);
});

Deno.test("every route stands in the OpenAPI document with all of its errors, a new one as well", async () => {
  const { body: { paths } } = await answerOf(await owner.get("/api/openapi.json"));
  for (const route of ALL.filter(({ path }) => isOfTheApi(path))) {
    const documented = paths[route.path.replaceAll(/:(\w+)/g, "{$1}")]?.[route.method.toLowerCase()];
    assert.ok(documented !== undefined, `${route.method} ${route.path} is not documented`);
    const named = Object.values(documented.responses as Record<string, { description: string }>)
      .flatMap(({ description }) => description.split(", "));
    for (const code of errorsOf(route)) assert.ok(named.includes(code), `${route.method} ${route.path} does not name ${code}`);
  }
  const codes = paths["/api/oubliee"].get.responses["403"].description.split(", ");
  assert.ok(codes.includes("forbidden") && codes.includes("role_not_allowed_here"), codes.join());
});

/** The lines of code of a folder that fit a pattern, as `file: line`. */
function linesWith(pattern: RegExp, folder: string): string[] {
  return readdirSync(`${ROOT}${folder}`, { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return linesWith(pattern, path);
    return readFileSync(`${ROOT}${path}`, "utf8").split("\n").filter((line) => pattern.test(line)).map((line) =>
      `${path}: ${line.trim()}`
    );
  });
}
const filesOf = (lines: readonly string[]) => [...new Set(lines.map((line) => line.split(":")[0]))].sort();

Deno.test("no handler judges who asks by itself, and every answer is made in one place", () => {
  const judging =
    /\brole\s*[!=]==?|[!=]==?\s*\w*\.?role\b|\.authenticate\(|["']administrateur["']|["']forbidden["'],? *\{|roleAllowedIn/;
  assert.ok(linesWith(judging, "server/http").length >= 3, "the premise: it is judged somewhere");
  assert.deepEqual(linesWith(judging, "server/http/routes"), []);
  assert.deepEqual(filesOf(linesWith(/\.authenticate\(/, "server/http")), ["server/http/admission.ts"]);
  // The port answers by itself while nobody stands behind it.
  assert.deepEqual(filesOf(linesWith(/new Response\(/, "server/http")), ["server/http/listener.ts", "server/http/respond.ts"]);
});

Deno.test("whatever takes the owner's code counts wrong ones", () => {
  const takes = ROUTES.filter(({ body }) => body instanceof z.ZodObject && "accord" in body.shape);
  assert.ok(takes.length >= 6, `the premise: ${takes.length} routes take it`);
  const counts = (route: (typeof takes)[number]) =>
    route.kind === "command" && route.secrets?.some(({ name }) => name === "accord");
  assert.deepEqual(takes.filter((route) => !counts(route)).map(({ path }) => path), []);
});
