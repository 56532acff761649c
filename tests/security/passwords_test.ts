/** Checking a password takes a third of a second of a processor: two of them share what arrives at once. */
import assert from "node:assert/strict";
import { Casualties } from "../../server/database/workers/casualties.ts";
import { type PasswordJob, Passwords } from "../../server/security/passwords.ts";

const fail = (reason: string): never => {
  throw new Error(reason);
};

/** A worker that is ready at once and answers when it is told to. */
class Hand {
  onmessage: ((event: MessageEvent) => void) | null = null;
  onerror = null;
  readonly asked: PasswordJob[] = [];
  #greeted = false;

  postMessage(message: unknown): void {
    if (this.#greeted) this.asked.push(...message as PasswordJob[]);
    else queueMicrotask(() => this.#say({ type: "ready" }));
    this.#greeted = true;
  }
  answer(): void {
    this.#say({ type: "answers", answers: [true] });
  }
  terminate(): void {}

  #say(data: unknown): void {
    this.onmessage?.({ data } as MessageEvent);
  }
}

Deno.test("one password after the other wants one thread; several at once are shared by two", async () => {
  const hands: Hand[] = [];
  const made = () => {
    const hand = new Hand();
    hands.push(hand);
    return hand as unknown as Worker;
  };
  const passwords = new Passwords(made, new Casualties({ end: fail, replace: fail }));
  try {
    for (const name of ["one", "two"]) {
      const answer = passwords.verify(name, null);
      await new Promise((resolve) => setTimeout(resolve));
      hands[0]!.answer();
      assert.equal(await answer, true);
    }
    assert.equal(hands.length, 1);

    const answers = ["three", "four", "five", "six"].map((name) => passwords.verify(name, null));
    await new Promise((resolve) => setTimeout(resolve));
    assert.deepEqual(hands.map((hand) => hand.asked.map(({ password }) => password)), [["one", "two", "three"], ["four"]]);
    for (const hand of hands) hand.answer();
    await new Promise((resolve) => setTimeout(resolve));
    for (const hand of hands) hand.answer();
    assert.deepEqual(await Promise.all(answers), [true, true, true, true]);
  } finally {
    passwords.close();
  }
});
