/** The engine's own transactions by name: accounts, sessions, and what else the journal is told. Run by the writer. */
import type { JsonValue } from "../../shared/protocol.ts";
import { LIMITS } from "../../shared/limits.ts";
import type { Command, People, Tx } from "../database/application.ts";
import { accountCommands } from "./account_commands.ts";
import { sessionCommands } from "./session_commands.ts";

export function engineCommands(people: People): Readonly<Record<string, Command>> {
  return { ...accountCommands(people), ...sessionCommands, "engine.note": note, "engine.prune": prune };
}

/** Writes something that happened outside the database: a refusal, a start, a stop. */
function note(tx: Tx, input: JsonValue): JsonValue {
  const { kind, detail } = input as { kind: string; detail: Record<string, JsonValue> };
  tx.event(kind, detail);
  return null;
}

/** Drops what has outlived its use: answers to old idempotency keys, sessions ended long ago. */
function prune(tx: Tx): JsonValue {
  const before = new Date(Date.parse(tx.now) - LIMITS.idempotencyMs).toISOString();
  const keys = tx.run("DELETE FROM _idempotency WHERE created_at < ?", before).changes;
  const sessions = tx.run("DELETE FROM _sessions WHERE ended_at < ?", before).changes;
  return { keys, sessions };
}
