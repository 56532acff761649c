/** A shop in this very process: its database in memory, its writer, its commands and its questions, under a clock that is told. */
import type { DatabaseSync } from "node:sqlite";
import { addPerson, openToldShop } from "../../server/cli/told_shop.ts";
import { SERVER } from "../../server/database/actors.ts";
import type { Actor, Look } from "../../server/database/application.ts";
import { momentOf, type ToldClock } from "../../server/database/clock.ts";
import { DataFolder } from "../../server/database/files/folder.ts";
import type { WriteJob } from "../../server/database/jobs.ts";
import type { Writer } from "../../server/database/writing/writer.ts";
import { type Read, readerOf } from "../../server/database/sql/sqlite.ts";
import { shop } from "../../server/shop/application.ts";
import { verifyFiscal } from "../../server/shop/fiscal/verification.ts";
import { fiscalKeyName } from "../../server/shop/fiscal/key.ts";
import type { JsonValue, Query } from "../../shared/protocol.ts";
import type { Role } from "../../shared/roles.ts";

// deno-lint-ignore no-explicit-any -- answers of every shape
export type Body = any;
/** What a request was answered: its body, or why not. */
export type Said = { readonly ok: true; readonly body: Body } | {
  readonly ok: false;
  readonly code: string;
  readonly extras: Body;
};

export class Counter {
  readonly #actors = new Map<string, Actor>();
  /** Statements that are prepared once: a day asks the same again. */
  readonly #read: Read;

  private constructor(
    readonly db: DatabaseSync,
    readonly writer: Writer,
    readonly clock: ToldClock,
    readonly folder: DataFolder,
  ) {
    this.#read = readerOf(db);
  }

  /** `day`: the first, `2026-01-05`. */
  static async open(day: string, people: Readonly<Record<string, Role>>): Promise<Counter> {
    const folder = new DataFolder(await Deno.makeTempDir({ prefix: "comptoir-days-" }));
    const { db, writer, clock } = await openToldShop({ folder, start: `${day}T06:00:00.000Z`, version: "days" });
    const counter = new Counter(db, writer, clock, folder);
    for (const [username, role] of Object.entries(people)) {
      const mode = role === "administrateur" ? "server" : "client";
      counter.#actors.set(username, addPerson(counter, { username, name: username, role, mode }));
    }
    return counter;
  }

  async close(): Promise<void> {
    this.db.close();
    await Deno.remove(this.folder.path, { recursive: true });
  }

  /** A command by somebody; nobody is the server itself. */
  ask(who: string, name: string, input: JsonValue): Said {
    return this.#run(who, { kind: "command", name, input });
  }

  /** Its body; throws where it was refused. */
  must(who: string, name: string, input: JsonValue): Body {
    return bodyOf(this.ask(who, name, input), name, input);
  }

  write(who: string, queries: readonly Query[]): void {
    bodyOf(this.#run(who, { kind: "queries", batch: true, queries }), "queries", queries);
  }

  /** One of the shop's questions, as the owner. */
  look(name: string, input: JsonValue): Body {
    const look: Look = {
      actor: this.#actors.get("patron")!,
      now: momentOf(this.clock),
      get: (sql, ...params) => this.#read(sql, ...params)[0],
      all: this.#read,
      fail: (code, extras) => {
        throw new Error(`${name}: ${code} ${JSON.stringify(extras)}`);
      },
    };
    return JSON.parse(JSON.stringify(shop.questions[name]!(look, input)));
  }

  // deno-lint-ignore no-explicit-any -- rows of every shape
  rows(sql: string, ...params: (string | number)[]): any[] {
    return this.#read(sql, ...params).map((row) => ({ ...row }));
  }

  /** Whether all that was signed is whole; what is wrong with it, or null. */
  async verify(): Promise<string | null> {
    const key = await Deno.readTextFile(this.folder.beside(`${fiscalKeyName(false)}.key`));
    const { ok, first_wrong, problem } = await verifyFiscal(this.db, key, { parallel: 16 });
    return ok ? null : `${first_wrong}: ${problem}`;
  }

  #run(who: string, work: WriteJob["work"]): Said {
    this.clock.at += 1_000;
    const actor = who === "" ? SERVER : this.#actors.get(who)!;
    const [answer] = this.writer.run([{ actor, work, idempotency: null, rehearsed: true }]);
    this.writer.takeOwn();
    if (answer?.ok === true) return { ok: true, body: JSON.parse(answer.body) };
    if (answer === undefined || !("code" in answer)) throw new Error(`${JSON.stringify(work)}: ${JSON.stringify(answer)}`);
    return { ok: false, code: answer.code, extras: answer.extras };
  }
}

function bodyOf(said: Said, what: string, asked: unknown): Body {
  if (said.ok) return said.body;
  throw new Error(`${what} was refused: ${said.code} ${JSON.stringify(said.extras)} ${JSON.stringify(asked)}`);
}
