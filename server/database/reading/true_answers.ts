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
  readonly tables: readonly string[];
  /** The commits that were heard of when it was asked for. */
  readonly heard: number;
  /** When it was kept, in milliseconds of a clock that nobody sets. */
  readonly at: number;
}

/** On what an answer hangs: tables, by their names in lower case; null where on more than their rows. */
type Sources = readonly string[] | null;

export class TrueAnswers {
  /** By role and text. */
  readonly #sources = new LRUCache<string, { readonly tables: Sources }>({ max: LIMITS.preparedStatements });
  /** By role, parameters and text. */
  readonly #answers = new LRUCache<string, Answer>({
    maxSize: LIMITS.trueAnswersChars,
    sizeCalculation: ({ text }, name) => text.length + name.length,
  });
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
    this.#answers.clear();
    for (const table of this.tables) this.#written.set(table, this.#heard);
  }

  /** Whether a reader is to say on what the answers to this text hang. */
  wonders(role: Role, { query }: Query): boolean {
    return query.length <= LIMITS.cachedSqlChars && !this.#sources.has(`${role} ${query}`);
  }

  learn(role: Role, { query }: Query, tables: Sources): void {
    const isTold = tables !== null && tables.every((table) => this.tables.has(table));
    this.#sources.set(`${role} ${query}`, { tables: isTold ? tables : null });
  }

  /** The answer as JSON text; null where it has to be looked for. */
  find(role: Role, query: Query): string | null {
    if (!this.knowsAll() || !isShort(query)) return null;
    const answer = this.#answers.get(nameOf(role, query));
    if (answer === undefined || performance.now() - answer.at > LIMITS.trueAnswerMs) return null;
    return this.#isUnwritten(answer.tables, answer.heard) ? answer.text : null;
  }

  /** Keeps what was answered to a question that was asked when so many commits were `heard` of. */
  keep(role: Role, query: Query, text: LongText, heard: number): void {
    if (typeof text !== "string" || !isShort(query)) return;
    const tables = this.#sources.get(`${role} ${query.query}`)?.tables ?? null;
    if (tables === null || !this.#isUnwritten(tables, heard)) return;
    this.#answers.set(nameOf(role, query), { text, tables, heard, at: performance.now() });
  }

  #isUnwritten(tables: readonly string[], since: number): boolean {
    return tables.every((table) => (this.#written.get(table) ?? 0) <= since);
  }
}

function isShort({ query, params }: Query): boolean {
  return query.length <= LIMITS.cachedSqlChars && parameterChars(params) <= LIMITS.lookUpChars;
}

function nameOf(role: Role, { query, params = [] }: Query): string {
  return `${role} ${JSON.stringify(params)} ${query}`;
}
