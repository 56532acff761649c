/**
 * What time it is. Moments come from the PC's clock, which people read, which may be wrong and may jump;
 * durations from one that only ever counts on. Nothing else of the server looks at a clock.
 */
import type { DatabaseSync } from "node:sqlite";
import { LIMITS } from "../../shared/limits.ts";

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Milliseconds since some moment of this process: differences alone mean something, and no jump touches them. */
  elapsed(): number;
  /** Somebody sets it: SQLite, which asks the PC, must be told (see `putClock`). */
  readonly isSet: boolean;
}

/** Names a file that sets the clock of a checkout's server and of every process of its own, for tests. */
export const TEST_CLOCK = "COMPTOIR_TEST_CLOCK";

/** The clock of this process, in whichever thread: the PC's; a test's, unless this is a shop's executable. */
export function processClock(): Clock {
  const file = Deno.build.standalone ? undefined : Deno.env.get(TEST_CLOCK);
  return file === undefined ? PC_CLOCK : fileClock(file);
}

/** The PC's, and nobody sets it. */
export const PC_CLOCK: Clock = { now: Date.now, elapsed: () => performance.now(), isSet: false };

/** What a test's file holds: milliseconds by which the clock was put on, and those that are said to have passed. */
export interface SetClock {
  readonly ahead_ms: number;
  readonly passed_ms: number;
}

/** Read each time, so that every thread and process sees a jump at once. */
function fileClock(file: string): Clock {
  const read = () => JSON.parse(Deno.readTextFileSync(file)) as SetClock;
  return {
    now() {
      const { ahead_ms, passed_ms } = read();
      return Date.now() + ahead_ms + passed_ms;
    },
    elapsed: () => performance.now() + read().passed_ms,
    isSet: true,
  };
}

/** It says what it is told: for what is made at past moments. */
export class ToldClock implements Clock {
  readonly isSet = true;
  /** `at` in milliseconds since 1970. */
  constructor(public at: number) {}

  now(): number {
    return this.at;
  }

  elapsed(): number {
    return this.at;
  }
}

/** The schema's own times (`cree_le`, `modifie_le`) follow a clock that is set: for this connection, strftime answers it. */
export function putClock(db: DatabaseSync, clock: Clock): void {
  // Rules in the file may not call a program's functions otherwise; this file is the program's own.
  db.exec("PRAGMA trusted_schema = ON");
  db.function("strftime", (format, moment) => {
    if (format !== "%Y-%m-%dT%H:%M:%fZ" || moment !== "now") throw new Error(`no strftime of '${format}' and '${moment}' here`);
    return momentOf(clock);
  });
}

/** RFC 3339 in UTC, with milliseconds. */
export function momentOf(clock: Clock): string {
  return textOf(clock.now());
}

/** Many requests share a millisecond: its text is made once. */
function textOf(ms: number): string {
  if (ms !== last.ms) last = { ms, text: new Date(ms).toISOString() };
  return last.text;
}
let last = { ms: NaN, text: "" };

/**
 * The time of what is written, by the journal that it is written into: never before its last record. A clock that is
 * corrected by a little stands still until it is that late; one that was put back by more has to be told of first.
 */
export class WriteClock {
  constructor(readonly clock: Clock) {}

  /** RFC 3339 in UTC, with milliseconds: now, or `last` when that is later. */
  after(last: string): string {
    const text = momentOf(this.clock);
    return text < last ? last : text;
  }

  /** Whether the clock was put back, since `last`, by more than may pass unsaid. */
  wasPutBack(last: string): boolean {
    const ms = this.clock.now();
    return textOf(ms) < last && Date.parse(last) - ms > LIMITS.clockHeldMs;
  }
}
