/** Sockets of tests: all that they hear is held to the document, and so is what they are refused for. */
import assert from "node:assert/strict";
import { CLOSE } from "../../shared/protocol.ts";

/** Loaded by the first socket: to know the frames is a fifth of a second of a processor, and most files open none. */
let frames: Promise<typeof import("./frames.ts")> | null = null;
/** Ends when all that was heard so far is judged. */
let judged: Promise<void> = Promise.resolve();
Deno.test.afterAll(() => judged);

/**
 * Holds all that a socket hears to the document, and that nothing is refused that may be said. A failure ends the run of the
 * test's file.
 */
export function held(socket: WebSocket): WebSocket {
  const known = frames ??= import("./frames.ts");
  const said: unknown[] = [];
  const send = socket.send.bind(socket);
  socket.send = (data) => {
    said.push(data);
    send(data);
  };
  const judge = (by: (frames: Awaited<typeof known>) => void) => {
    judged = Promise.all([known, judged]).then(([frames]) => by(frames));
  };
  socket.addEventListener("message", ({ data }) => judge(({ assertTold }) => assertTold(data as string)));
  socket.addEventListener("close", ({ code, reason }) => {
    if (code !== CLOSE.malformed || reason !== "only a ping is understood") return;
    judge(({ isHeard }) => assert.ok(!said.every(isHeard), `${said.length} pings were refused`));
  });
  return socket;
}
