/**
 * Notes refusals in the journal: a few from an address each by itself, what follows within the minute
 * as one row with a count, so that a flood of refusals is no flood of rows.
 */
import { LIMITS } from "../../shared/limits.ts";
import type { JsonValue } from "../../shared/protocol.ts";
import type { Actor } from "../database/application.ts";
import type { DatabaseService } from "../database/service.ts";

interface Counted {
  readonly actor: Actor;
  readonly kind: string;
  readonly timer: ReturnType<typeof setTimeout>;
  detail: Readonly<Record<string, JsonValue>>;
  seen: number;
  more: number;
}

export class Refusals {
  readonly #counted = new Map<string, Counted>();
  total = 0;
  constructor(readonly database: DatabaseService) {}

  /** `kind` is `refused`, `sign_in_failed` …; `detail` says what was tried, without secrets. */
  note(kind: string, actor: Actor, detail: Readonly<Record<string, JsonValue>>): void {
    this.total += 1;
    const key = `${kind} ${actor.address} ${actor.userId}`;
    const counted = this.#counted.get(key);
    if (counted !== undefined) {
      counted.seen += 1;
      if (counted.seen <= LIMITS.refusalsEach) return this.#write(kind, actor, detail);
      counted.more += 1;
      counted.detail = detail;
      return;
    }
    if (this.#counted.size >= LIMITS.refusalAddresses) return;
    const timer = setTimeout(() => this.#flush(key), LIMITS.refusalWindowMs);
    Deno.unrefTimer(timer as unknown as number);
    this.#counted.set(key, { actor, kind, timer, detail, seen: 1, more: 0 });
    this.#write(kind, actor, detail);
  }

  /** Writes what was only counted so far. */
  async stop(): Promise<void> {
    for (const key of [...this.#counted.keys()]) this.#flush(key);
    await this.#last;
  }

  #last: Promise<unknown> = Promise.resolve();

  #flush(key: string): void {
    const { actor, kind, timer, detail, more } = this.#counted.get(key)!;
    clearTimeout(timer);
    this.#counted.delete(key);
    if (more > 0) this.#write(kind, actor, { ...detail, count: more });
  }

  #write(kind: string, actor: Actor, detail: Readonly<Record<string, JsonValue>>): void {
    this.#last = this.database.command("engine.note", actor, { kind, detail }).catch((error: Error) => {
      console.error(`a refusal was not noted: ${error.message}`);
    });
  }
}
