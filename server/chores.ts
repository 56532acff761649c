/** What the application does by itself: asked at short intervals what there is to do, and done by the server's own hand. */
import { LIMITS } from "../shared/limits.ts";
import type { Application } from "./database/application.ts";
import type { Chore } from "./database/work.ts";
import { SERVER } from "./database/actors.ts";
import type { Clock } from "./database/clock.ts";
import type { DatabaseService } from "./database/service.ts";

export class Chores {
  #timer: ReturnType<typeof setInterval> | null = null;
  /** By `clock.elapsed()`: when it is asked again. */
  #due = 0;
  #busy = false;
  /** Chore → why it could not be done last time: told once. */
  readonly #told = new Map<Chore, string>();

  constructor(
    readonly database: Pick<DatabaseService, "ask" | "command">,
    readonly chores: Application["chores"],
    readonly clock: Pick<Clock, "elapsed">,
  ) {}

  start(): void {
    if (this.chores.length === 0) return;
    this.#due = this.clock.elapsed() + LIMITS.choresMs;
    this.#timer = setInterval(() => void this.#look(), LIMITS.choresLookMs);
    Deno.unrefTimer(this.#timer as unknown as number);
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
  }

  async #look(): Promise<void> {
    if (this.#busy || this.clock.elapsed() < this.#due) return;
    this.#busy = true;
    for (const chore of this.chores) await this.#doAll(chore);
    this.#due = this.clock.elapsed() + LIMITS.choresMs;
    this.#busy = false;
  }

  /** What is due after it was done is done at once, such as a month after its last day; the same thing is not done twice. */
  async #doAll(chore: Chore): Promise<void> {
    let done = "null";
    try {
      for (;;) {
        const input = await this.database.ask(chore.question, SERVER, {});
        if (input === "null" || input === done || this.#timer === null) return;
        await this.database.command(chore.command, SERVER, JSON.parse(input));
        done = input;
        this.#told.delete(chore);
      }
    } catch (error) {
      const why = (error as Error).message;
      if (this.#timer === null || this.#told.get(chore) === why) return;
      this.#told.set(chore, why);
      console.error(`${chore.command} was not done: ${why}`);
    }
  }
}
