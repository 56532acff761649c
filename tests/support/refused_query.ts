/** A query, and one that is refused with its code and extras. */
import assert from "node:assert/strict";
import type { Answer } from "./server.ts";

/** Asserts status and code, and extras where given. */
export function refused(answer: Answer, status: number, code: string, extras: Record<string, unknown> = {}, what = ""): void {
  assert.deepEqual([answer.status, answer.body.code], [status, code], `${what} ${JSON.stringify(answer.body)}`);
  for (const [name, value] of Object.entries(extras)) assert.equal(answer.body[name], value, `${what} ${name}`);
}

export const SELECT = { type: "select", query: "SELECT 1 AS a" };
