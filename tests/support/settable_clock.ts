/** A clock of a server that a test sets. */
import { existsSync } from "node:fs";
import type { SetClock } from "../../server/database/clock.ts";

/** The file by which a test sets the clock of a server and of all its processes. */
export class SettableClock {
  private constructor(readonly file: string) {}

  static of(dir: string): SettableClock {
    return new SettableClock(`${dir}.clock`);
  }

  get exists(): boolean {
    return existsSync(this.file);
  }

  /** Puts the PC's clock to a time, as a person or a time server does: no time passes. */
  put(at: string): void {
    const { passed_ms } = this.#set;
    this.#write({ ahead_ms: Date.parse(at) - Date.now() - passed_ms, passed_ms });
  }

  /** Lets time pass. */
  pass(ms: number): void {
    const { ahead_ms, passed_ms } = this.#set;
    this.#write({ ahead_ms, passed_ms: passed_ms + ms });
  }

  get #set(): SetClock {
    return this.exists ? JSON.parse(Deno.readTextFileSync(this.file)) : { ahead_ms: 0, passed_ms: 0 };
  }

  /** At once or not at all: it is read at any moment. */
  #write(set: SetClock): void {
    Deno.writeTextFileSync(`${this.file}.part`, JSON.stringify(set));
    Deno.renameSync(`${this.file}.part`, this.file);
  }
}
