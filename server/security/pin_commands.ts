/**
 * The transactions of PINs: set, a device opened for them, a try. Each try is counted before it is judged, in the database: a
 * hundred at once count as a hundred, and a restart forgets none. Run by the writer.
 */
import { say } from "../../shared/errors.ts";
import type { JsonValue } from "../../shared/protocol.ts";
import { LIMITS } from "../../shared/limits.ts";
import type { Command, Tx } from "../database/application.ts";
import { NO_SUCH_ACCOUNT } from "./account_commands.ts";

export const pinCommands: Readonly<Record<string, Command>> = {
  "engine.pin_set": setPin,
  "engine.pin_device": openDevice,
  "engine.pin_try": tryPin,
};

const NOT_FOR_OWNERS = say("un administrateur n'a pas de code PIN", "an administrateur has no PIN");

/** `pin_hash` null: takes it away. */
function setPin(tx: Tx, input: JsonValue): JsonValue {
  const { user_id, pin_hash } = input as { user_id: number; pin_hash: string | null };
  const account = tx.get("SELECT role FROM _users WHERE id = ?", BigInt(user_id));
  if (account === undefined) return tx.fail("not_found", NO_SUCH_ACCOUNT);
  if (account["role"] === "administrateur" && pin_hash !== null) {
    tx.fail("invalid_body", { field: "pin", reason: NOT_FOR_OWNERS });
  }
  tx.run("DELETE FROM _pins WHERE user_id = ?", BigInt(user_id));
  if (pin_hash !== null) tx.run("INSERT INTO _pins (user_id, pin_hash) VALUES (?, ?)", BigInt(user_id), pin_hash);
  tx.event(pin_hash === null ? "pin_removed" : "pin_set", { user_id });
  return null;
}

/** Somebody who gave a password there lets PINs be used on it, until then. */
function openDevice(tx: Tx, input: JsonValue): JsonValue {
  const { device, until } = input as { device: string; until: string };
  tx.run(
    `INSERT INTO _pin_devices (device, opened_by, until) VALUES (?, ?, ?)
     ON CONFLICT (device) DO UPDATE SET opened_by = excluded.opened_by, until = excluded.until, failures = 0`,
    device,
    BigInt(tx.actor.userId!),
    until,
  );
  tx.event("pin_device_opened", { device, until });
  return null;
}

/** Counts a try; answers what it is to be held against: null for who has no PIN, `locked` once there were too many. */
function tryPin(tx: Tx, input: JsonValue): JsonValue {
  const { device, user_id } = input as { device: string; user_id: number };
  const open = tx.get("SELECT failures FROM _pin_devices WHERE device = ? AND until > ?", device, tx.now);
  if (open === undefined) return tx.fail("pin_not_here");
  if (Number(open["failures"]) >= LIMITS.pinFailuresPerDevice) return { locked: true };
  tx.run("UPDATE _pin_devices SET failures = failures + 1 WHERE device = ?", device);
  const person = tx.get(
    `SELECT u.id, u.username, u.name, u.role, u.password_hash, p.pin_hash, p.failures FROM _pins p JOIN _users u ON u.id = p.user_id
     WHERE p.user_id = ? AND u.active = 1 AND u.role <> 'administrateur'`,
    BigInt(user_id),
  );
  if (person === undefined) return null;
  const { failures, ...account } = person;
  if (Number(failures) >= LIMITS.pinFailures) return { locked: true };
  tx.run("UPDATE _pins SET failures = failures + 1 WHERE user_id = ?", BigInt(user_id));
  if (Number(failures) + 1 === LIMITS.pinFailures) tx.event("pin_last_try", { user_id, device });
  return account as unknown as JsonValue;
}

/** A right PIN, or the password itself: tries begin anew. */
export function forgetTries(tx: Tx, device: string | null): void {
  tx.run("UPDATE _pins SET failures = 0 WHERE user_id = ? AND failures > 0", BigInt(tx.actor.userId!));
  if (device !== null) tx.run("UPDATE _pin_devices SET failures = max(0, failures - 1) WHERE device = ?", device);
}
