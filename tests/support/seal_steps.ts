/** A shop's journal sealed in this process, step by step: what may come between two of them is for a test to do. */
import assert from "node:assert/strict";
import { processClock } from "../../server/database/clock.ts";
import { CONSOLE } from "../../server/database/actors.ts";
import { DataFolder } from "../../server/database/files/folder.ts";
import { journalHead } from "../../server/database/files/head_file.ts";
import { foldLog } from "../../server/database/files/own_files.ts";
import { makeSealed } from "../../server/database/sealing/make_sealed.ts";
import { openReader, openWriter } from "../../server/database/sql/sqlite.ts";
import { makeWriter } from "../../server/database/writing/make_writer.ts";
import { accountsAfter } from "../../server/security/account_trail.ts";
import { engineCommands } from "../../server/security/engine_commands.ts";
import type { Dropping, Sealed } from "../../server/security/journal_commands.ts";
import { shop } from "../../server/shop/application.ts";
import type { JsonValue } from "../../shared/protocol.ts";

export class SealSteps {
  readonly folder: DataFolder;
  readonly #db;
  readonly #writer;

  constructor(dir: string) {
    this.folder = new DataFolder(dir);
    this.#db = openWriter(this.folder.database);
    const commands = engineCommands(shop.people);
    this.#writer = makeWriter(this.#db, {
      folder: this.folder,
      application: shop,
      commands,
      version: "0",
      clock: processClock(),
    });
  }

  /** The file of a year, or of the part of it before a moment, which nobody relies on yet. */
  make(year: number, until = `${year}-12-31T23:00:00.000Z`): Sealed {
    const db = openReader(this.folder.database);
    try {
      const made = makeSealed(db, this.folder.sealed, { year, until });
      assert.ok(made);
      return { ...made, accounts: accountsAfter(db, made.last_seq) };
    } finally {
      db.close();
    }
  }

  record(sealed: Sealed): void {
    this.#run("engine.journal_sealed", sealed as unknown as JsonValue);
  }

  /** The pieces, one by one. */
  *drop(): Generator<Dropping> {
    for (let rest: Dropping | null = { step: "records", place: null }; rest !== null;) {
      yield rest;
      rest = this.#run("engine.journal_drop", rest as unknown as JsonValue) as unknown as Dropping | null;
    }
  }

  /** All of it for a year. */
  seal(year: number): void {
    this.record(this.make(year));
    for (const _ of this.drop());
  }

  /** Leaves the shop in its folder as a server does that stops. */
  async leave(): Promise<void> {
    await journalHead(this.folder, this.folder.key("journal")).write(this.#writer.head);
    foldLog(this.#db);
    this.#db.close();
  }

  #run(name: string, input: JsonValue): JsonValue {
    const [answer] = this.#writer.run([{ actor: CONSOLE, work: { kind: "command", name, input }, idempotency: null }]);
    assert.ok(answer?.ok, JSON.stringify(answer));
    return JSON.parse(answer.body) as JsonValue;
  }
}
