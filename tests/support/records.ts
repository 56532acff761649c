/** What a shop has written down for good: what is signed, and that all of it is whole. */
import assert from "node:assert/strict";
import { answerOf } from "./server.ts";
import { ok, type Shop } from "./shop.ts";

/** Every record of both chains that is on the disk was looked at, and none is wrong. */
export async function assertSound(shop: Shop): Promise<void> {
  const held = (table: string) => shop.inspect((db) => Number(db.prepare(`SELECT count(*) AS n FROM ${table}`).get()!["n"]));
  const least = { records: held("_journal"), fiscal: held("journal_fiscal") };
  const verified = ok(await answerOf(await shop.owner.get("/api/journal/verify")));
  const { fiscal } = verified;
  assert.deepEqual(
    [verified.ok, verified.problem, fiscal.ok, fiscal.problem],
    [true, null, true, null],
    JSON.stringify(verified),
  );
  assert.ok(least.fiscal > 0 && verified.records >= least.records && fiscal.records >= least.fiscal, JSON.stringify(verified));
}

/** What records of a kind say, in the order in which they were signed. */
// deno-lint-ignore no-explicit-any -- contents of every shape
export async function signed(shop: Shop, genre: string): Promise<any[]> {
  const rows = await shop.rows("SELECT contenu FROM journal_fiscal WHERE genre = ? ORDER BY seq", [genre]);
  return rows.map(({ contenu }) => JSON.parse(contenu));
}
