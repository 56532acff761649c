/** What the server does by itself: when it is asked for, and how often. */
import { Chores } from "../../server/chores.ts";
import { LIMITS } from "../../shared/limits.ts";
import { eventually } from "../support/feed.ts";

/** Does what `due` says, one after the other, and remembers all that was asked of it. */
class Desk {
  readonly seen: string[] = [];
  fails = false;
  constructor(readonly due: string[], readonly keepsDone = false) {}

  ask(): Promise<string> {
    this.seen.push("?");
    return Promise.resolve(this.due[0] ?? "null");
  }

  // deno-lint-ignore no-explicit-any -- of a written answer nothing is read
  command(_: string, __: unknown, input: any): Promise<any> {
    this.seen.push(input.day);
    if (this.fails) return Promise.reject(new Error("no"));
    if (!this.keepsDone) this.due.shift();
    return Promise.resolve({});
  }
}
const day = (day: string) => JSON.stringify({ day });

Deno.test("what is due is done at once, one after the other; what fails or stays due is left for the next round", async () => {
  let passed = 0;
  const desks = [new Desk([day("a"), day("b")]), new Desk([day("c")], true), new Desk([day("d")]), new Desk([])];
  desks[2]!.fails = true;
  const rounds = desks.map((desk) => new Chores(desk, [{ question: "q", command: "c" }], { elapsed: () => passed }));
  for (const chores of rounds) chores.start();
  const seen = (expected: string[]) =>
    eventually(() => desks.every(({ seen }, at) => seen.join("") === expected[at]), `what was asked is ${expected}`);
  try {
    passed = LIMITS.choresMs;
    await seen(["?a?b?", "?c?", "?d", "?"]);
    passed += LIMITS.choresMs;
    await seen(["?a?b??", "?c??c?", "?d?d", "??"]);
  } finally {
    for (const chores of rounds) chores.stop();
  }
});
