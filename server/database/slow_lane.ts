/** A few processes for slow reads: each runs one statement at a time and is killed at its limit. */
import { AppError } from "../../shared/errors.ts";
import { LIMITS } from "../../shared/limits.ts";
import type { ReadAnswer, ReadJob } from "./jobs.ts";

interface SlowJob {
  readonly job: ReadJob;
  readonly owner: string;
  readonly limitMs: number;
  readonly resolve: (answer: ReadAnswer) => void;
  readonly reject: (error: Error) => void;
}

export class SlowLane {
  readonly #idle: SlowProcess[] = [];
  readonly #busy = new Set<SlowProcess>();
  readonly #perOwner = new Map<string, number>();
  #waiting: SlowJob[] = [];
  #closed = false;

  /** `command` starts one such process. */
  constructor(readonly command: readonly [string, ...string[]]) {}

  /** `owner` names the session, which may have few statements here at a time. */
  ask(job: ReadJob, owner: string, limitMs: number): Promise<ReadAnswer> {
    const mine = this.#perOwner.get(owner) ?? 0;
    if (this.#closed || mine >= LIMITS.slowPerSession) return Promise.reject(new AppError("busy"));
    this.#perOwner.set(owner, mine + 1);
    return new Promise<ReadAnswer>((resolve, reject) => {
      this.#waiting.push({ job, owner, limitMs, resolve, reject });
      this.#next();
    }).finally(() => {
      const left = this.#perOwner.get(owner)! - 1;
      if (left === 0) this.#perOwner.delete(owner);
      else this.#perOwner.set(owner, left);
    });
  }

  close(): void {
    this.#closed = true;
    for (const process of [...this.#idle, ...this.#busy]) process.kill();
    for (const { reject } of this.#waiting) reject(new AppError("busy"));
    this.#waiting = [];
  }

  #next(): void {
    if (this.#waiting.length === 0 || this.#busy.size >= LIMITS.slowProcesses) return;
    const next = this.#waiting.shift()!;
    const process = this.#idle.pop() ?? new SlowProcess(this.command);
    this.#busy.add(process);
    process.run(next.job, next.limitMs).then(
      (answer) => {
        this.#release(process, true);
        next.resolve(answer);
      },
      (error: Error) => {
        process.kill();
        this.#release(process, false);
        next.reject(error);
      },
    );
  }

  #release(process: SlowProcess, usable: boolean): void {
    this.#busy.delete(process);
    if (usable && !this.#closed && this.#idle.length === 0) this.#idle.push(process);
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
