/** bcrypt, inside its Worker. */
import { bcrypt, bcryptVerify } from "hash-wasm";
import { LIMITS } from "../../shared/limits.ts";
import { giveWay } from "../database/processes/own_process.ts";
import { Pulse } from "../database/workers/pulse.ts";
import { passwordCost } from "./password_cost.ts";
import type { FromPasswords, PasswordAnswer, PasswordJob } from "./passwords.ts";

const COST = passwordCost();
const SALT_BYTES = 16;
/** What an unknown name is compared with: to look whether a password fits it is the same work, and none is known that does. */
const NOBODY = `$2b$${String(COST).padStart(2, "0")}$${".".repeat(53)}`;

interface Port {
  onmessage: ((event: MessageEvent) => void) | null;
  postMessage(message: FromPasswords): void;
}

export function servePasswords(port: Port): void {
  // Who guesses passwords keeps this thread busy for as long as he likes: the tills' writes come before it. On Linux 0 is this
  // thread; elsewhere it is the whole process.
  if (Deno.build.os === "linux") giveWay(0);
  port.onmessage = ({ data: memory }: MessageEvent<SharedArrayBuffer>) => {
    const pulse = new Pulse(memory);
    // Never two at a time: the next ones are sent when these are answered.
    port.onmessage = async ({ data }: MessageEvent<PasswordJob[]>) => {
      const answers: PasswordAnswer[] = [];
      for (const job of data) {
        pulse.begin(LIMITS.ownReadStuckMs);
        answers.push(await (job.kind === "hash" ? hash(job.password) : fits(job.password, job.hash)));
      }
      port.postMessage({ type: "answers", answers });
      pulse.rest();
    };
    port.postMessage({ type: "ready" });
  };
}

async function hash(password: string): Promise<string> {
  const salt = crypto.getRandomValues(new Uint8Array(SALT_BYTES));
  const made = await bcrypt({ password, salt, costFactor: COST });
  // The library writes the name of before 2014, for what has been called 2b since: no byte of it differs.
  return made.replace("$2a$", "$2b$");
}

/**
 * What bcrypt makes, at a cost from 4, its least, to 14, four times ours. Whatever else stands in its place opens nothing: the
 * library throws at it, or works at it for days, as each step of the cost doubles the work, and nobody signs in meanwhile.
 */
const MADE = /^\$2[abxy]\$(?:0[4-9]|1[0-4])\$[./A-Za-z0-9]{53}$/;

async function fits(password: string, hash: string | null): Promise<boolean> {
  const known = hash !== null && MADE.test(hash) ? hash : null;
  const bytes = new TextEncoder().encode(password);
  // bcrypt reads from 1 to 72 bytes: a longer text would be taken for its own beginning. It is as much work as any other.
  const read = bytes.length === 0 ? new Uint8Array(1) : bytes.subarray(0, LIMITS.passwordMaxBytes);
  const equal = await bcryptVerify({ password: read, hash: known ?? NOBODY });
  return equal && known !== null && read.length === bytes.length;
}
