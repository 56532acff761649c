/** A server that is measured beside the others: where it is, what it is asked, and what it takes. */
import { uuidv7 } from "../../../tests/support/server.ts";
import type { Ask } from "../against/kept_connection.ts";
import type { Load } from "../wrk.ts";

/** One question; `{uuid}` in its body is a new one each time. */
export interface Question {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly token: string;
  readonly body?: unknown;
}

export interface Peer {
  readonly name: string;
  readonly port: number;
  readonly pid: number;
  /** Stores a new sale, and answers when it has. */
  readonly insert: Question;
  /** One article of fifty. */
  readonly byKey: Question;
  dispose(): Promise<void>;
}

export function askOf({ method, path, token, body }: Question): Ask {
  const asked = { method, path, token };
  return body === undefined ? asked : { ...asked, body: JSON.stringify(body).replaceAll("{uuid}", uuidv7()) };
}

export function loadOf({ token, body }: Question): Load {
  return body === undefined ? { token } : { token, body };
}

/** Why a peer cannot be measured on this machine, in a sentence. */
export class NotToBeHad extends Error {}

/** Runs a program to its end; throws what it said when that was no good one. */
export async function run(program: string, args: readonly string[], cwd: string): Promise<void> {
  let ended: Deno.CommandOutput;
  try {
    ended = await new Deno.Command(program, { args: [...args], cwd, stdin: "null" }).output();
  } catch {
    throw new NotToBeHad(`there is no '${program}' here`);
  }
  if (ended.success) return;
  const said = new TextDecoder().decode(ended.stderr).trim().split("\n").at(-1) ?? "";
  throw new NotToBeHad(`'${program} ${args.join(" ")}' failed: ${said}`);
}

/** Ends a process that was started here, and waits until it has. */
export async function end(process: Deno.ChildProcess): Promise<void> {
  process.kill("SIGTERM");
  await process.status;
}
