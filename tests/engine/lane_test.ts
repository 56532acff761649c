/** The road to a worker: how much goes along it at a time, and what first. */
import assert from "node:assert/strict";
import { SERVER } from "../../server/database/actors.ts";
import type { WriteAnswer, WriteJob } from "../../server/database/jobs.ts";
import { HeavyTexts } from "../../server/database/writing/heavy_texts.ts";
import { Lane } from "../../server/database/workers/lane.ts";
import { LIMITS } from "../../shared/limits.ts";

const LONG = "x".repeat(LIMITS.batchChars / 4);

interface Answer {
  readonly done: true;
}
const DONE: Answer = { done: true };

/** A lane of texts whose worker is the test: it answers batch by batch, as they were sent. */
function scene() {
  const sent: string[][] = [];
  const weightOf = (text: string) => text.startsWith("heavy") ? LIMITS.batchWeight - 1 : 1;
  const limits = { capacity: 1_000, batch: 256, ready: 16, lengthOf: (text: string) => text.length, weightOf };
  const lane = new Lane<string, Answer>((jobs) => sent.push(jobs), limits);
  lane.open();
  let answered = 0;
  /** So many of them, all by default. */
  const answerNext = (answer: Answer, count = Infinity) => lane.settle(sent[answered++]!.slice(0, count).map(() => answer));
  return { lane, sent, answerNext };
}

Deno.test("a batch ends where its requests are too long together; short ones still go by the hundred", () => {
  const { lane, sent, answerNext } = scene();
  for (let i = 0; i < 9; i++) lane.ask(LONG);
  for (let i = 0; i < 100; i++) lane.ask("short");
  for (let i = 0; i < 4; i++) answerNext(DONE);
  assert.deepEqual(sent.map(({ length }) => length), [1, 4, 4, 100]);
});

Deno.test("what is too long for any batch goes alone", () => {
  const { lane, sent, answerNext } = scene();
  for (let i = 0; i < 3; i++) lane.ask("x".repeat(LIMITS.batchChars + 1));
  for (let i = 0; i < 3; i++) answerNext(DONE);
  assert.deepEqual(sent.map(({ length }) => length), [1, 1, 1]);
});

Deno.test("what was left undone is asked again until it is answered, before all that came later", async () => {
  const { lane, sent, answerNext } = scene();
  const first = lane.ask("first");
  const answers = ["a", "b", "c"].map((job) => lane.ask(job));
  answerNext(DONE);
  const late = lane.ask("late");
  answerNext(DONE, 1);
  answerNext(DONE, 0);
  answerNext(DONE);
  assert.deepEqual(await Promise.all([first, ...answers, late]), [DONE, DONE, DONE, DONE, DONE]);
  assert.deepEqual(sent, [["first"], ["a", "b", "c"], ["b", "c", "late"], ["b", "c", "late"]]);
});

Deno.test("what is heavy goes behind what is light, one batch at a time, and comes to its turn while others go on coming", async () => {
  const { lane, sent, answerNext } = scene();
  const names = (name: string, count: number) => Array.from({ length: count }, (_, at) => `${name} ${at}`);
  const asked = ["first", ...names("heavy", 3), ...names("light", 3)].map((job) => lane.ask(job));
  assert.equal(lane.depth, 7);
  assert.deepEqual(sent, [["first"], ["heavy 0"]], "it is worked on while nothing else waits");
  answerNext(DONE);
  answerNext(DONE);
  assert.deepEqual(sent.slice(2), [names("light", 3), ["heavy 1"]], "what is light waits for one of them");
  // So many that they are worth a commit of their own: behind the heavy one, and before the next.
  const many = names("more", 16);
  asked.push(...many.map((job) => lane.ask(job)));
  answerNext(DONE);
  assert.deepEqual(sent.slice(4), [many]);
  // Undone, it goes before all that came later of its kind.
  answerNext(DONE, 0);
  assert.deepEqual(sent.slice(5), [["heavy 1"]]);
  for (let at = 0; at < 3; at++) answerNext(DONE);
  assert.deepEqual(sent.slice(6), [["heavy 2"]]);
  assert.equal((await Promise.all(asked)).length, 23);

  const lost = names("heavy", 2).map((job) => lane.ask(job).catch((error: Error) => error.message));
  lane.fail(new Error("gone"));
  assert.deepEqual(await Promise.all(lost), ["gone", "gone"]);
});

Deno.test("tickets of a full trolley go several before one commit, and what is light waits for no more than one such", () => {
  const sent: WriteJob[][] = [];
  const weightOf = (job: WriteJob) => new HeavyTexts().weightOf(job);
  const lane = new Lane<WriteJob, Answer>((jobs) => sent.push(jobs), { capacity: 1_000, batch: 256, ready: 16, weightOf });
  lane.open();
  const ticket = (lines: number) => {
    const queries = Array.from({ length: 1 + lines }, () => ({ type: "insert" as const, query: "one row" }));
    lane.ask({ actor: SERVER, work: { kind: "queries", batch: true, queries }, idempotency: null });
  };
  for (let at = 0; at < 50; at++) ticket(20);
  ticket(1);
  let settled = 0;
  const answer = () => lane.settle(sent[settled]!.map(() => DONE)) && settled++;
  while (settled < sent.length) answer();
  const light = sent.findIndex((jobs) => weightOf(jobs[0]!) === 2);
  const before = sent.slice(1, light).flat().reduce((sum, job) => sum + weightOf(job), 0);
  assert.ok(light > 0 && before <= LIMITS.batchWeight, `${before} statements before a single one`);
  assert.deepEqual(sent.toSpliced(light, 1).map(({ length }) => length), [1, 9, 9, 9, 9, 9, 4]);
});

Deno.test("a write weighs what its statements are; a text that changed many rows or searched too far, as much as a batch from then on", () => {
  const heavy = new HeavyTexts();
  const write = (...texts: string[]): WriteJob => ({
    actor: SERVER,
    work: { kind: "queries", batch: texts.length > 1, queries: texts.map((query) => ({ type: "update", query })) },
    idempotency: null,
  });
  const changed = (rows: number): WriteAnswer => ({
    ok: true,
    body: "",
    replayed: false,
    seq: 1,
    at: "",
    changed: { tables: ["ventes"], rows, json: "[]" },
  });
  const refused = (code: "query_timeout" | "forbidden", operation: string): WriteAnswer => ({
    ok: false,
    code,
    extras: { operation },
  });
  assert.equal(heavy.weightOf(write(...Array<string>(99).fill("one row"))), 99);
  heavy.learn(write("one row"), changed(1));
  heavy.learn(write("one row"), refused("forbidden", "update"));
  heavy.learn(write("one row", "another"), changed(500));
  assert.equal(heavy.weightOf(write("one row")), 1, "what a batch changed is held against none of its texts");
  heavy.learn(write("many rows"), changed(500));
  heavy.learn(write("too far"), refused("forbidden", "too_costly"));
  heavy.learn(write("too long"), refused("query_timeout", ""));
  for (const text of ["many rows", "too far", "too long"]) assert.equal(heavy.weightOf(write(text)), LIMITS.batchWeight, text);
  heavy.learn(write("x".repeat(LIMITS.cachedSqlChars + 1)), changed(500));
  assert.equal(heavy.weightOf(write("x".repeat(LIMITS.cachedSqlChars + 1))), 1, "no text of any length is remembered");
  assert.equal(heavy.weightOf({ actor: SERVER, work: { kind: "command", name: "x", input: null }, idempotency: null }), 1);
});
