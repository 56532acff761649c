/**
 * Ends a statement when its time is over, or the steps that it may take, from inside: nothing else can, once
 * it runs in a thread of this process. A function of ours is called for each row that the statement visits,
 * counts, and looks at the clock.
 */
import process from "node:process";
import type { DatabaseSync } from "node:sqlite";
import type { Table } from "../schema/schema.ts";
import { BREAK, breakable, quoteName } from "../sql/sqlite.ts";

/** Visits and changes between two looks at the clock. */
const VISITS = 16;
/** The part of its time after which a look at the processor's clock pays: most are over by then. */
const UNWATCHED = 0.25;
/** How much longer it may take where the machine is busy with something else. */
const PATIENCE = 4;
/** The part of its time that it must have had on a processor, from the first look on, to be over by what it did itself. */
const OWN = 0.25;

export class Meter {
  #ms = Infinity;
  /** Until when the processor's clock is not asked, which costs as much as a short statement. */
  #unwatched = Infinity;
  /** When to look closer, and when it is over whatever the processor did. */
  #until = Infinity;
  #latest = Infinity;
  /** The thread's time on a processor at the first look. */
  #cpu: number | null = null;
  #visits = 0;
  /** Steps that are left, and what a visit takes of them. */
  #steps = Infinity;
  #perVisit = 0;
  #isOver = false;
  #isLong = false;

  constructor(readonly db: DatabaseSync) {
    // A key beyond 2^53 as a number would be an error.
    db.function("_visit", { useBigIntArguments: true }, (_key) => {
      this.tick();
      if (this.#perVisit > 0 && !this.take(this.#perVisit)) this.#isOver = true;
      return this.#isOver ? BREAK : 1;
    });
  }

  /** From now on what runs may take that many milliseconds, and steps where they are counted, all of it together. */
  start(ms: number, steps = Infinity, now = performance.now()): void {
    this.#ms = ms;
    this.#steps = steps;
    this.#perVisit = 0;
    this.#isOver = false;
    this.#isLong = false;
    if (ms === Infinity) return;
    this.#unwatched = now + UNWATCHED * ms;
    this.#until = now + ms;
    this.#latest = this.#until + (PATIENCE - 1) * ms;
    this.#visits = 0;
    this.#cpu = null;
  }

  /** Each visit from here on takes so many steps. */
  charge(steps: number): void {
    this.#perVisit = steps;
  }

  /** Takes steps at once; false where there are not so many left. */
  take(steps: number): boolean {
    return (this.#steps -= steps) >= 0;
  }

  /** Whether time or steps were over before the statement was: it ended with an error that says nothing. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /**
   * Whether it is over by what it did itself, not by what else the machine did: it will be so again. Rows are visited, and the
   * clock looked at, all along; where the first look came too late to tell, the machine was busy.
   */
  get isLong(): boolean {
    return this.#isLong;
  }

  /** Whether it was the steps. */
  get isSpent(): boolean {
    return this.#steps < 0;
  }

  /** Counts one thing done, and looks at the clock at some; true when what runs is to end. */
  tick(): boolean {
    return ++this.#visits % VISITS === 0 ? this.look() : this.#isOver;
  }

  /** Looks at the clock; true when what runs is to end. */
  look(): boolean {
    if (this.#isOver || this.#ms === Infinity) return this.#isOver;
    const now = performance.now();
    if (now <= this.#unwatched) return false;
    this.#cpu ??= cpuMs();
    if (now <= this.#until) return false;
    const used = this.#cpu === null ? Infinity : cpuMs()! - this.#cpu;
    if (used < this.#ms && now < this.#latest) {
      this.#until = now + this.#ms - used;
      return false;
    }
    this.#isLong = used >= OWN * this.#ms;
    return this.#isOver = true;
  }

  /** Lays over each table a view of the same name that is metered. For a connection that reads only. */
  cover(schema: readonly Table[]): void {
    // An index made on the way, or a filter, walks a whole table behind the view's back.
    this.db.exec("PRAGMA automatic_index = OFF; PRAGMA query_only = OFF");
    this.#view(schema, (name) => name);
    this.db.exec("PRAGMA query_only = ON");
  }

  /** The same under a name of its own: see `beside`. */
  layBeside(schema: readonly Table[]): void {
    this.#view(schema, beside);
  }

  #view(schema: readonly Table[], named: (table: string) => string): void {
    for (const { name, primaryKey } of schema) {
      const condition = visit(quoteName(primaryKey[0]!));
      this.db.exec(`CREATE TEMP VIEW ${quoteName(named(name))} AS SELECT * FROM main.${quoteName(name)} WHERE ${condition}`);
    }
  }
}

/** The name of a table's metered view where the table keeps its own. */
export function beside(table: string): string {
  return `_metered_${table}`;
}

/** Milliseconds that this thread was on a processor; null where the runtime cannot tell. */
function cpuMs(): number | null {
  const usage = (process as { threadCpuUsage?(): { user: number; system: number } }).threadCpuUsage?.();
  return usage === undefined ? null : (usage.user + usage.system) / 1_000;
}

/** The condition that meters a walk. It names the key, which every index holds, so that it is asked first and at each row. */
export function visit(key: string): string {
  return breakable(`_visit(${key})`);
}
