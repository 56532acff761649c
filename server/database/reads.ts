/** The road of a read: a reader beside the writer, and where it may be long a process that can be ended. Answers are JSON text. */
import { AppError } from "../../shared/errors.ts";
import { LIMITS } from "../../shared/limits.ts";
import type { Query } from "../../shared/protocol.ts";
import type { Role } from "../../shared/roles.ts";
import { toError } from "./failure.ts";
import type { Commit, ReadAnswer, ReadJob } from "./jobs.ts";
import { type LongText, textOf, type Travelling } from "./long_text.ts";
import type { CommandLine } from "./processes/own_process.ts";
import { SlowLane } from "./processes/slow_lane.ts";
import { LookUps } from "./reading/look_ups.ts";
import type { Readers } from "./reading/readers.ts";
import { TrueAnswers } from "./reading/true_answers.ts";
import type { Table } from "./schema/schema.ts";

/** What reads have to know of the writer. */
interface Told {
  /** Whether the folder's names lead to other files than the readers have open. */
  readonly filesLost: boolean;
  /** Whether it is at nothing, and all that it did was told. */
  readonly isIdle: boolean;
}

export class Reads {
  readonly #slow: SlowLane<ReadJob>;
  readonly #lookUps: LookUps;
  readonly #true: TrueAnswers;

  /** `slow` starts a process for what may be long; `tables` are those of which each change is told. */
  constructor(database: string, readonly readers: Readers, slow: CommandLine, tables: readonly Table[], readonly writer: Told) {
    this.#lookUps = new LookUps(database);
    this.#true = new TrueAnswers(new Set(tables.map(({ name }) => name.toLowerCase())), () => writer.isIdle);
    this.#slow = new SlowLane(slow, { processes: LIMITS.slowProcesses, idle: LIMITS.slowIdle });
  }

  /** A select of somebody's. Where many ask at once, a reader does a whole batch of them for what one way there costs. */
  select(role: Role, query: Query, person: number, isQuiet: boolean): LongText | Promise<LongText> {
    const known = this.#true.find(role, query) ?? (isQuiet ? this.#lookUps.answer(role, query) : null);
    return known ?? this.#select(role, query, person);
  }

  /** What was written, as soon as it is known. */
  written(commits: readonly Commit[]): void {
    this.#true.written(commits);
  }

  /** Something was written, and nobody knows what. */
  forget(): void {
    this.#true.forget();
  }

  async #select(role: Role, query: Query, person: number): Promise<LongText> {
    const { heard } = this.#true;
    const wonders = this.#lookUps.wonders(role, query) || this.#true.wonders(role, query);
    const answer = await this.#ask({ kind: "select", role, person, query, ...wonders ? { wonders } : {} }, role, person);
    if (answer.ok && "lookUp" in answer) {
      this.#lookUps.learn(role, query, answer.lookUp ?? null);
      this.#true.learn(role, query, answer.sources ?? null);
    }
    const body = bodyOf(answer);
    this.#true.keep(role, query, body, heard);
    return body;
  }

  /** What somebody asks; the owner's questions keep no till waiting. */
  async asked(job: ReadJob, role: Role, person: number): Promise<LongText> {
    return bodyOf(await this.#ask(job, role, person));
  }

  async #ask(job: ReadJob, role: Role, person: number): Promise<Travelling<ReadAnswer>> {
    const isOwner = role === "administrateur";
    let answer = await (isOwner ? this.readers.apart(job) : this.readers.lookUp(job));
    if (answer.ok && "slow" in answer) {
      if (this.writer.filesLost) throw new AppError("database_unavailable");
      answer = await this.#slow.ask(job, person, isOwner ? LIMITS.ownerQueryMs : LIMITS.tillQueryMs);
    }
    return answer;
  }

  /** The engine's own look-up by key. */
  async lookUp(job: ReadJob): Promise<string> {
    return textOf(bodyOf(await this.readers.lookUp(job)));
  }

  /** What reads many rows: no till's look-up waits for it. */
  async apart(job: ReadJob): Promise<string> {
    return textOf(bodyOf(await this.readers.apart(job)));
  }

  /** Ends what is long: it would hold the database's log while that is folded. */
  endSlow(): void {
    this.#slow.close();
  }

  close(): void {
    this.endSlow();
    this.readers.close();
    this.#lookUps.close();
  }
}

function bodyOf(answer: Travelling<ReadAnswer>): LongText {
  if (!answer.ok) throw toError(answer);
  if ("slow" in answer) throw new Error("a read that may be long was not sent where it can be ended");
  return answer.body;
}
