/** Worker for tests: answers, and ends or is stuck in each way that a worker of ours could. */
import { Pulse } from "../../server/database/workers/pulse.ts";

/** Milliseconds that it says a job may take. */
export const LONGEST_MS = 1_000;

export type MortalJob =
  | "who"
  | "throw"
  | "reject"
  | "close"
  | "wait"
  /** At one thing for much longer than it said. Asleep: a test must not burn a processor for those after it. */
  | "stick"
  /** As long, and tells its pulse that it goes on. */
  | "toil";

const me = crypto.randomUUID();

self.onmessage = ({ data: memory }: MessageEvent<SharedArrayBuffer>) => {
  const pulse = new Pulse(memory);
  self.onmessage = ({ data: jobs }: MessageEvent<MortalJob[]>) => {
    const answers = jobs.map((job, at) => {
      pulse.begin(LONGEST_MS, at);
      return answer(job, pulse);
    });
    post({ type: "answers", answers });
    pulse.rest();
  };
  post({ type: "ready" });
};

function answer(job: MortalJob, pulse: Pulse): string {
  switch (job) {
    case "throw":
      throw new Error("thrown in a worker");
    case "reject":
      Promise.reject(new Error("rejected in a worker"));
      return me;
    case "close":
      // Later: within a job it ends at once, and looks like one that is stuck with it.
      setTimeout(() => self.close());
      return me;
    case "wait":
      sleep(LONGEST_MS / 2);
      return me;
    case "stick":
      sleep(8 * LONGEST_MS);
      return me;
    case "toil":
      for (let part = 0; part < 6; part++) {
        pulse.begin(LONGEST_MS);
        sleep(LONGEST_MS / 2);
      }
      return me;
    case "who":
      return me;
  }
}

function sleep(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

function post(message: unknown): void {
  (self as unknown as Worker).postMessage(message);
}
