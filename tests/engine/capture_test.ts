/** The writer alone, on a schema made of traps: what it says has changed is what has changed. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { assertDone, Bench } from "../support/trapped_writer.ts";

const ROW = { id: 1, label: "a", price: 5, version: 1 };

Deno.test("a row that triggers complete is one insert, shown as it ended", () => {
  using bench = new Bench();
  assertDone(bench.one("INSERT INTO items (id) VALUES (1)"));
  const [row] = bench.rows("SELECT * FROM items") as { label: string; price: number }[];
  assert.deepEqual([row!.label, row!.price], ["none", 100]);
  assert.deepEqual(bench.journaled(), [{ table: "items", op: "insert", key: { id: 1 }, before: null, after: row }]);
  assertDone(bench.one("INSERT INTO pairs (a, b) VALUES (1, 'x')"));
  assert.deepEqual(bench.journaled(), [
    { table: "pairs", op: "insert", key: { b: "x", a: 1 }, before: null, after: { a: 1, b: "x", v: "completed" } },
  ]);
});

Deno.test("a row touched many times is one update: from before the request to after it", () => {
  using bench = new Bench();
  assertDone(bench.one("INSERT INTO items VALUES (1, 'a', 5, 1)"));
  assertDone(bench.one("UPDATE items SET price = 6", "UPDATE items SET price = 7", "UPDATE items SET label = 'b'"));
  assert.deepEqual(bench.journaled(), [
    {
      table: "items",
      op: "update",
      key: { id: 1 },
      before: { label: "a", price: 5, version: 1 },
      after: { label: "b", price: 7, version: 4 },
    },
  ]);
});

Deno.test("a deleted row is kept as it was", () => {
  using bench = new Bench();
  assertDone(bench.one("INSERT INTO items VALUES (1, 'a', 5, 1)"));
  assertDone(bench.one("UPDATE items SET price = 9", "DELETE FROM items WHERE id = 1"));
  assert.deepEqual(bench.journaled(), [{ table: "items", op: "delete", key: { id: 1 }, before: ROW, after: null }]);
});

Deno.test("a row that came and went within a request leaves no trace and no seq", () => {
  using bench = new Bench();
  const answer = bench.one("INSERT INTO items (id) VALUES (1)", "UPDATE items SET price = 3", "DELETE FROM items");
  assertDone(answer);
  assert.ok(answer.ok && answer.seq === null && answer.changed === null);
  assert.deepEqual(bench.seqs, []);
});

Deno.test("a row deleted and made again is one update, also when triggers complete the new one", () => {
  for (const again of ["INSERT INTO items VALUES (1, 'b', 6, 1)", "INSERT INTO items (id) VALUES (1)"]) {
    using bench = new Bench();
    assertDone(bench.one("INSERT INTO items VALUES (1, 'a', 5, 1)"));
    assertDone(bench.one("DELETE FROM items WHERE id = 1", again));
    const [entry, ...more] = bench.journaled();
    assert.equal(more.length, 0);
    assert.equal(entry!.op, "update", again);
    const rows = bench.rows("SELECT * FROM items");
    assert.deepEqual([{ ...ROW, ...entry!.after as object }], rows, again);
    assert.deepEqual([{ ...rows[0]!, ...entry!.before as object }], [ROW], again);
  }
  using bench = new Bench();
  assertDone(bench.one("INSERT INTO pairs VALUES (1, 'x', 'first')"));
  assertDone(bench.one("DELETE FROM pairs", "INSERT INTO pairs (a, b) VALUES (1, 'x')"));
  const { op, before, after } = bench.journaled()[0]!;
  assert.deepEqual([op, before, after], ["update", { v: "first" }, { v: "completed" }]);
});

Deno.test("a key that changes is a delete of the old and an insert of the new", () => {
  using bench = new Bench();
  assertDone(bench.one("INSERT INTO items VALUES (1, 'a', 5, 1)"));
  assertDone(bench.one("UPDATE items SET id = 2 WHERE id = 1"));
  const ops = bench.journaled().map(({ op, key, before, after }) => [op, key, before, after === null ? null : "row"]);
  assert.deepEqual(ops, [["delete", { id: 1 }, ROW, null], ["insert", { id: 2 }, null, "row"]]);
});

Deno.test("a row made anew under a key that another row just left is an update of that key", () => {
  using bench = new Bench();
  assertDone(bench.one("INSERT INTO items VALUES (1, 'a', 5, 1)"));
  assertDone(bench.one("UPDATE items SET id = 2 WHERE id = 1", "INSERT INTO items (id) VALUES (1)"));
  const byKey = new Map(bench.journaled().map((entry) => [(entry.key as { id: number }).id, entry]));
  assert.equal(byKey.get(1)!.op, "update");
  const { label, price } = ROW;
  assert.deepEqual(byKey.get(1)!.before, { label, price });
  assert.equal(byKey.get(2)!.op, "insert");
});

Deno.test("an upsert is an insert the first time and an update afterwards", () => {
  using bench = new Bench();
  const upsert = "INSERT INTO counters VALUES ('x', 1) ON CONFLICT (name) DO UPDATE SET n = n + 1";
  assertDone(bench.one(upsert));
  assert.deepEqual(bench.journaled(), [
    { table: "counters", op: "insert", key: { name: "x" }, before: null, after: { name: "x", n: 1 } },
  ]);
  assertDone(bench.one(upsert));
  assert.deepEqual(bench.journaled(), [
    { table: "counters", op: "update", key: { name: "x" }, before: { n: 1 }, after: { n: 2 } },
  ]);
  const nothing = bench.one("INSERT INTO counters VALUES ('x', 1) ON CONFLICT (name) DO NOTHING");
  assert.ok(nothing.ok && nothing.seq === null && nothing.body.includes('"changes":0'));
});

Deno.test("an update that changes nothing is told without a column, and the same number stored anew is no change", () => {
  using bench = new Bench();
  assertDone(bench.one("INSERT INTO counters VALUES ('x', 1)"));
  assertDone(bench.one("UPDATE counters SET n = 1"));
  assert.deepEqual(bench.journaled(), [{ table: "counters", op: "update", key: { name: "x" }, before: {}, after: {} }]);
});

Deno.test("the rows can be made again from the records alone, whatever was done", () => {
  const key = fc.integer({ min: 1, max: 4 });
  const value = fc.constantFrom("NULL", "0", "7", "-9223372036854775808", "9223372036854775807");
  const text = fc.constantFrom("NULL", "''", "'a'", "'9223372036854775807'");
  const statement = fc.oneof(
    fc.tuple(key, text, value).map(([id, label, price]) =>
      `INSERT INTO items (id, label, price) VALUES (${id}, ifnull(${label}, 'z'), ifnull(${price}, 3))
        ON CONFLICT (id) DO UPDATE SET label = excluded.label, price = excluded.price`
    ),
    fc.tuple(key, value).map(([id, price]) => `UPDATE items SET price = ifnull(${price}, price) WHERE id = ${id}`),
    fc.tuple(key, key).map(([id, to]) => `UPDATE items SET id = ${to} + 10 WHERE id = ${id}`),
    key.map((id) => `DELETE FROM items WHERE id = ${id}`),
    key.map((n) => `INSERT INTO counters VALUES ('x', ${n}) ON CONFLICT (name) DO UPDATE SET n = ${n}`),
  );
  fc.assert(
    fc.property(fc.array(fc.array(statement, { minLength: 1, maxLength: 4 }), { maxLength: 12 }), (requests) => {
      using bench = new Bench();
      for (const statements of requests) bench.one(...statements);
      for (const table of ["items", "counters"]) {
        assert.deepEqual(bench.rebuilt(table), bench.wire(table), JSON.stringify(requests));
      }
    }),
    { numRuns: 40 },
  );
});

Deno.test("keys of several columns, and numbers and texts that look alike, name their own rows", () => {
  using bench = new Bench();
  assertDone(bench.one("INSERT INTO pairs VALUES (1, '2', 'x'), (2, '1', 'y'), (12, '', 'z')"));
  const keys = bench.journaled().map(({ key }) => key);
  assert.deepEqual(keys, [{ b: "2", a: 1 }, { b: "1", a: 2 }, { b: "", a: 12 }]);
});

Deno.test("an integer beyond 2^53 survives in key, before and after", () => {
  using bench = new Bench();
  assertDone(bench.one("INSERT INTO items VALUES (9007199254740993, 'a', 9223372036854775807, 1)"));
  assertDone(bench.one("UPDATE items SET price = -9223372036854775807 - 1"));
  const [entry] = bench.journaled();
  assert.deepEqual(entry!.key, { id: "9007199254740993" });
  assert.equal((entry!.before as { price: string }).price, "9223372036854775807");
  assert.equal((entry!.after as { price: string }).price, "-9223372036854775808");
});
