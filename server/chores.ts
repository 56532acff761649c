/** What the application does by itself: asked at short intervals what there is to do, and done by the server's own hand. */
import { LIMITS } from "../shared/limits.ts";
import type { Application, Chore } from "./database/application.ts";
import { SERVER } from "./database/actors.ts";
import type { DatabaseService } from "./database/service.ts";

export class Chores {
  #timer: ReturnType<typeof setTimeout> | null = null;
  #stopped = false;
  /** Chore → why it could not be done last time: told once. */
  readonly #told = new Map<Chore, string>();

  constructor(readonly database: DatabaseService, readonly chores: Application["chores"]) {}

  start(): void {
    if (this.#stopped || this.chores.length === 0) return;
    this.#timer = setTimeout(async () => {
      for (const chore of this.chores) await this.#do(chore);
      this.start();
    }, LIMITS.choresMs);
    Deno.unrefTimer(this.#timer as unknown as number);
  }

  stop(): void {
    this.#stopped = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  async #do(chore: Chore): Promise<void> {
    try {
      const input = JSON.parse(await this.database.ask(chore.question, SERVER, {}));
      if (input === null || this.#stopped) return;
      await this.database.command(chore.command, SERVER, input);
      this.#told.delete(chore);
    } catch (error) {
      const why = (error as Error).message;
      if (this.#stopped || this.#told.get(chore) === why) return;
      this.#told.set(chore, why);
      console.error(`${chore.command} was not done: ${why}`);
    }
  }
}
