/** The road to a worker: how much goes along it at a time. */
import assert from "node:assert/strict";
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
  const limits = { capacity: 1_000, batch: 256, ready: 16, lengthOf: (text: string) => text.length };
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
