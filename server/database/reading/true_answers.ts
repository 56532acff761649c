/**
 * Answers that are true still: what a select found is found again until a table that it reads is written. A change is told to all
 * tills at once, and each then asks for the same list.
 */
import { LRUCache } from "lru-cache";
import { LIMITS } from "../../../shared/limits.ts";
import type { Query } from "../../../shared/protocol.ts";
import type { Role } from "../../../shared/roles.ts";
import type { Commit } from "../jobs.ts";
import type { LongText } from "../long_text.ts";
import { parameterChars } from "../sql/values.ts";

interface Answer {
  readonly text: string;
  /** The commits that were heard of when it was asked for. */
  readonly heard: number;
  /** When it was kept, in milliseconds of a clock that nobody sets. */
  readonly at: number;
}

/** On what an answer hangs: tables, by their names in lower case; null where on more than their rows. */
type Sources = readonly string[] | null;

/** A text as a role asks it. */
interface Question {
  readonly tables: Sources;
  /**
   * The parameters that it was asked with last, as JSON: what is asked twice running is kept, or each key would be in turn. null
   * where nobody asked, or with more than are remembered.
   */
  params: string | null;
  answer: Answer | null;
}

export class TrueAnswers {
  /** By role and text. */
  readonly #questions = new LRUCache<string, Question>({
    max: LIMITS.preparedStatements,
    dispose: (question) => this.#let(question),
  });
  /** Characters of all answers. */
  #chars = 0;
  /** After how many commits each table was written last. */
  readonly #written = new Map<string, number>();
  /** Commits that were heard of; none before the last that was not heard of counts. */
  #heard = 0;

  /**
   * `tables`: those of which each change is told, by their names in lower case. `knowsAll`: whether all was heard that is on the
   * disk; only then nobody can have been answered with something newer.
   */
  constructor(readonly tables: ReadonlySet<string>, readonly knowsAll: () => boolean) {}

  get heard(): number {
    return this.#heard;
  }

  written(commits: readonly Commit[]): void {
    if (commits.length === 0) return;
    this.#heard += 1;
    for (const { changed } of commits) for (const table of changed.tables) this.#written.set(table.toLowerCase(), this.#heard);
  }

  /** Something was committed of which nothing was told. */
  forget(): void {
    this.#heard += 1;
    for (const question of this.#questions.values()) this.#let(question);
    for (const table of this.tables) this.#written.set(table, this.#heard);
  }

  /** Whether a reader is to say on what the answers to this text hang. */
  wonders(role: Role, { query }: Query): boolean {
    return query.length <= LIMITS.cachedSqlChars && !this.#questions.has(nameOf(role, query));
  }

  learn(role: Role, { query }: Query, tables: Sources): void {
    const isTold = tables !== null && tables.every((table) => this.tables.has(table));
    this.#questions.set(nameOf(role, query), { tables: isTold ? tables : null, params: null, answer: null });
  }

  /** The answer as JSON text; null where it has to be looked for. */
  find(role: Role, { query, params = [] }: Query): string | null {
    const question = this.#questions.get(nameOf(role, query));
    const answer = question?.answer ?? null;
    if (!isFresh(answer) || !this.knowsAll() || !this.#isUnwritten(question!.tables!, answer.heard)) return null;
    return question!.params === rememberable(params) ? answer.text : null;
  }

  /** Keeps what was answered to a question that was asked when so many commits were `heard` of, and not for the first time. */
  keep(role: Role, { query, params = [] }: Query, text: LongText, heard: number): void {
    const question = this.#questions.get(nameOf(role, query));
    if (question === undefined || question.tables === null) return;
    const asked = rememberable(params);
    const isAgain = asked !== null && asked === question.params;
    this.#let(question);
    question.params = asked;
    if (!isAgain || typeof text !== "string" || !this.#isUnwritten(question.tables, heard)) return;
    if (!this.#hasRoom(text.length)) return;
    this.#chars += text.length;
    question.answer = { text, heard, at: performance.now() };
  }

  /** Whether there is room for so many characters, once what is too old has gone. */
  #hasRoom(chars: number): boolean {
    if (this.#chars + chars <= LIMITS.trueAnswersChars) return true;
    for (const question of this.#questions.values()) if (!isFresh(question.answer)) this.#let(question);
    return this.#chars + chars <= LIMITS.trueAnswersChars;
  }

  #let(question: Question): void {
    this.#chars -= question.answer?.text.length ?? 0;
    question.answer = null;
  }

  #isUnwritten(tables: readonly string[], since: number): boolean {
    return tables.every((table) => (this.#written.get(table) ?? 0) <= since);
  }
}

function isFresh(answer: Answer | null): answer is Answer {
  return answer !== null && performance.now() - answer.at <= LIMITS.trueAnswerMs;
}

/** Parameters as JSON; null for long ones, and for many: thirty thousand numbers have no characters. */
function rememberable(params: NonNullable<Query["params"]>): string | null {
  if (parameterChars(params) > LIMITS.lookUpChars) return null;
  const text = JSON.stringify(params);
  return text.length > LIMITS.lookUpChars ? null : text;
}

function nameOf(role: Role, text: string): string {
  return `${role} ${text}`;
}
