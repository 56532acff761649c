/** The transactions of accounts: the first owner, a new account, a changed one. Run by the writer. */
import { say } from "../../shared/errors.ts";
import type { JsonValue } from "../../shared/protocol.ts";
import type { Role } from "../../shared/roles.ts";
import { CONSOLE, HEAD_OFFICE, SERVER } from "../database/actors.ts";
import type { Command, People, Tx } from "../database/application.ts";

interface UserRow {
  id: number;
  username: string;
  name: string;
  role: Role;
  active: number;
}

/** The extras of `not_found`. */
export const NO_SUCH_ACCOUNT = { reason: say("Ce compte n'est pas connu", "This account is not known") } as const;

export function accountCommands(people: People): Readonly<Record<string, Command>> {
  return {
    "engine.setup": (tx, input) => {
      const owner = tx.get("SELECT 1 FROM _users WHERE role = 'administrateur'");
      if (owner !== undefined) tx.fail("already_set_up");
      return addUser(tx, input as unknown as NewUser, "set_up", people);
    },
    "engine.user_add": (tx, input) => addUser(tx, input as unknown as NewUser, "user_added", people),
    "engine.user_change": (tx, input) => changeUser(tx, input as unknown as UserChange, people),
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

/** By which signed records tell what nobody of the shop did: an account of that name would be taken for it. */
const NOBODYS: ReadonlySet<string> = new Set([SERVER, HEAD_OFFICE, CONSOLE].map(({ username }) => username));

function addUser(tx: Tx, { username, name, role, password_hash }: NewUser, event: string, people: People): JsonValue {
  const folded = foldUsername(username);
  const isTaken = NOBODYS.has(folded) || tx.get("SELECT 1 FROM _users WHERE username_folded = ?", folded) !== undefined;
  if (isTaken) tx.fail("username_taken");
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
    // Whoever loses a password or a right has no shorter way in either, and lets nobody else in by one.
    tx.run("DELETE FROM _pins WHERE user_id = ?", BigInt(change.id));
    tx.run("DELETE FROM _pin_devices WHERE opened_by = ?", BigInt(change.id));
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
