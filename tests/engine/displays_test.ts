/** When displays are looked at: each is shown what there is once it can hear, and looks never pile up. */
import assert from "node:assert/strict";
import type { DatabaseService } from "../../server/database/service.ts";
import { Displays } from "../../server/realtime/displays.ts";
import { LIMITS } from "../../shared/limits.ts";
import { eventually } from "../support/feed.ts";

/** The server's end of a socket, whose opening the test decides: over a real one that moment is the runtime's. */
class End extends EventTarget {
  readyState: number = WebSocket.CONNECTING;
  readonly bufferedAmount = 0;
  readonly sent: string[] = [];
  onopen: (() => void) | null = null;

  open(): void {
    this.readyState = WebSocket.OPEN;
    this.onopen!();
  }
  send(text: string): void {
    this.sent.push(text);
  }
  close(): void {
    this.readyState = WebSocket.CLOSED;
  }
}

/** Displays over a database whose answers the test gives, one by one. */
function display() {
  const asked: { readonly key: string; readonly answer: (shows: number) => void }[] = [];
  const ask = (_: string, __: unknown, { key }: { key: string }) =>
    new Promise<string>((resolve) => asked.push({ key, answer: (shows) => resolve(String(shows)) }));
  const database = { ask } as unknown as Pick<DatabaseService, "ask">;
  const displays = new Displays(database, { question: "shown" }, () => []);
  const accept = (key: string) => {
    const end = new End();
    displays.accept(end as unknown as WebSocket, key, "127.0.0.1");
    return end;
  };
  return { displays, asked, accept };
}
const shown = (shows: number) => JSON.stringify({ type: "display", shows });

Deno.test("a look between a socket's upgrade and its opening takes nothing from it", async () => {
  const { displays, asked, accept } = display();
  const late = accept("late");
  const open = accept("open");
  open.open();
  asked.shift()!.answer(1);
  displays.changed();
  await eventually(() => asked.length > 0, "a look");
  for (const { answer } of asked.splice(0)) answer(2);
  await eventually(() => open.sent.length === 2, "the second frame");
  late.open();
  asked.shift()!.answer(2);
  await eventually(() => late.sent.length > 0, "its first frame");
  assert.deepEqual(late.sent, [shown(2)]);
  displays.stop();
});

Deno.test("one look at a time, one question for each key, and one more look for all that changed meanwhile", async () => {
  const { displays, asked, accept } = display();
  const screens = ["a", "a", "b"].map(accept);
  for (const screen of screens) screen.open();
  for (const { answer } of asked.splice(0)) answer(1);
  await eventually(() => screens.every(({ sent }) => sent.length === 1), "the first frames");
  displays.changed();
  await eventually(() => asked.length > 0, "a look");
  assert.deepEqual(asked.map(({ key }) => key), ["a", "b"]);
  const look = asked.splice(0);
  for (let at = 0; at < 3; at++) {
    displays.changed();
    // It has been gathered once a wait as long that began later is over.
    await new Promise((over) => setTimeout(over, LIMITS.displayGatherMs));
  }
  assert.equal(asked.length, 0, "the look before is not over");
  for (const { answer } of look) answer(2);
  await eventually(() => asked.length > 0, "the look afterwards");
  assert.deepEqual(asked.map(({ key }) => key), ["a", "b"]);
  for (const { answer } of asked.splice(0)) answer(3);
  await eventually(() => screens.every(({ sent }) => sent.length === 3), "the last frames");
  for (const { sent } of screens) assert.deepEqual(sent, [1, 2, 3].map(shown));
  displays.stop();
});
