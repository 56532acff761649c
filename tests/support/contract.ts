/** The contract as tests hold every answer to it: an error is one that the document names for its route. */
import assert from "node:assert/strict";
import { patternOf } from "../../server/http/paths.ts";
import type { NamedErrors } from "./named_errors.ts";

/** A run of many files has them read from the routes once: to load those is a fifth of a second for each file. */
const told = Deno.env.get("COMPTOIR_NAMED_ERRORS");
const named: readonly NamedErrors[] = told === undefined
  ? (await import("./named_errors.ts")).namedErrors()
  : JSON.parse(Deno.readTextFileSync(told));
/** By method: every answer of a test that is no success is looked up. */
const KNOWN = Map.groupBy(
  named.map(({ method, path, errors }) => ({ method, pattern: patternOf(path), errors: new Set(errors) })),
  ({ method }) => method,
);

/** Judges an error, and hands it on to be read; what is no route of the API (a page, another method) is not judged. */
export async function assertNamed(method: string, path: string, response: Response): Promise<Response> {
  if (response.headers.get("content-type") !== "application/problem+json") return response;
  const bare = path.split("?")[0]!;
  const route = KNOWN.get(method)?.find(({ pattern }) => pattern.test(bare));
  if (route === undefined) return response;
  const { status, headers } = response;
  // Read once and given anew: a clone of a stream costs more than the whole request.
  const text = await response.text();
  const { code } = JSON.parse(text) as { code: string };
  assert.ok(route.errors.has(code), `${method} ${path} answers ${code}, which its document does not name`);
  return new Response(text, { status, headers });
}
