/** Checking a password takes a third of a second of a processor: two of them share what arrives at once. */
import assert from "node:assert/strict";
import { Casualties } from "../../server/database/workers/casualties.ts";
import { type PasswordJob, Passwords } from "../../server/security/passwords.ts";
import { LIMITS } from "../../shared/limits.ts";

const fail = (reason: string): never => {
  throw new Error(reason);
};

/** A worker that is ready at once and answers when it is told to. */
class Hand {
  onmessage: ((event: MessageEvent) => void) | null = null;
  onerror = null;
  readonly asked: string[] = [];
  answered = 0;
  isEnded = false;
  #greeted = false;

  postMessage(message: unknown): void {
    if (this.#greeted) this.asked.push(...(message as PasswordJob[]).map(({ password }) => password));
    else queueMicrotask(() => this.#say({ type: "ready" }));
    this.#greeted = true;
  }
  answer(): void {
    if (this.answered === this.asked.length) return;
    this.answered += 1;
    this.#say({ type: "answers", answers: [true] });
  }
  terminate(): void {
    this.isEnded = true;
  }

  #say(data: unknown): void {
    this.onmessage?.({ data } as MessageEvent);
  }
}

/** Passwords with hands that the test leads; what waits for a minute waits for the test. */
class Scene implements Disposable {
  readonly hands: Hand[] = [];
  readonly passwords: Passwords;
  readonly #real = { setTimeout, clearTimeout };
  readonly #waiting = new Map<unknown, () => void>();

  constructor() {
    const held = (act: () => void, ms?: number) => {
      const timer = this.#real.setTimeout(act, ms);
      if (ms === LIMITS.passwordRestMs) this.#waiting.set(timer, act);
      return timer;
    };
    globalThis.setTimeout = held as typeof setTimeout;
    globalThis.clearTimeout = (timer) => {
      this.#waiting.delete(timer);
      this.#real.clearTimeout(timer);
    };
    const make = () => {
      const hand = new Hand();
      this.hands.push(hand);
      return hand as unknown as Worker;
    };
    this.passwords = new Passwords(make, new Casualties({ end: fail, replace: fail }));
  }

  /** Asks for each, and waits until those have them that can. */
  async ask(...names: string[]): Promise<Promise<boolean>[]> {
    const answers = names.map((name) => this.passwords.verify(name, null));
    await this.turn();
    return answers;
  }

  async answer(): Promise<void> {
    for (const hand of this.hands) hand.answer();
    await this.turn();
  }

  /** A minute in which nobody asks. */
  minute(): void {
    const waiting = [...this.#waiting];
    for (const [timer] of waiting) clearTimeout(timer as number);
    for (const [, act] of waiting) act();
  }

  turn(): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve));
  }

  get asked(): readonly (readonly string[])[] {
    return this.hands.map(({ asked }) => asked);
  }

  get ended(): readonly boolean[] {
    return this.hands.map(({ isEnded }) => isEnded);
  }

  [Symbol.dispose](): void {
    this.passwords.close();
    Object.assign(globalThis, this.#real);
  }
}

Deno.test("one password after the other wants one thread; several at once are shared by two", async () => {
  using scene = new Scene();
  for (const name of ["one", "two"]) {
    const [answer] = await scene.ask(name);
    await scene.answer();
    assert.equal(await answer, true);
  }
  assert.equal(scene.hands.length, 1);

  const answers = await scene.ask("three", "four", "five", "six");
  assert.deepEqual(scene.asked, [["one", "two", "three"], ["four"]]);
  await scene.answer();
  await scene.answer();
  assert.deepEqual(await Promise.all(answers), [true, true, true, true]);
});

Deno.test("the second thread ends when nobody signs in any more, and begins again when several do", async () => {
  using scene = new Scene();
  const two = await scene.ask("one", "two");
  scene.minute();
  assert.deepEqual(scene.ended, [false, false], "both are at work, however long that takes");
  await scene.answer();
  assert.deepEqual(await Promise.all(two), [true, true]);
  scene.minute();
  assert.deepEqual(scene.ended, [false, true]);

  const again = await scene.ask("three", "four");
  assert.deepEqual(scene.asked, [["one", "three"], ["two"], ["four"]]);
  await scene.answer();
  assert.deepEqual(await Promise.all(again), [true, true]);
  const [alone] = await scene.ask("five");
  assert.deepEqual(scene.asked, [["one", "three", "five"], ["two"], ["four"]]);
  await scene.answer();
  assert.equal(await alone, true);
  scene.minute();
  assert.deepEqual(scene.ended, [false, true, true]);
});
