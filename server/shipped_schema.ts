/** What the packed program brings along to make a new shop's database of; a checkout has none, and runs the migrations. */
import { existsSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import type { WholeSchema } from "./database/schema/whole_schema.ts";
import { fileAt } from "./place.ts";

/** In the root of the packed program. */
export const SHIPPED_SCHEMA = "schema.json.gz";

export function shippedSchema(): WholeSchema | null {
  const file = fileAt(SHIPPED_SCHEMA);
  return existsSync(file) ? JSON.parse(gunzipSync(readFileSync(file)).toString()) as WholeSchema : null;
}
