/** The contract as tests hold every answer to it: an error is one that the document names for its operation. */
import assert from "node:assert/strict";
import { operations } from "../../server/http/operations.ts";
import { ENDPOINTS } from "../../server/shop/endpoints.ts";

const OPERATIONS = operations(ENDPOINTS).map(({ method, path, errors }) => ({
  method,
  pattern: new RegExp(`^${path.replaceAll(/:\w+/g, "[^/]+").replaceAll(".", "\\.")}$`),
  errors: new Set<string>(errors),
}));

/** Reads a copy of an error; what has no operation (a page, another method) is not judged. */
export async function assertNamed(method: string, path: string, response: Response): Promise<void> {
  if (response.headers.get("content-type") !== "application/problem+json") return;
  const operation = OPERATIONS.find((one) => one.method === method && one.pattern.test(path.split("?")[0]!));
  if (operation === undefined) return;
  const { code } = await response.clone().json() as { code: string };
  assert.ok(operation.errors.has(code), `${method} ${path} answers ${code}, which its document does not name`);
}
