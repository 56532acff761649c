/** The engine's own transactions: accounts, sessions and what else the journal is told. Run by the writer. */
import { say } from "../../shared/errors.ts";
import type { JsonValue } from "../../shared/protocol.ts";
import type { Role } from "../../shared/roles.ts";
import type { Command, People, Tx } from "../database/application.ts";
import { LIMITS } from "../../shared/limits.ts";

interface UserRow {
  id: number;
  username: string;
  name: string;
  role: Role;
  active: number;
}

/** The extras of `not_found`. */
export const NO_SUCH_ACCOUNT = { reason: say("Ce compte n'est pas connu", "This account is not known") } as const;

export function engineCommands(people: People): Readonly<Record<string, Command>> {
  return {
    "engine.setup": (tx, input) => {
      const owner = tx.get("SELECT 1 FROM _users WHERE role = 'administrateur'");
      if (owner !== undefined) tx.fail("already_set_up");
      return addUser(tx, input as unknown as NewUser, "set_up", people);
    },
    "engine.user_add": (tx, input) => addUser(tx, input as unknown as NewUser, "user_added", people),
    "engine.user_change": (tx, input) => changeUser(tx, input as unknown as UserChange, people),
    "engine.session_open": openSession,
    "engine.session_end": endSession,
    "engine.sessions_seen": sessionsSeen,
    "engine.note": note,
    "engine.prune": prune,
  };
}

interface NewUser {
  readonly username: string;
  readonly name: string;
  readonly role: Role;
  readonly password_hash: string;
}

/** Names that differ in case or form alone would be taken for each other at the counter. */
export function foldUsername(username: string): string {
  return username.normalize("NFKC").toLowerCase();
}

function addUser(tx: Tx, { username, name, role, password_hash }: NewUser, event: string, people: People): JsonValue {
  const folded = foldUsername(username);
  if (tx.get("SELECT 1 FROM _users WHERE username_folded = ?", folded) !== undefined) tx.fail("username_taken");
  const id = people.nextId(tx);
  tx.run(
    `INSERT INTO _users (id, username, username_folded, name, role, password_hash, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)`,
    id,
    username,
    folded,
    name,
    role,
    password_hash,
    tx.now,
  );
  people.accountChanged(tx, { id, name, role, active: true });
  tx.event(event, { user_id: id, username, role });
  return { id, username, name, role, active: true };
}

interface UserChange {
  readonly id: number;
  readonly name?: string;
  readonly role?: Role;
  readonly active?: boolean;
  readonly password_hash?: string;
  /** The hash of the session that stays when the others end. */
  readonly keep?: string;
}

function changeUser(tx: Tx, change: UserChange, people: People): JsonValue {
  const before = tx.get("SELECT id, username, name, role, active FROM _users WHERE id = ?", BigInt(change.id)) as
    | UserRow
    | undefined;
  if (before === undefined) return tx.fail("not_found", NO_SUCH_ACCOUNT);
  const name = change.name ?? before.name;
  const role = change.role ?? before.role;
  const active = change.active ?? before.active === 1;
  tx.run("UPDATE _users SET name = ?, role = ?, active = ? WHERE id = ?", name, role, active ? 1n : 0n, BigInt(change.id));
  if (tx.get("SELECT 1 FROM _users WHERE role = 'administrateur' AND active = 1") === undefined) tx.fail("last_owner");
  if (change.password_hash !== undefined) {
    tx.run("UPDATE _users SET password_hash = ? WHERE id = ?", change.password_hash, BigInt(change.id));
  }
  const shutsOut = change.password_hash !== undefined || role !== before.role || !active;
  if (shutsOut) {
    tx.run(
      "UPDATE _sessions SET ended_at = ?, end_reason = 'account_changed' WHERE user_id = ? AND ended_at IS NULL AND id_hash <> ?",
      tx.now,
      BigInt(change.id),
      change.keep ?? "",
    );
  }
  people.accountChanged(tx, { id: change.id, name, role, active });
  tx.event("user_changed", {
    user_id: change.id,
    username: before.username,
    from: { name: before.name, role: before.role, active: before.active === 1 },
    to: { name, role, active },
    password_changed: change.password_hash !== undefined,
  });
  return { account: { id: change.id, username: before.username, name, role, active }, shuts_out: shutsOut };
}

function openSession(tx: Tx, input: JsonValue): JsonValue {
  const { id_hash, public_id, mode, address, device, password_hash } = input as Record<string, string>;
  // Checking a password takes a while: whoever was shut out meanwhile must not slip in.
  const account = tx.get("SELECT name, role, active, password_hash FROM _users WHERE id = ?", BigInt(tx.actor.userId!));
  const same = account?.["active"] === 1 && account["role"] === tx.actor.role && account["password_hash"] === password_hash;
  if (!same) tx.fail("invalid_credentials");
  tx.run(
    `INSERT INTO _sessions (id_hash, public_id, user_id, mode, address, device, created_at, last_seen_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    id_hash!,
    public_id!,
    BigInt(tx.actor.userId!),
    mode!,
    address!,
    device!,
    tx.now,
    tx.now,
  );
  tx.event("sign_in", { device: device! });
  return { name: account!["name"] as string };
}

function endSession(tx: Tx, input: JsonValue): JsonValue {
  const { id_hash, public_id, reason } = input as Record<string, string>;
  const { changes } = tx.run(
    "UPDATE _sessions SET ended_at = ?, end_reason = ? WHERE id_hash = ? AND ended_at IS NULL",
    tx.now,
    reason!,
    id_hash!,
  );
  if (changes > 0) tx.event(reason === "signed_out" ? "sign_out" : "session_ended", { session: public_id!, reason: reason! });
  return null;
}

function sessionsSeen(tx: Tx, input: JsonValue): JsonValue {
  // Both by the clock as it stands now: it may have been put right since the session began.
  const ago = (ms: number) => new Date(Date.parse(tx.now) - ms).toISOString();
  for (const { id_hash, age_ms, idle_ms } of input as { id_hash: string; age_ms: number; idle_ms: number }[]) {
    tx.run("UPDATE _sessions SET created_at = ?, last_seen_at = ? WHERE id_hash = ?", ago(age_ms), ago(idle_ms), id_hash);
  }
  return null;
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
