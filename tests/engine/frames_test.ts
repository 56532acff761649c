/** What is put into a frame: the tables that its receiver may see, up to a length, and a text that is made once for all. */
import assert from "node:assert/strict";
import { LIMITS } from "../../shared/limits.ts";
import { dataChange, Told } from "../../server/realtime/frames.ts";
import type { RowChange } from "../../shared/protocol.ts";

Deno.test("a message holds only tables that its receiver may see, and none is sent where that leaves none", () => {
  const changes: RowChange[] = [
    { table: "ventes", op: "insert", key: { id: "a" } },
    { table: "paiements", op: "insert", key: { id: 1 } },
  ];
  const commit = (rows: readonly RowChange[], count = rows.length) => ({
    seq: 5,
    at: "2026-01-01T00:00:00.000Z",
    by: { user_id: 1, username: "x", role: "caisse" as const },
    changed: { tables: [...new Set(rows.map(({ table }) => table))], rows: count, json: JSON.stringify(rows) },
  });
  const told = (rows: readonly RowChange[], visible: string[], count?: number) => {
    const frame = dataChange(commit(rows, count), new Set(visible));
    return frame === null ? null : JSON.parse(frame.textAfter(4));
  };
  assert.deepEqual(told(changes, ["ventes", "paiements"]).changes, changes);
  assert.deepEqual(told(changes, ["ventes", "clients"]).changes, [changes[0]]);
  assert.equal(told(changes, ["clients"]), null);
  const many = told(changes, ["ventes"], 1_001);
  assert.deepEqual([many.truncated, many.tables, many.changes], [true, ["ventes"], []]);
});

Deno.test("a frame of many changes ends where it is long, and a text is made once for all who were told of the same before", () => {
  const by = { user_id: 1, username: "x", role: "caisse" as const };
  const commits = Array.from({ length: 500 }, (_, seq) => {
    const rows = [{ table: "ventes", op: "insert", key: { id: `${seq}`.repeat(100) } }];
    return {
      seq: seq + 1,
      at: "2026-01-01T00:00:00.000Z",
      by,
      changed: { tables: ["ventes"], rows: 1, json: JSON.stringify(rows) },
    };
  });
  const told = new Told(commits, new Set(["ventes"]));
  const texts: string[] = [];
  let prev = 0;
  for (const frame of told.together) {
    texts.push(frame.textAfter(prev));
    prev = frame.seq;
  }
  assert.ok(texts.length > 1 && texts.length < 10, `${texts.length} frames`);
  const longest = Math.max(...told.each.map(({ chars }) => chars));
  for (const text of texts) assert.ok(text.length < LIMITS.togetherChars + longest + 10_000, `${text.length} characters`);
  const all = texts.flatMap((text) => JSON.parse(text).all);
  assert.deepEqual(all.map(({ seq, prev }) => [seq, prev]), commits.map(({ seq }) => [seq, seq - 1]));
  assert.deepEqual(
    new Told(commits.slice(0, 1), new Set(["ventes"])).together.map((frame) => JSON.parse(frame.textAfter(0)).type),
    [
      "data_change",
    ],
  );
  assert.deepEqual(new Told(commits, new Set(["clients"])).together, []);
});
