/** One conversation with a card terminal that works, that cannot, and that pulls its plug at every byte: money told, refused, or unknown. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { terminalAddress } from "../../server/devices/address.ts";
import { decode, encode, outcomeOf, requestBytes } from "../../server/devices/caisse_ap.ts";
import type { CardOutcome, CardRequest } from "../../server/devices/card_outcome.ts";
import { askTerminal, tryTerminal } from "../../server/devices/card_terminal.ts";
import { answerLength, type Behaviour, TestTerminal } from "../support/card_terminal.ts";

const TILL = { identifier: "012345678901", number: "01" };
const PAY: CardRequest = { action: "pay", cents: 340 };
const yes = () => Promise.resolve(true);
const textOf = (bytes: Uint8Array) => String.fromCharCode(...bytes);
const ask = ({ host, port }: TestTerminal, request = PAY, begin = yes, patience?: Parameters<typeof askTerminal>[3]) =>
  askTerminal({ ...TILL, host, port }, request, begin, patience);
const answer = (fields: Record<string, string>) => textOf(encode(Object.entries(fields)));
const told = (fields: Record<string, string>, request = PAY) => outcomeOf(request, decode(answer(fields)), "cut");
const ACCEPTED = { state: "accepted", cents: 340, authorisation: "A1B2C3", lastDigits: "1234", isMealCard: false };

Deno.test("what is sent for 3,40 € is what terminals know, and every action has its own figure", () => {
  const sent = (request: CardRequest) => textOf(requestBytes(TILL, request));
  assert.equal(sent(PAY), "CZ0040300CJ012012345678901CA00201CB003340CD0010CE003978BA0010");
  assert.ok(sent({ action: "credit", cents: 340 }).includes("CD0011"));
  assert.ok(sent({ action: "reverse", cents: 340 }).includes("CD0012"));
  // At least two digits.
  assert.ok(sent({ action: "pay", cents: 5 }).includes("CB00205"));
  assert.ok(sent({ action: "pay", cents: 123_456 }).includes("CB006123456"));
});

Deno.test("an answer says accepted and how much, or refused and why; what does neither for sure is unknown", () => {
  const cases: readonly (readonly [Record<string, string>, Partial<CardOutcome> & { cents?: number }])[] = [
    [{ CZ: "0300", AE: "10", CB: "340" }, { state: "accepted", cents: 340 }],
    [{ CZ: "0300", AE: "10", CB: "00000340" }, { state: "accepted", cents: 340 }],
    [{ CB: "120", AE: "10" }, { state: "accepted", cents: 120 }],
    [{ AE: "10", CB: "340", CC: "00E" }, { state: "accepted", isMealCard: true }],
    [{ AE: "10", CB: "340", CC: "10E" }, { state: "accepted", isMealCard: true }],
    [{ AE: "10", CB: "340", CC: "00B" }, { state: "accepted", isMealCard: false }],
    [{ AE: "10", CB: "341" }, { state: "unknown", reason: "amount" }],
    [{ AE: "10", CB: "0" }, { state: "unknown", reason: "amount" }],
    [{ AE: "10", CB: "3e2" }, { state: "unknown", reason: "amount" }],
    [{ AE: "10" }, { state: "unknown", reason: "cut" }],
    [{ AE: "11" }, { state: "unknown", reason: "cut" }],
    [{ AE: "99" }, { state: "unknown", reason: "cut" }],
    [{ CB: "340" }, { state: "unknown", reason: "cut" }],
    [{ AE: "10", CB: "340", CD: "1" }, { state: "unknown", reason: "junk" }],
    [{ AE: "10", CB: "340", CE: "840" }, { state: "unknown", reason: "junk" }],
    [{ AE: "01", AF: "04", CB: "340" }, { state: "refused", reason: "refused" }],
    [{ AE: "01", AF: "05" }, { state: "refused", reason: "forbidden" }],
    [{ AE: "01", AF: "06" }, { state: "refused", reason: "abandoned" }],
    [{ AE: "01", AF: "11" }, { state: "refused", reason: "abandoned" }],
    [{ AE: "01", AF: "07" }, { state: "refused", reason: "unfinished" }],
    [{ AE: "01", AF: "08" }, { state: "refused", reason: "timed_out" }],
    [{ AE: "01", AF: "09" }, { state: "refused", reason: "format" }],
    [{ AE: "01" }, { state: "refused", reason: "other" }],
    [{ AE: "01", AF: "77" }, { state: "refused", reason: "other" }],
  ];
  for (const [fields, expected] of cases) {
    const found = told(fields) as unknown as Record<string, unknown>;
    for (const [name, value] of Object.entries(expected)) assert.equal(found[name], value, JSON.stringify(fields));
  }
  const raw = (text: string, request = PAY) => outcomeOf(request, decode(text), "silent");
  assert.deepEqual(raw(""), { state: "unknown", reason: "silent" });
  assert.deepEqual(raw("hello"), { state: "unknown", reason: "junk" });
  // Twice in one message, or one word and the contrary: nothing of it is believed.
  assert.deepEqual(raw(`${answer({ AE: "01" })}${answer({ AE: "10", CB: "340" })}`), { state: "unknown", reason: "junk" });
  assert.deepEqual(raw(`${answer({ CZ: "0300", AE: "01" })}${answer({ CZ: "0300", AE: "10", CB: "340" })}`), {
    state: "unknown",
    reason: "junk",
  });
  // What goes back goes back whole; a reversal says no amount of its own.
  assert.equal(told({ AE: "10", CB: "120" }, { action: "credit", cents: 340 }).state, "unknown");
  assert.equal(told({ AE: "10" }, { action: "credit", cents: 340 }).state, "unknown");
  assert.equal(told({ AE: "10" }, { action: "reverse", cents: 340 }).state, "accepted");
});

Deno.test("of a card nothing is kept but its last four digits, whatever the terminal says of it", () => {
  const kept = (fields: Record<string, string>) => JSON.stringify(told({ AE: "10", CB: "340", ...fields }));
  assert.ok(kept({ AA: "4970101122331234" }).includes('"1234"') && !kept({ AA: "4970101122331234" }).includes("497010"));
  assert.ok(kept({ AA: "XXXXXXXXXXXX1234=2512" }).includes('"2512"'));
  assert.ok(kept({ AA: "****" }).includes('"lastDigits":null'));
  assert.ok(kept({ AC: "  A1B2C3 " }).includes('"A1B2C3"'));
  assert.ok(kept({ AC: "4970101122331234567" }).includes('"authorisation":null'));
  assert.ok(!kept({ AC: "\u001b[2J\n" }).includes("u001b"));
});

Deno.test("whatever bytes come, and wherever they are torn, they are read without an error and never as more money than was asked", () => {
  const field = fc.tuple(fc.constantFrom("AE", "CB", "CD", "CE", "CZ", "AF", "AA", "AC", "ZZ"), fc.string({ maxLength: 12 }));
  const text = fc.oneof(
    fc.string({ unit: "binary-ascii", maxLength: 80 }),
    fc.array(field, { maxLength: 8 }).map((fields) => textOf(encode(fields))),
    fc.array(field, { maxLength: 8 }).chain((fields) => {
      const whole = textOf(encode(fields));
      return fc.nat(whole.length).map((at) => whole.slice(0, at));
    }),
  );
  fc.assert(
    fc.property(text, (heard) => {
      const outcome = outcomeOf(PAY, decode(heard), "cut");
      if (outcome.state === "accepted") assert.ok(outcome.cents > 0 && outcome.cents <= PAY.cents && heard.includes("AE00210"));
      if (outcome.state === "refused") assert.ok(heard.includes("AE00201"));
    }),
    { numRuns: 3_000 },
  );
});

Deno.test("only a terminal of the shop's own network is ever knocked at", () => {
  assert.deepEqual(terminalAddress("192.168.1.50", 8888), { kind: "tcp", host: "192.168.1.50", port: 8888 });
  for (const host of ["8.8.8.8", "172.32.0.1", "169.254.169.254", "192.168.1.256", "10.1", "", "localhost", "10.0.0.1:8888"]) {
    assert.equal(terminalAddress(host, 8888), null, host);
  }
  for (const port of [0, 22, 80, 443, 1023, 65_536, 8888.5, NaN]) {
    assert.equal(terminalAddress("10.0.0.1", port), null, `${port}`);
  }
});

Deno.test("a terminal accepts, in one piece or byte by byte, all or a part; refuses; is cut, silent or speaks another language", async () => {
  await using terminal = await TestTerminal.open();
  const patience = { cardAnswerMs: 400, cardQuietMs: 60, cardBrokenMs: 120 };
  const cases: readonly (readonly [Behaviour, CardOutcome, number])[] = [
    ["ok", ACCEPTED as CardOutcome, 340],
    ["segments", ACCEPTED as CardOutcome, 340],
    ["taken_on", ACCEPTED as CardOutcome, 340],
    ["partial", { ...ACCEPTED, cents: 170 } as CardOutcome, 170],
    ["meal_card", { ...ACCEPTED, isMealCard: true } as CardOutcome, 340],
    ["refused", { state: "refused", reason: "refused" }, 0],
    ["cancelled", { state: "refused", reason: "abandoned" }, 0],
    ["silent", { state: "unknown", reason: "silent" }, 0],
    ["cut_after", { state: "unknown", reason: "cut" }, 340],
    ["junk", { state: "unknown", reason: "junk" }, 0],
    ["more", { state: "unknown", reason: "amount" }, 341],
  ];
  for (const [behaviour, expected, taken] of cases) {
    terminal.behaviour = behaviour;
    terminal.taken = 0;
    assert.deepEqual(await ask(terminal, PAY, yes, patience), expected, behaviour);
    assert.equal(terminal.taken, taken, behaviour);
  }
  terminal.behaviour = "ok";
  const asked = terminal.requests.length;
  assert.equal(await ask(terminal, PAY, () => Promise.resolve(false)), null);
  assert.equal(terminal.requests.length, asked, "not a byte was sent");
  await terminal.turnOff();
  assert.deepEqual(await ask(terminal), { state: "refused", reason: "away" });
});

Deno.test("a terminal that pulls its plug at each byte of its answer never leaves money told otherwise than it was taken", async () => {
  await using terminal = await TestTerminal.open();
  for (const action of ["pay", "credit", "reverse"] as const) {
    for (const last of [false, true]) {
      terminal.amountLast = last;
      const states: string[] = [];
      for (let at = 0; at <= answerLength(340); at++) {
        terminal.pulledAt = at;
        terminal.taken = 0;
        const outcome = await ask(terminal, { action, cents: 340 });
        assert.equal(terminal.taken, action === "pay" ? 340 : -340);
        const told = outcome?.state === "accepted" ? outcome.cents : outcome?.state;
        assert.ok(told === "unknown" || told === 340, `${action} ${at}: ${told}`);
        states.push(outcome!.state);
      }
      // Once it is known it stays so, however much of the rest is missing.
      const known = states.indexOf("accepted");
      assert.ok(known > 0 && states.slice(known).every((state) => state === "accepted"), action);
      // What is taken back is taken back whole: of that nobody need tell how much it was.
      assert.equal(known === answerLength(340), last && action !== "reverse", action);
    }
  }
  // And a refusal that is torn is no acceptance.
  terminal.behaviour = "refused";
  for (let at = 0; at <= answerLength(340); at++) {
    terminal.pulledAt = at;
    assert.notEqual((await ask(terminal))?.state, "accepted", `${at}`);
  }
});

Deno.test("a terminal that breaks off before it has heard all that it is asked has taken nothing, and nobody says that it has", async () => {
  await using terminal = await TestTerminal.open();
  for (const heard of [1, requestBytes(TILL, PAY).length - 1]) {
    terminal.deafAt = heard;
    // Whether it had heard enough of it is for a person to see.
    assert.deepEqual(await ask(terminal), { state: "unknown", reason: "cut" }, `${heard}`);
  }
  assert.deepEqual([terminal.requests.length, terminal.charges], [0, 0]);
  terminal.deafAt = null;
  assert.deepEqual(await ask(terminal), ACCEPTED);
});

Deno.test("a terminal is tried out without an amount and without an action, and what came back is told", async () => {
  await using terminal = await TestTerminal.open();
  const { host, port } = terminal;
  const tried = () => tryTerminal({ ...TILL, host, port });
  assert.equal(await tried(), "answers");
  assert.deepEqual(Object.keys(terminal.requests[0]!.fields), ["CZ", "CJ", "CA"]);
  terminal.behaviour = "junk";
  assert.equal(await tried(), "junk");
  assert.equal(terminal.taken, 0);
  await terminal.turnOff();
  assert.equal(await tried(), "away");
});
