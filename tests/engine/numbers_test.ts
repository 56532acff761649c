/** Numbers at every edge, through every endpoint that takes one: none makes a 500. */
import assert from "node:assert/strict";
import { type Person, uuidv7 } from "../support/server.ts";
import { EDGES, NumberedShop } from "../support/numbers.ts";
import { CAFE, sent } from "../support/shop.ts";

const numbered = new NumberedShop();

interface JsonSchema {
  readonly $ref?: string;
  readonly type?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
  readonly enum?: readonly string[];
  readonly anyOf?: readonly JsonSchema[];
  readonly additionalProperties?: JsonSchema | boolean;
}
/** What a text field is given, so that the numbers beside it are looked at. */
const TEXTS: Readonly<Record<string, string>> = {
  periode: "2020-01-01",
  avoir_id: uuidv7(),
  id: uuidv7(),
  ligne_id: uuidv7(),
  nom: "C7",
  cle: "a".repeat(43),
  code: "123456",
  username: "somebody",
  password: "mot de passe",
};

/** A row for what stands in a path; nobody's account, whose password would change. */
function keyFor(path: string, name: string, sale: string): string {
  if (path.includes("/ventes/")) return sale;
  if (path.includes("/users/")) return "999";
  return name === "nom" ? "C1" : "1";
}

Deno.test("no number in a body, a path or a filter of any documented endpoint makes a 500", async () => {
  const { chloe, owner } = numbered.shop;
  const sale = await sent(numbered.shop.nora, [CAFE]);
  const document = await (await owner.get("/api/openapi.json")).json();
  const resolve = (schema: JsonSchema): JsonSchema =>
    schema.$ref === undefined ? schema : resolve(document.components.schemas[schema.$ref.split("/").at(-1)!]);
  /** A body as JSON text, with `edge` wherever a whole number is wanted; `found` counts them. */
  const found = { numbers: 0 };
  const make = (given: JsonSchema, edge: string, name = ""): string => {
    const schema = resolve(given);
    if (schema.enum !== undefined) return JSON.stringify(schema.enum[0]);
    if (schema.anyOf !== undefined) return make(schema.anyOf[0]!, edge, name);
    switch (schema.type) {
      case "integer":
      case "number":
        found.numbers += 1;
        return edge;
      case "boolean":
        return "true";
      case "array":
        return `[${make(schema.items ?? {}, edge, name)}]`;
      case "object": {
        const own = Object.entries(schema.properties ?? {});
        if (own.length === 0 && typeof schema.additionalProperties === "object") {
          return `{"5000":${make(schema.additionalProperties, edge)}}`;
        }
        // One of the two ways to count is given.
        return `{${
          own.filter(([key]) => key !== "compte").map(([key, inner]) => `"${key}":${make(inner, edge, key)}`).join(",")
        }}`;
      }
      default:
        return JSON.stringify(TEXTS[name] ?? "x");
    }
  };
  const ask = async (person: Person, method: string, path: string, body?: string) => {
    const response = await person.fetch(path, {
      method,
      ...(body === undefined ? {} : { body, headers: { "idempotency-key": crypto.randomUUID() } }),
    });
    const text = await response.text();
    assert.ok(response.status < 500, `${method} ${path} ${body ?? ""}: ${response.status} ${text}`);
  };
  let asked = 0;
  const people = [owner, chloe];
  const skipped = /^\/api\/(?:setup|auth|query)/;
  for (const [path, operations] of Object.entries<Record<string, Record<string, unknown>>>(document.paths)) {
    if (skipped.test(path) || path === "/ws") continue;
    for (const [method, operation] of Object.entries(operations)) {
      if (!["get", "post", "patch"].includes(method)) continue;
      const schema = (operation["requestBody"] as { content?: Record<string, { schema: JsonSchema }> } | undefined)
        ?.content?.["application/json"]?.schema;
      const parameters = (operation["parameters"] ?? []) as { name: string; in: string }[];
      const filters = parameters.filter((parameter) => parameter.in === "query").map(({ name }) => name);
      const named = /\{(\w+)\}/.exec(path)?.[1] ?? null;
      for (const edge of EDGES) {
        const known = named === null ? path : path.replace(`{${named}}`, keyFor(path, named, sale.id));
        const odd = named === null ? path : path.replace(`{${named}}`, edge);
        found.numbers = 0;
        const bodies = schema === undefined
          ? [method === "post" ? "{}" : undefined]
          : [make(schema, edge), make(schema, `{"$int":"${edge}"}`)];
        for (const person of people) {
          for (const body of found.numbers > 0 || edge === EDGES[0] ? bodies : []) {
            await ask(person, method.toUpperCase(), known, body);
            asked += 1;
          }
          if (named !== null) await ask(person, method.toUpperCase(), odd, schema === undefined ? bodies[0] : make(schema, "1"));
          if (method === "get") { for (const filter of filters) await ask(person, "GET", `${known}?${filter}=${edge}`); }
        }
      }
    }
  }
  assert.ok(asked > 200, `${asked} bodies were sent`);
  for (const edge of EDGES) {
    for (const filter of ["limit", "before", "user_id", "from", "to"]) await ask(owner, "GET", `/api/journal?${filter}=${edge}`);
  }
});
