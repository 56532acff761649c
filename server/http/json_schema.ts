/** The shapes that validate, as documents tell them: JSON Schema, whatever has a name told once. */
import * as z from "zod";
import type { JsonObject } from "./operation.ts";

/** OpenAPI 3.1 speaks the newer one, AsyncAPI 3 the older. */
export type Draft = "draft-2020-12" | "draft-07";

export function jsonSchema(schema: z.ZodType, target: Draft = "draft-2020-12"): JsonObject {
  return z.toJSONSchema(schema, {
    target,
    io: "input",
    unrepresentable: "any",
    override: ({ jsonSchema }) => openTail(jsonSchema),
  }) as JsonObject;
}

/** A list of exactly so many says so by `maxItems`; `items: false` besides is what generators of clients stumble over. */
function openTail(schema: { items?: unknown; maxItems?: number | undefined }): void {
  if (schema.items === false && schema.maxItems !== undefined) schema.items = {};
}

/** Of a schema with a name, where it stands under `components`. */
export function reference(schema: z.ZodType): JsonObject {
  return { $ref: `#/components/schemas/${schema.meta()?.id}` };
}

/** These and all that they are made of, by name. Throws where two are called the same. */
export function namedSchemas(all: Iterable<z.ZodType>, target?: Draft): JsonObject {
  const schemas: JsonObject = {};
  for (const schema of new Set(all)) {
    const { $schema: _, $defs, definitions, ...definition } = jsonSchema(schema, target);
    const parts = ($defs ?? definitions ?? {}) as JsonObject;
    // A schema with a name is one of its own parts, and a mere reference outside of them.
    const named = "$ref" in definition ? parts : { ...parts, [String(schema.meta()?.id)]: definition };
    const text = JSON.stringify(named).replaceAll(/"#\/(?:\$defs|definitions)\//g, '"#/components/schemas/');
    for (const [name, nested] of Object.entries(JSON.parse(text) as JsonObject)) {
      const known = schemas[name] ??= nested;
      if (JSON.stringify(known) !== JSON.stringify(nested)) throw new Error(`two schemas are called '${name}'`);
    }
  }
  return schemas;
}
