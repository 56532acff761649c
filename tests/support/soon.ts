/** What is to happen soon is held against a server's answers meanwhile, not against a clock: both wait alike on a machine that has much to do. */
import type { TestServer } from "./server.ts";

/** Milliseconds between two questions. */
const LOOK_MS = 50;

/** Resolves to what `done` does, before the server has answered one question more than it would in `ms` milliseconds of an idle machine. */
export async function soon<T>(server: TestServer, ms: number, done: Promise<T>, what: string): Promise<T> {
  let isDone = false;
  const ended = done.finally(() => isDone = true);
  ended.catch(() => {}); // whoever waits for it hears of it below
  for (let looks = 0; !isDone; looks++) {
    if (looks * LOOK_MS >= ms) throw new Error(`not within ${ms} ms, and ${looks} answers: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    await (await fetch(`${server.url}/api/health`)).body?.cancel();
  }
  return await ended;
}
