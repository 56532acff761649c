/** The writer's one transaction at a time, and within it the savepoint of the request that is performed. */
import type { DatabaseSync, StatementSync } from "node:sqlite";

export class Transaction {
  readonly #begin: StatementSync;
  readonly #commit: StatementSync;
  readonly #rollback: StatementSync;
  readonly #savepoint: StatementSync;
  readonly #release: StatementSync;
  readonly #undo: StatementSync;

  constructor(readonly db: DatabaseSync) {
    this.#begin = db.prepare("BEGIN IMMEDIATE");
    this.#commit = db.prepare("COMMIT");
    this.#rollback = db.prepare("ROLLBACK");
    this.#savepoint = db.prepare("SAVEPOINT request");
    this.#release = db.prepare("RELEASE request");
    this.#undo = db.prepare("ROLLBACK TO request");
  }

  /** A statement may have ended it: some errors do. */
  get isOpen(): boolean {
    return this.db.isTransaction;
  }

  begin(): void {
    this.#begin.run();
  }

  commit(): void {
    this.#commit.run();
  }

  /** Unless it has ended already. */
  rollBack(): void {
    if (this.isOpen) this.#rollback.run();
  }

  beginRequest(): void {
    this.#savepoint.run();
  }

  keepRequest(): void {
    this.#release.run();
  }

  undoRequest(): void {
    this.#undo.run();
    this.#release.run();
  }
}
