/** Something of the server that is on or off, as its folder keeps it: a copy of the shop is as its original. */
import type { Actor } from "../database/application.ts";
import type { DatabaseService } from "../database/service.ts";

type Kept = Pick<DatabaseService, "read" | "command">;

export class KeptSwitch {
  #kept = false;

  /** `byFlag`: the start said so, whatever the folder keeps. */
  constructor(readonly database: Kept, readonly name: "single_machine" | "https_only", readonly byFlag: boolean) {}

  get on(): boolean {
    return this.byFlag || this.#kept;
  }

  /** What the folder keeps. */
  get kept(): boolean {
    return this.#kept;
  }

  async start(): Promise<void> {
    this.#kept = (await this.database.read("SELECT 1 FROM _meta WHERE name = ?", this.name)).length > 0;
  }

  async keep(on: boolean, actor: Actor): Promise<void> {
    await this.database.command("engine.switch", actor, { name: this.name, on });
    this.#kept = on;
  }
}
