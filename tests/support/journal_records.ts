/** The journal as its owner is told it. */
import assert from "node:assert/strict";
import { answerOf, type Person } from "./server.ts";

// deno-lint-ignore no-explicit-any -- tests look into records of every kind
export type Journaled = any;

export async function journal(owner: Person, query = ""): Promise<Journaled[]> {
  const { status, body } = await answerOf(await owner.get(`/api/journal?limit=500${query}`));
  assert.equal(status, 200);
  return body.records;
}
