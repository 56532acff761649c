/** A few processes for slow reads: each runs one statement at a time and is killed at its limit. */
import { AppError } from "../../shared/errors.ts";
import { LIMITS } from "../../shared/limits.ts";
import type { ReadAnswer, ReadJob } from "./jobs.ts";

interface SlowJob {
  readonly job: ReadJob;
  readonly owner: number | null;
  readonly limitMs: number;
  readonly resolve: (answer: ReadAnswer) => void;
  readonly reject: (error: Error) => void;
}

export class SlowLane {
  readonly #idle: SlowProcess[] = [];
  readonly #busy = new Map<SlowProcess, SlowJob>();
  #waiting: SlowJob[] = [];
  #closed = false;

  /** `command` starts one such process. */
  constructor(readonly command: readonly [string, ...string[]]) {}

  /** `owner` is the person asking: few of their statements run at a time, whatever the number of their sessions. */
  ask(job: ReadJob, owner: number | null, limitMs: number): Promise<ReadAnswer> {
    const mine = this.#waiting.filter((waiting) => waiting.owner === owner).length;
    if (this.#closed || mine >= LIMITS.slowWaitingPerPerson || this.#waiting.length >= LIMITS.slowWaiting) {
      return Promise.reject(new AppError("busy"));
    }
    return new Promise((resolve, reject) => {
      this.#waiting.push({ job, owner, limitMs, resolve, reject });
      this.#next();
    });
  }

  close(): void {
    this.#closed = true;
    for (const process of [...this.#idle, ...this.#busy.keys()]) process.kill();
    for (const { reject } of this.#waiting) reject(new AppError("busy"));
    this.#waiting = [];
  }

  #next(): void {
    if (this.#busy.size >= LIMITS.slowProcesses) return;
    const at = this.#waiting.findIndex(({ owner }) => this.#running(owner) < LIMITS.slowPerPerson);
    if (at < 0) return;
    const [next] = this.#waiting.splice(at, 1) as [SlowJob];
    const process = this.#idle.pop() ?? new SlowProcess(this.command);
    this.#busy.set(process, next);
    process.run(next.job, next.limitMs).then(
      (answer) => {
        this.#release(process, true);
        next.resolve(answer);
      },
      (error: Error) => {
        this.#release(process, false);
        next.reject(error);
      },
    );
  }

  #running(owner: number | null): number {
    let count = 0;
    for (const job of this.#busy.values()) if (job.owner === owner) count += 1;
    return count;
  }

  #release(process: SlowProcess, usable: boolean): void {
    this.#busy.delete(process);
    if (usable && !this.#closed && this.#idle.length < LIMITS.slowIdle) this.#idle.push(process);
    else process.kill();
    this.#next();
  }
}

class SlowProcess {
  readonly #child: Deno.ChildProcess;
  readonly #input: WritableStreamDefaultWriter<Uint8Array>;
  readonly #output: ReadableStreamDefaultReader<string>;
  #rest = "";
  #killed = false;

  constructor([program, ...args]: readonly [string, ...string[]]) {
    this.#child = new Deno.Command(program, { args, stdin: "piped", stdout: "piped", stderr: "null" }).spawn();
    this.#input = this.#child.stdin.getWriter();
    this.#output = this.#child.stdout.pipeThrough(new TextDecoderStream()).getReader();
    // A killed process breaks its pipes; whoever waits for it hears of it through `run`.
    this.#input.closed.catch(() => {});
    this.#child.status.catch(() => {});
    this.#child.unref();
  }

  async run(job: ReadJob, limitMs: number): Promise<ReadAnswer> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const overtime = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new AppError("query_timeout", { limit_s: limitMs / 1000 })), limitMs);
    });
    try {
      return await Promise.race([this.#ask(job), overtime]);
    } finally {
      clearTimeout(timer);
    }
  }

  kill(): void {
    if (this.#killed) return;
    this.#killed = true;
    try {
      this.#child.kill("SIGKILL");
    } catch {
      // It has ended by itself.
    }
    this.#output.cancel().catch(() => {});
    this.#input.abort().catch(() => {});
  }

  async #ask(job: ReadJob): Promise<ReadAnswer> {
    await this.#input.write(new TextEncoder().encode(`${JSON.stringify(job)}\n`));
    for (;;) {
      const end = this.#rest.indexOf("\n");
      if (end >= 0) {
        const line = this.#rest.slice(0, end);
        this.#rest = this.#rest.slice(end + 1);
        return JSON.parse(line) as ReadAnswer;
      }
      const { value, done } = await this.#output.read();
      if (done) throw new AppError("query_timeout", { limit_s: 0 });
      this.#rest += value;
    }
  }
}
