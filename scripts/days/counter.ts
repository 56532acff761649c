/** A shop in this very process: its database in memory, its writer, its commands and its questions, under a clock that is told. */
import type { DatabaseSync } from "node:sqlite";
import { SERVER } from "../../server/database/actors.ts";
import type { Actor, Look, Tx } from "../../server/database/application.ts";
import { momentOf, putClock, ToldClock } from "../../server/database/clock.ts";
import { DataFolder } from "../../server/database/files/folder.ts";
import type { WriteJob } from "../../server/database/jobs.ts";
import { migrate } from "../../server/database/schema/migrations.ts";
import { openWriter } from "../../server/database/sql/sqlite.ts";
import { makeWriter } from "../../server/database/writing/make_writer.ts";
import type { Writer } from "../../server/database/writing/writer.ts";
import { engineCommands } from "../../server/security/engine_commands.ts";
import { shop } from "../../server/shop/application.ts";
import { verifyFiscal } from "../../server/shop/fiscal/verification.ts";
import { fiscalKeyName } from "../../server/shop/fiscal/key.ts";
import { recordZone } from "../../server/shop/time_zone.ts";
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

  private constructor(
    readonly db: DatabaseSync,
    readonly writer: Writer,
    readonly clock: ToldClock,
    readonly folder: DataFolder,
  ) {}

  /** `day`: the first, `2026-01-05`. */
  static async open(day: string, people: Readonly<Record<string, Role>>): Promise<Counter> {
    const folder = new DataFolder(await Deno.makeTempDir({ prefix: "comptoir-days-" }));
    const db = openWriter(":memory:");
    const clock = new ToldClock(Date.parse(`${day}T06:00:00.000Z`));
    putClock(db, clock);
    await migrate(db, shop.migrations, folder.backups, new Date(clock.at));
    recordZone({
      get: (sql: string) => db.prepare(sql).get(),
      run: (sql: string, ...params: string[]) => db.prepare(sql).run(...params),
    } as unknown as Tx);
    const writer = makeWriter(db, { folder, application: shop, commands: engineCommands(shop.people), version: "days", clock });
    const counter = new Counter(db, writer, clock, folder);
    for (const [username, role] of Object.entries(people)) {
      const { id } = counter.must("", "engine.user_add", { username, name: username, role, password_hash: "" });
      const mode = role === "administrateur" ? "server" : "client";
      counter.#actors.set(username, { userId: id, username, role, mode, address: null, sessionId: null });
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
    const statement = (sql: string) => this.db.prepare(sql);
    const look: Look = {
      actor: this.#actors.get("patron")!,
      now: momentOf(this.clock),
      get: (sql, ...params) => statement(sql).get(...params),
      all: (sql, ...params) => statement(sql).all(...params),
      fail: (code, extras) => {
        throw new Error(`${name}: ${code} ${JSON.stringify(extras)}`);
      },
    };
    return JSON.parse(JSON.stringify(shop.questions[name]!(look, input)));
  }

  // deno-lint-ignore no-explicit-any -- rows of every shape
  rows(sql: string, ...params: (string | number)[]): any[] {
    return this.db.prepare(sql).all(...params).map((row) => ({ ...row }));
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
