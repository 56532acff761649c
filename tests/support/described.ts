/** The document as tests hold every good answer to it: no field that it does not describe. */
import assert from "node:assert/strict";
import { appendFileSync } from "node:fs";
import { type Schema, toldRoute } from "./told_routes.ts";

/** Longer answers are many rows of what shorter ones have as well, and take long to look through. */
const LOOKED_THROUGH_CHARS = 200_000;
/** Where to write down what is not described, instead of failing: for whoever describes much at once. */
const COLLECTED = Deno.env.get("COMPTOIR_UNDESCRIBED");

/** Judges a good answer, and hands it on to be read; what is no JSON of the API is not judged. */
export async function assertDescribed(method: string, path: string, response: Response): Promise<Response> {
  const { status, headers } = response;
  if (headers.get("content-type") !== "application/json" || response.body === null) return response;
  const length = headers.get("content-length");
  if (length !== null && Number(length) > LOOKED_THROUGH_CHARS) return response;
  const route = toldRoute(method, path);
  if (route === undefined) return response;
  const text = await response.text();
  if (text.length <= LOOKED_THROUGH_CHARS) {
    const found = undescribed(route.schemas, JSON.parse(text), "");
    if (COLLECTED !== undefined) { for (const field of found) appendFileSync(COLLECTED, `${method} ${route.path} ${field}\n`); }
    else assert.deepEqual(found, [], `${method} ${route.path} answers what its document does not describe`);
  }
  return new Response(text, { status, headers });
}

/** The fields of a value that no one of some schemas describes: as few as the best of them leaves. */
export function undescribed(schemas: readonly Schema[], value: unknown, where: string, defs?: Schema): string[] {
  const each = schemas.map((schema) => undescribedBy(schema, value, where, schema.$defs ?? defs));
  return each.sort((a, b) => a.length - b.length)[0] ?? [];
}

function undescribedBy(schema: Schema, value: unknown, where: string, defs: Schema): string[] {
  if (schema.$ref === "#") return [];
  if (schema.$ref !== undefined) return undescribedBy(defs[schema.$ref.split("/").at(-1)], value, where, defs);
  const several = schema.anyOf ?? schema.oneOf;
  if (several !== undefined) return undescribed(several, value, where, defs);
  if (schema.allOf !== undefined) return undescribedBy(merged(schema.allOf), value, where, defs);
  const types: string[] | null = schema.type === undefined ? null : [schema.type].flat();
  const type = typeOf(value);
  const fits = types === null || types.includes(type) || (type === "number" && types.includes("integer"));
  if (!fits) return [`${where}: ${type}`];
  if (Array.isArray(value)) {
    if (schema.items === undefined) return types === null ? [] : [`${where}[]: anything`];
    return [...new Set(value.flatMap((item) => undescribedBy(schema.items, item, `${where}[]`, defs)))];
  }
  if (typeof value !== "object" || value === null) return [];
  // By any name: a record, or what nobody can know.
  if (schema.properties === undefined) {
    const { additionalProperties: each = {} } = schema;
    return [...new Set(Object.values(value).flatMap((inner) => undescribedBy(each, inner, `${where}.*`, defs)))];
  }
  return Object.entries(value).flatMap(([name, inner]) => {
    const known = schema.properties[name];
    return known === undefined ? [`${where}.${name}: ${typeOf(inner)}`] : undescribedBy(known, inner, `${where}.${name}`, defs);
  });
}

function merged(all: readonly Schema[]): Schema {
  return { type: "object", properties: Object.assign({}, ...all.map(({ properties }) => properties)) };
}

function typeOf(value: unknown): string {
  return value === null ? "null" : Array.isArray(value) ? "array" : typeof value;
}
