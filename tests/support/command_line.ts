/** The command line as a person uses it beside a shop: run to its end. */
import assert from "node:assert/strict";
import { CHECKOUT } from "./server.ts";

export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface Surroundings {
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** A program, with its arguments, that runs the command line given behind them. */
  readonly under?: readonly string[];
  /** Milliseconds after which it is ended. */
  readonly endMs?: number;
}

/** Root without its privileges is refused what anybody is; for others there is nothing to give up. */
export const UNPRIVILEGED = Deno.uid() === 0 ? ["setpriv", "--bounding-set=-all", "--inh-caps=-all"] : [];

/** Longer than any command may take: a server that starts although it should not is ended. */
const END_MS = 60_000;

export function comptoir(...args: readonly string[]): Promise<Ended> {
  return run(args);
}

export async function run(
  args: readonly string[],
  { input = "", env = {}, under = [], endMs = END_MS }: Surroundings = {},
): Promise<Ended> {
  const [program, ...rest] = [...under, ...CHECKOUT, ...args] as [string, ...string[]];
  const signal = AbortSignal.timeout(endMs);
  const child = new Deno.Command(program, { args: rest, stdin: "piped", stdout: "piped", stderr: "piped", env, signal }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(input)).catch(() => {}); // it may not wait for it
  await writer.close().catch(() => {});
  const { code, stdout, stderr } = await child.output();
  return { code, out: new TextDecoder().decode(stdout), err: new TextDecoder().decode(stderr) };
}

/** A sentence for people: one line, no stack. */
export function assertSentence({ code, out, err }: Ended, expected: number, wanted: RegExp): void {
  assert.equal(code, expected, err);
  assert.match(err, wanted);
  assert.match(err, /^[^\n]{10,}\n$/, `one line: ${err}`);
  assert.doesNotMatch(err + out, /\bat \S+:\d+|\.ts\b|Error:|listening on/);
}
