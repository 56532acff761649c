/** The names of those who are signed in: they may change under an open session, and are read anew then. */
import type { DatabaseService } from "../database/service.ts";
import type { Session } from "./session.ts";

export class SessionNames {
  #reading = false;
  #due = false;

  /** `renamed` hears of each session whose holder has another name. */
  constructor(
    readonly database: DatabaseService,
    readonly open: () => readonly Session[],
    readonly renamed: () => void,
  ) {}

  /** A person's new name, at once in every session. */
  rename(userId: number, name: string): void {
    for (const session of this.open()) if (session.user.id === userId) this.give(session, name);
  }

  give(session: Session, name: string): void {
    if (session.user.name === name) return;
    session.user = { ...session.user, name };
    this.renamed();
  }

  /** Reads them all, for they may have changed. One look at a time: the last one is right. */
  async read(): Promise<void> {
    this.#due = true;
    if (this.#reading) return;
    this.#reading = true;
    try {
      while (this.#due) {
        this.#due = false;
        const ids = new Set(this.open().map((session) => session.user.id));
        const rows = await this.database.read<{ id: number; name: string }>(
          `SELECT id, name FROM _users WHERE id IN (${[...ids].join(", ")})`,
        );
        if (!this.#due) { for (const { id, name } of rows) this.rename(id, name); }
      }
    } catch (error) {
      console.error(`names were not read: ${(error as Error).message}`);
    } finally {
      this.#reading = false;
    }
  }
}
