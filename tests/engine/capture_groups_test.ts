/** Requests that the writer commits together: one that fails, whether at once or at COMMIT, costs nobody else a row. */
import assert from "node:assert/strict";
import { LIMITS } from "../../shared/limits.ts";
import { assertDone, Bench, job } from "../support/trapped_writer.ts";

Deno.test("a request that ends everybody's transaction fails alone: the others are done once each", () => {
  using bench = new Bench();
  assertDone(bench.one("INSERT INTO counters VALUES ('before', 0)"));
  const jobs = [
    job("INSERT INTO items VALUES (1, 'a', 1, 1)"),
    job("INSERT INTO items VALUES (2, 'b', 1, 1)", "INSERT INTO items VALUES (3, 'bomb', 1, 1)"),
    job("INSERT INTO items VALUES (4, 'c', 1, 1)"),
    job("INSERT INTO items VALUES (5, 'bomb', 1, 1)"),
    job("INSERT INTO items VALUES (6, 'd', 1, 1)"),
  ];
  const answers = bench.writer.run(jobs);
  assert.deepEqual(answers.map((answer) => answer.ok), [true, false, true, false, true]);
  assert.equal(bench.db.isTransaction, false);
  assert.deepEqual(bench.rows("SELECT id FROM items"), [{ id: 1 }, { id: 4 }, { id: 6 }]);
  assert.deepEqual(bench.seqs, [1, 2, 3, 4]);
  assert.deepEqual(answers.map((answer) => answer.ok ? answer.seq : null), [2, null, 3, null, 4]);
  assert.equal(bench.writer.head.seq, 4);
});

Deno.test("a failing request in a group undoes its own rows alone", () => {
  using bench = new Bench();
  const answers = bench.writer.run([
    job("INSERT INTO items VALUES (1, 'a', 1, 1)"),
    job("INSERT INTO items VALUES (2, 'b', 1, 1)", "INSERT INTO items VALUES (1, 'twice', 1, 1)"),
    job("INSERT INTO items VALUES (3, 'c', 1, 1)"),
  ]);
  const [, failed] = answers;
  assert.ok(failed !== undefined && !failed.ok && "code" in failed);
  assert.equal(failed.code, "constraint_violation");
  assert.equal(failed.extras["index"], 1);
  assert.deepEqual(bench.rows("SELECT id FROM items"), [{ id: 1 }, { id: 3 }]);
  assert.deepEqual(bench.seqs, [1, 2]);
});

Deno.test("a group of long answers ends where they are too many for one message: the rest is left undone", () => {
  using bench = new Bench();
  const long = "x".repeat(LIMITS.batchAnswerChars / 8);
  const write = (id: number) => job(`INSERT INTO items VALUES (${id}, '${long}', 1, 1) RETURNING label`);
  const answers = bench.writer.run(Array.from({ length: 12 }, (_, id) => write(id)));
  for (const answer of answers) assertDone(answer);
  assert.equal(answers.length, 8, "so many are answered, the last one beyond the bound");
  assert.deepEqual(bench.rows("SELECT id FROM items").length, 8);
});

Deno.test("a broken deferred key is refused before COMMIT, from either side, and a kept one passes", () => {
  using bench = new Bench();
  assertDone(bench.one("INSERT INTO children VALUES (1, 'p')", "INSERT INTO parents VALUES ('p')"));
  const commits = bench.writer.commits;
  const answers = bench.writer.run([
    job("INSERT INTO items VALUES (1, 'a', 1, 1)"),
    job("INSERT INTO children VALUES (2, 'nobody')"),
    job("DELETE FROM parents"),
    job("UPDATE parents SET id = 'q'"),
    job("DELETE FROM parents", "INSERT INTO parents VALUES ('p')"),
  ]);
  assert.deepEqual(answers.map((answer) => answer.ok ? "ok" : "code" in answer ? answer.code : "a bug"), [
    "ok",
    "constraint_violation",
    "constraint_violation",
    "constraint_violation",
    "ok",
  ]);
  assert.equal(bench.writer.commits, commits + 1, "one COMMIT for all of them");
  assert.deepEqual(bench.rows("SELECT * FROM children"), [{ id: 1, parent: "p" }]);
});

Deno.test("a key that only COMMIT finds broken costs nobody else a row", () => {
  using bench = new Bench();
  const answers = bench.writer.run([
    job("INSERT INTO items VALUES (1, 'a', 1, 1)"),
    job("INSERT INTO hidden VALUES (1, 'nobody')"),
    job("INSERT INTO items VALUES (2, 'b', 1, 1)"),
  ]);
  assert.deepEqual(answers.map((answer) => answer.ok), [true, false, true]);
  const [, failed] = answers;
  assert.ok(failed !== undefined && !failed.ok && "code" in failed && failed.code === "constraint_violation");
  assert.deepEqual(bench.rows("SELECT id FROM items"), [{ id: 1 }, { id: 2 }]);
  assert.deepEqual(bench.rows("SELECT id FROM hidden"), []);
  assert.deepEqual(bench.seqs, [1, 2]);
});
