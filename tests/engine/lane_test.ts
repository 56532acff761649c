/** The road to a worker: how much goes along it at a time. */
import assert from "node:assert/strict";
import { ASK_AGAIN, type AskAgain, Lane, untilAnswered } from "../../server/database/workers/lane.ts";
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
  const lane = new Lane<string, Answer | AskAgain>((jobs) => sent.push(jobs), limits);
  lane.open();
  let answered = 0;
  const answerNext = (answer: Answer | AskAgain) => lane.settle(sent[answered++]!.map(() => answer));
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

Deno.test("what was left undone is asked again until it is answered", async () => {
  const { lane, sent, answerNext } = scene();
  const answer = untilAnswered(() => lane.ask("a job"));
  for (const said of [ASK_AGAIN, ASK_AGAIN, DONE]) {
    answerNext(said);
    await new Promise((resolve) => setTimeout(resolve));
  }
  assert.deepEqual(await answer, DONE);
  assert.equal(sent.length, 3);
});
