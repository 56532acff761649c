/** Checking a password takes a third of a second of a processor: two of them share what arrives at once. */
import assert from "node:assert/strict";
import { Casualties } from "../../server/database/workers/casualties.ts";
import { type PasswordJob, Passwords } from "../../server/security/passwords.ts";
import { eventually } from "../support/feed.ts";

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
  isEnded = false;
  terminate(): void {
    this.isEnded = true;
  }

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

Deno.test("the second thread ends when nobody signs in any more, and begins again when several do", async () => {
  const hands: Hand[] = [];
  const made = () => {
    const hand = new Hand();
    hands.push(hand);
    return hand as unknown as Worker;
  };
  const passwords = new Passwords(made, new Casualties({ end: fail, replace: fail }), 20);
  const signIn = async (first: Hand | null) => {
    const answers = ["one", "two"].map((name) => passwords.verify(name, null));
    await eventually(() => Promise.resolve(hands.at(-1)?.asked.length === 1), "both are asked");
    // While one is at work it is not ended, however long that takes.
    await new Promise((resolve) => setTimeout(resolve, 60));
    assert.equal(hands.at(-1)!.isEnded, false);
    for (const hand of [first ?? hands[0]!, hands.at(-1)!]) hand.answer();
    assert.deepEqual(await Promise.all(answers), [true, true]);
  };
  try {
    await signIn(null);
    const alone = passwords.verify("three", null);
    await eventually(() => Promise.resolve(hands[0]!.asked.length === 2), "it is asked");
    hands[0]!.answer();
    await alone;
    await eventually(() => Promise.resolve(hands[1]!.isEnded), "the second has ended");
    assert.equal(hands[0]!.isEnded, false);
    await signIn(hands[0]!);
    assert.equal(hands.length, 3);
  } finally {
    passwords.close();
  }
});
