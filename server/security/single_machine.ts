/** Whether cashiers and sellers work on the server PC too: by the flag it was started with, or by what its folder keeps. */
import type { Actor } from "../database/application.ts";
import type { DatabaseService } from "../database/service.ts";

type Kept = Pick<DatabaseService, "read" | "command">;

export class SingleMachine {
  #kept = false;

  /** `byFlag`: the start said so, whatever the folder keeps. */
  constructor(readonly database: Kept, readonly byFlag: boolean) {}

  get on(): boolean {
    return this.byFlag || this.#kept;
  }

  /** What the folder keeps. */
  get kept(): boolean {
    return this.#kept;
  }

  async start(): Promise<void> {
    this.#kept = (await this.database.read("SELECT 1 FROM _meta WHERE name = 'single_machine'")).length > 0;
  }

  async keep(on: boolean, actor: Actor): Promise<void> {
    await this.database.command("engine.single_machine", actor, { on });
    this.#kept = on;
  }
}
