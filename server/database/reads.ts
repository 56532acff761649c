/** The road of a read: a reader beside the writer, and where it may be long a process that can be ended. Answers are JSON text. */
import { AppError } from "../../shared/errors.ts";
import { LIMITS } from "../../shared/limits.ts";
import type { Role } from "../../shared/roles.ts";
import { toError } from "./failure.ts";
import type { ReadAnswer, ReadJob } from "./jobs.ts";
import type { CommandLine } from "./processes/own_process.ts";
import { SlowLane } from "./processes/slow_lane.ts";
import type { Readers } from "./reading/readers.ts";

export class Reads {
  readonly #slow: SlowLane<ReadJob>;

  /** `slow` starts a process for what may be long; `filesLost` says whether that would open other files than the readers have. */
  constructor(readonly readers: Readers, slow: CommandLine, readonly filesLost: () => boolean) {
    this.#slow = new SlowLane(slow, { processes: LIMITS.slowProcesses, idle: LIMITS.slowIdle });
  }

  /** What somebody asks; the owner's questions keep no till waiting. */
  async asked(job: ReadJob, role: Role, person: number): Promise<string> {
    const isOwner = role === "administrateur";
    let answer = await (isOwner ? this.readers.apart(job) : this.readers.lookUp(job));
    if (answer.ok && "slow" in answer) {
      if (this.filesLost()) throw new AppError("database_unavailable");
      answer = await this.#slow.ask(job, person, isOwner ? LIMITS.ownerQueryMs : LIMITS.tillQueryMs);
    }
    return bodyOf(answer);
  }

  /** The engine's own look-up by key. */
  async lookUp(job: ReadJob): Promise<string> {
    return bodyOf(await this.readers.lookUp(job));
  }

  /** What reads many rows: no till's look-up waits for it. */
  async apart(job: ReadJob): Promise<string> {
    return bodyOf(await this.readers.apart(job));
  }

  /** Ends what is long: it would hold the database's log while that is folded. */
  endSlow(): void {
    this.#slow.close();
  }

  close(): void {
    this.endSlow();
    this.readers.close();
  }
}

function bodyOf(answer: ReadAnswer): string {
  if (!answer.ok) throw toError(answer);
  if ("slow" in answer) throw new Error("a read that may be long was not sent where it can be ended");
  return answer.body;
}
