/** A shop that is made in memory, or in a file of its own, by a clock that is told: the real writer runs the shop's real commands, each at its moment. */
import type { DatabaseSync } from "node:sqlite";
import { SERVER } from "../database/actors.ts";
import type { Actor, Command, Tx } from "../database/application.ts";
import { putClock, ToldClock } from "../database/clock.ts";
import type { DataFolder } from "../database/files/folder.ts";
import { migrate } from "../database/schema/migrations.ts";
import { openWriter } from "../database/sql/sqlite.ts";
import { makeWriter } from "../database/writing/make_writer.ts";
import type { Writer } from "../database/writing/writer.ts";
import { engineCommands } from "../security/engine_commands.ts";
import type { Mode, Role } from "../../shared/roles.ts";
import { shippedSchema } from "../shipped_schema.ts";
import { shop } from "../shop/application.ts";
import { recordZone } from "../shop/time_zone.ts";

interface Parts {
  /** Where its keys lie. */
  readonly folder: DataFolder;
  /** RFC 3339. */
  readonly start: string;
  readonly version: string;
  /** The path of an empty file to make it in; memory where none is named. */
  readonly file?: string;
  /** The PC's, unless another is named. */
  readonly zone?: string;
  /** Whether it is one: a key of its own signs its records. */
  readonly demo?: boolean;
  /** Besides those that a shop has. */
  readonly commands?: Readonly<Record<string, Command>>;
}

export interface ToldShop {
  readonly db: DatabaseSync;
  readonly clock: ToldClock;
  readonly writer: Writer;
}

/** Empty; to be closed by whoever asks for it. */
export async function openToldShop(parts: Parts): Promise<ToldShop> {
  const { folder, start, version, file = ":memory:", zone, demo = false, commands = {} } = parts;
  const db = openWriter(file);
  try {
    const clock = new ToldClock(Date.parse(start));
    putClock(db, clock);
    await migrate(db, shop.migrations, folder.backups, new Date(start), shippedSchema);
    if (demo) db.exec("UPDATE boutique SET demo = 1");
    const within = {
      get: (sql: string) => db.prepare(sql).get(),
      run: (sql: string, ...params: string[]) => db.prepare(sql).run(...params),
    };
    recordZone(within as unknown as Tx, zone);
    const all = { ...engineCommands(shop.people), ...commands };
    return { db, clock, writer: makeWriter(db, { folder, application: shop, commands: all, version, clock }) };
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Somebody of the team; nobody has a password yet. */
export function addPerson(
  { writer }: Pick<ToldShop, "writer">,
  { username, name, role, mode }: { readonly username: string; readonly name: string; readonly role: Role; readonly mode: Mode },
): Actor {
  const work = { kind: "command", name: "engine.user_add", input: { username, name, role, password_hash: "" } } as const;
  const [answer] = writer.run([{ actor: SERVER, work, idempotency: null }]);
  if (answer?.ok !== true) throw new Error(`'${username}' could not be added: ${JSON.stringify(answer)}`);
  const { id } = JSON.parse(answer.body) as { id: number };
  return { userId: id, username, role, mode, address: null, sessionId: null };
}
