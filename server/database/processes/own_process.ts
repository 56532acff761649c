/** A process of the server's own, started so that it can be ended, and so that the tills come before it. */
import { constants, setPriority } from "node:os";
import { AppError } from "../../../shared/errors.ts";

/** A program and its arguments. */
export type CommandLine = readonly [string, ...string[]];

export class OwnProcess {
  readonly input: WritableStreamDefaultWriter<Uint8Array>;
  readonly output: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>;
  readonly pid: number;
  readonly #child: Deno.ChildProcess;
  /** What it says of why it ends, as text. */
  readonly #last: Promise<string>;
  #killed = false;

  /** Throws `busy` when it cannot be started. */
  constructor([program, ...args]: CommandLine) {
    this.#child = spawn(program, args);
    this.pid = this.#child.pid;
    giveWay(this.pid);
    this.input = this.#child.stdin.getWriter();
    this.output = this.#child.stdout.getReader();
    this.#last = new Response(this.#child.stderr).text();
    // A killed process breaks its pipes; whoever waits for it hears of it by what it reads.
    this.#last.catch(() => {});
    this.input.closed.catch(() => {});
    this.#child.status.catch(() => {});
    this.#child.unref();
  }

  /** Resolves when it has ended with its work done; throws what it says is wrong, or `busy` when something else ended it. */
  async done(): Promise<void> {
    const { code, success } = await this.#child.status;
    if (success) return;
    const said = (await this.#last).trim();
    if (code === FAILED) throw new Error(said);
    if (!this.#killed && said !== "") console.error(`A process for what takes long has ended: ${said}`);
    throw new AppError("busy");
  }

  kill(): void {
    if (this.#killed) return;
    this.#killed = true;
    try {
      this.#child.kill("SIGKILL");
    } catch {
      // It has ended by itself.
    }
    this.output.cancel().catch(() => {});
    this.input.abort().catch(() => {});
  }
}

/** The exit code of one that says on standard error, in a sentence, why its work is not done. An uncaught error has another. */
export const FAILED = 3;

/**
 * Only a courtesy to the tills: without it, the time limit still holds. On Linux a priority is a thread's, which hands it on to
 * those that it starts; so it is given from outside before there are others, and by the process itself before it begins its work.
 * The lowest of all would leave it no time on a machine that is busy with something else.
 */
export function giveWay(pid: number): void {
  try {
    setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // A system that does not let it, or a process that has ended already.
  }
}

/** Its executable may be missing for a moment: that is how one upgrades. */
function spawn(program: string, args: string[]): Deno.ChildProcess {
  try {
    return new Deno.Command(program, { args, stdin: "piped", stdout: "piped", stderr: "piped" }).spawn();
  } catch (error) {
    console.error(`A process for what takes long could not be started: ${(error as Error).message}`);
    throw new AppError("busy");
  }
}
