/** The engine's own transactions by name: accounts, sessions, and what else the journal is told. Run by the writer. */
import type { JsonValue } from "../../shared/protocol.ts";
import { LIMITS } from "../../shared/limits.ts";
import type { Command, People, Tx } from "../database/application.ts";
import { accountCommands } from "./account_commands.ts";
import { apiTokenCommands } from "./api_token_commands.ts";
import { journalCommands } from "./journal_commands.ts";
import { pinCommands } from "./pin_commands.ts";
import { sessionCommands } from "./session_commands.ts";

export function engineCommands(people: People): Readonly<Record<string, Command>> {
  return {
    ...accountCommands(people),
    ...sessionCommands,
    ...apiTokenCommands,
    ...pinCommands,
    ...journalCommands,
    "engine.note": note,
    "engine.prune": prune,
    "engine.backup_settings": backupSettings,
    "engine.switch": keepSwitch,
  };
}

/** Writes something that happened outside the database: a refusal, a start, a stop. */
function note(tx: Tx, input: JsonValue): JsonValue {
  const { kind, detail } = input as { kind: string; detail: Record<string, JsonValue> };
  tx.event(kind, detail);
  return null;
}

/** How backups are made by themselves: it stands in every copy. */
function backupSettings(tx: Tx, input: JsonValue): JsonValue {
  tx.run(
    "INSERT INTO _meta (name, value) VALUES ('backup_settings', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
    JSON.stringify(input),
  );
  tx.event("backup_settings", input as Record<string, JsonValue>);
  return null;
}

/** Keeps in the folder that something is on, such as that it is a shop of one PC, or that it is not any more. */
function keepSwitch(tx: Tx, input: JsonValue): JsonValue {
  const { name, on } = input as { name: string; on: boolean };
  const { changes } = on
    ? tx.run("INSERT OR IGNORE INTO _meta (name, value) VALUES (?, '1')", name)
    : tx.run("DELETE FROM _meta WHERE name = ?", name);
  if (changes > 0) tx.event(name, { on });
  return null;
}

/** Drops what has outlived its use: answers to old idempotency keys, sessions ended long ago. */
function prune(tx: Tx): JsonValue {
  const before = new Date(Date.parse(tx.now) - LIMITS.idempotencyMs).toISOString();
  const keys = tx.run("DELETE FROM _idempotency WHERE created_at < ?", before).changes;
  const sessions = tx.run("DELETE FROM _sessions WHERE ended_at < ?", before).changes;
  return { keys, sessions };
}
