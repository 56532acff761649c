/** The contract as tests hold every answer to it: an error is one that the document names for its route. */
import assert from "node:assert/strict";
import { toldRoute } from "./told_routes.ts";

/** Judges an error, and hands it on to be read; what is no route of the API (a page, another method) is not judged. */
export async function assertNamed(method: string, path: string, response: Response): Promise<Response> {
  if (response.headers.get("content-type") !== "application/problem+json") return response;
  const route = toldRoute(method, path);
  if (route === undefined) return response;
  const { status, headers } = response;
  // Read once and given anew: a clone of a stream costs more than the whole request.
  const text = await response.text();
  const { code } = JSON.parse(text) as { code: string };
  assert.ok(route.errors.has(code), `${method} ${path} answers ${code}, which its document does not name`);
  return new Response(text, { status, headers });
}
