/** The contract as tests hold every answer to it: an error is one that the document names for its route. */
import assert from "node:assert/strict";
import { patternOf } from "../../server/http/paths.ts";
import { errorsOf } from "../../server/http/route.ts";
import { routesOf } from "../../server/http/routes.ts";
import { ROUTES } from "../../server/shop/routes.ts";

const KNOWN = routesOf(ROUTES).map((route) => ({
  method: route.method,
  pattern: patternOf(route.path),
  errors: new Set<string>(errorsOf(route)),
}));

/** Reads a copy of an error; what is no route of the API (a page, another method) is not judged. */
export async function assertNamed(method: string, path: string, response: Response): Promise<void> {
  if (response.headers.get("content-type") !== "application/problem+json") return;
  const route = KNOWN.find((one) => one.method === method && one.pattern.test(path.split("?")[0]!));
  if (route === undefined) return;
  const { code } = await response.clone().json() as { code: string };
  assert.ok(route.errors.has(code), `${method} ${path} answers ${code}, which its document does not name`);
}
