/**
 * Long work, each piece of it in a process of its own with a low priority: the tills' answers wait neither for
 * its thread nor for what it holds. Whatever becomes of the process, whoever asked hears of it.
 */
import { AppError } from "../../../shared/errors.ts";
import { LIMITS } from "../../../shared/limits.ts";
import { type CommandLine, OwnProcess } from "./own_process.ts";
import type { Hear, Progress } from "../progress.ts";

export interface Waiting {
  /** Says that nobody waits any more. */
  readonly signal?: AbortSignal | undefined;
  /** Hears how far it is. */
  readonly hear?: Hear | undefined;
}

export class Errands {
  readonly #running = new Set<OwnProcess>();
  #closed = false;

  /** What it answers, as JSON; throws what is wrong, `busy` when it could not be done or `signal` says that nobody waits for it. */
  async result<T>(command: CommandLine, errand: unknown, { signal, hear = () => {} }: Waiting = {}): Promise<T> {
    const decoder = new TextDecoder();
    let text = "";
    for await (const piece of this.pieces(command, errand, LIMITS.errandMs, signal)) {
      const lines = (text + decoder.decode(piece, { stream: true })).split("\n");
      text = lines.pop()!;
      for (const line of lines) hear(JSON.parse(line) as Progress);
    }
    return JSON.parse(text) as T;
  }

  /** What it writes, as fast as it is taken; throws in the end when that is not all. Who stops taking it ends the process. */
  async *pieces(
    command: CommandLine,
    errand: unknown,
    limitMs: number,
    signal?: AbortSignal,
  ): AsyncGenerator<Uint8Array<ArrayBuffer>> {
    if (this.#closed || signal?.aborted) throw new AppError("busy");
    const process = new OwnProcess(command);
    this.#running.add(process);
    const kill = () => process.kill();
    const timer = setTimeout(kill, limitMs);
    signal?.addEventListener("abort", kill);
    try {
      // It ends when this pipe does, so that is left open.
      await process.input.write(new TextEncoder().encode(`${JSON.stringify(errand)}\n`)).catch(() => {});
      for (;;) {
        const { value, done } = await process.output.read();
        if (done) break;
        yield value;
      }
      await process.done();
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener("abort", kill);
      this.#running.delete(process);
      process.kill();
    }
  }

  close(): void {
    this.#closed = true;
    for (const process of this.#running) process.kill();
  }
}
