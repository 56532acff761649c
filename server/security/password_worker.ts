/** bcrypt at cost 12, inside its Worker. */
import { compareSync, genSaltSync, hashSync } from "bcryptjs";
import { LIMITS } from "../../shared/limits.ts";
import { giveWay } from "../database/processes/own_process.ts";
import { Pulse } from "../database/workers/pulse.ts";
import type { FromPasswords, PasswordAnswer, PasswordJob } from "./passwords.ts";

const COST = 12;
/** 31 characters follow a salt. */
const NO_DIGEST = ".".repeat(31);

interface Port {
  onmessage: ((event: MessageEvent) => void) | null;
  postMessage(message: FromPasswords): void;
}

export function servePasswords(port: Port): void {
  // Who guesses passwords keeps this thread busy for as long as he likes: the tills' writes come before it. On Linux 0 is this
  // thread; elsewhere it is the whole process.
  if (Deno.build.os === "linux") giveWay(0);
  // What an unknown name is compared with: to look whether a password fits it is the same work, and none is known that does.
  // It was not hashed itself, which would take a third of a second of every start.
  const nobody = genSaltSync(COST) + NO_DIGEST;
  port.onmessage = ({ data: memory }: MessageEvent<SharedArrayBuffer>) => {
    const pulse = new Pulse(memory);
    port.onmessage = ({ data }: MessageEvent<PasswordJob[]>) => {
      const answers = data.map((job) => {
        pulse.begin(LIMITS.ownReadStuckMs);
        return answer(job, nobody);
      });
      port.postMessage({ type: "answers", answers });
      pulse.rest();
    };
    port.postMessage({ type: "ready" });
  };
}

function answer(job: PasswordJob, nobody: string): PasswordAnswer {
  if (job.kind === "hash") return hashSync(job.password, COST);
  // bcrypt reads 72 bytes: a longer text would be taken for its own beginning.
  const tooLong = new TextEncoder().encode(job.password).length > LIMITS.passwordMaxBytes;
  const equal = compareSync(job.password, job.hash ?? nobody);
  return equal && job.hash !== null && !tooLong;
}
