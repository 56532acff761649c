/** What hands payments to card terminals, beside a database that is busy: it comes back to what waits, asks once, and says what it heard. */
import assert from "node:assert/strict";
import { CardPayments } from "../../server/card_payments.ts";
import { TestTerminal } from "../support/card_terminal.ts";
import { eventually } from "../support/feed.ts";

const WORK = { table: "operations", waiting: "wait", terminals: "terminals", begin: "begin", end: "end", resume: "resume" };

Deno.test("a payment that a busy database could not read, begin or keep is looked at again, and the terminal is asked once", async () => {
  await using terminal = await TestTerminal.open();
  const { host, port } = terminal;
  const tried = { wait: 0, begin: 0, end: 0 };
  const kept: unknown[] = [];
  const busyAtFirst = (name: keyof typeof tried) => {
    tried[name] += 1;
    if (tried[name] === 1) throw new Error("busy");
  };
  const payments = new CardPayments({
    ask: () => {
      busyAtFirst("wait");
      const request = { action: "pay", cents: 2_000 };
      const one = { operation: "one", begun: false, terminal: { host, port, identifier: "012345678901", number: "01" }, request };
      return Promise.resolve(JSON.stringify(kept.length === 0 ? [one] : []));
    },
    command: async (name: string, _actor: unknown, input: { outcome?: unknown }) => {
      if (name === "begin" || name === "end") busyAtFirst(name);
      if (name === "end") kept.push(input.outcome);
      return await Promise.resolve({ body: "true" });
    },
    // deno-lint-ignore no-explicit-any -- as much of a database as is asked
  } as any, WORK);
  await payments.start();
  payments.changed([WORK.table]);
  await eventually(() => kept.length === 1, "it is kept");
  payments.stop();
  assert.deepEqual([terminal.requests.length, terminal.charges, terminal.taken], [1, 1, 2_000]);
  assert.deepEqual(tried, { wait: 3, begin: 2, end: 2 });
  assert.equal((kept[0] as { state: string }).state, "accepted");
});

Deno.test("what was begun and has nobody that speaks for it is unknown, and is not asked for again", async () => {
  await using terminal = await TestTerminal.open();
  const { host, port } = terminal;
  const kept: unknown[] = [];
  const begun = { operation: "one", begun: true, terminal: { host, port, identifier: "012345678901", number: "01" } };
  const trial = { ...begun, operation: "two", request: null };
  const payments = new CardPayments({
    ask: () =>
      Promise.resolve(JSON.stringify(kept.length < 2 ? [{ ...begun, request: { action: "pay", cents: 2_000 } }, trial] : [])),
    command: (name: string, _actor: unknown, input: { outcome?: unknown }) => {
      if (name === "end") kept.push(input.outcome);
      return Promise.resolve({ body: "true" });
    },
    // deno-lint-ignore no-explicit-any -- as much of a database as is asked
  } as any, WORK);
  await payments.start();
  payments.changed([WORK.table]);
  await eventually(() => kept.length === 2, "both are ended");
  payments.stop();
  assert.deepEqual(kept, [{ state: "unknown", reason: "cut" }, "away"]);
  assert.deepEqual([terminal.requests.length, terminal.charges], [0, 0]);
});

Deno.test("what an earlier try began after all, while the next one asked, is unknown and not left to nobody", async () => {
  await using terminal = await TestTerminal.open();
  const { host, port } = terminal;
  let [state, tries] = ["wanted", 0];
  const payments = new CardPayments({
    ask: () => {
      const request = { action: "pay", cents: 2_000 };
      const one = {
        operation: "one",
        begun: state === "begun",
        terminal: { host, port, identifier: "012345678901", number: "01" },
      };
      return Promise.resolve(JSON.stringify(state === "unknown" ? [] : [{ ...one, request }]));
    },
    command: (name: string, _actor: unknown, { outcome }: { outcome?: { state: string } }) => {
      if (name === "end") state = outcome!.state;
      if (name !== "begin") return Promise.resolve({ body: "true" });
      if (++tries === 1) return Promise.reject(new Error("not answered in time"));
      // The first one waited, and has got through by now.
      state = "begun";
      return Promise.resolve({ body: "false" });
    },
    // deno-lint-ignore no-explicit-any -- as much of a database as is asked
  } as any, WORK);
  await payments.start();
  payments.changed([WORK.table]);
  await eventually(() => state === "unknown", "it is ended");
  payments.stop();
  assert.deepEqual([tries, terminal.requests.length], [2, 0]);
});
