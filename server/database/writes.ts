/** The road of a write: room on the disk first; the owner's long ones are tried where they can be ended; then the one writer. */
import { AppError } from "../../shared/errors.ts";
import { LIMITS } from "../../shared/limits.ts";
import { toError } from "./failure.ts";
import type { DiskSpace } from "./files/disk_space.ts";
import type { WriteJob, Written } from "./jobs.ts";
import type { Travelling } from "./long_text.ts";
import type { CommandLine } from "./processes/own_process.ts";
import { SlowLane } from "./processes/slow_lane.ts";
import type { Rehearsal } from "./writing/rehearsals.ts";
import type { WriterLane } from "./writing/writer_lane.ts";

export class Writes {
  readonly #rehearsals: SlowLane<Rehearsal>;

  /** `vital` names the commands that are done on a nearly full disk as well; `rehearsals` starts a process for a trial. */
  constructor(
    readonly writer: WriterLane,
    readonly disk: DiskSpace | null,
    readonly vital: ReadonlySet<string>,
    rehearsals: CommandLine,
  ) {
    this.#rehearsals = new SlowLane(rehearsals, { processes: LIMITS.rehearsalProcesses, idle: 0 });
  }

  /** Resolves when it is on disk. */
  async do(job: WriteJob): Promise<Travelling<Written>> {
    if (this.disk?.low === true && !this.#isVital(job)) throw new AppError("disk_low", { free_mib: this.disk.freeMiB });
    let answer = await this.writer.ask(job);
    if (!answer.ok && "unrehearsed" in answer) {
      await this.#rehearse(job);
      answer = await this.writer.ask({ ...job, rehearsed: true });
    }
    if (answer.ok) return answer;
    throw "unrehearsed" in answer ? new Error("a rehearsed write was sent back") : toError(answer);
  }

  close(): void {
    this.#rehearsals.close();
  }

  /** The engine's own commands are small: sign-ins, ends of sessions, what is noted. */
  #isVital({ work }: WriteJob): boolean {
    return work.kind === "command" && (work.name.startsWith("engine.") || this.vital.has(work.name));
  }

  /** Tries how long the owner's write searches: the shop sells on meanwhile. */
  async #rehearse({ actor, work }: WriteJob): Promise<void> {
    if (work.kind !== "queries" || actor.role === null) throw new Error("only queries are rehearsed");
    const answer = await this.#rehearsals.ask({ role: actor.role, queries: work.queries }, actor.userId, LIMITS.ownerQueryMs);
    if (!answer.ok) throw toError(answer);
  }
}
