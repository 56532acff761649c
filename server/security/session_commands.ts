/** The transactions of sessions: opened, used, ended. Run by the writer. */
import type { JsonValue } from "../../shared/protocol.ts";
import type { Command, Tx } from "../database/application.ts";
import { forgetTries } from "./pin_commands.ts";

export const sessionCommands: Readonly<Record<string, Command>> = {
  "engine.session_open": openSession,
  "engine.session_end": endSession,
  "engine.sessions_seen": sessionsSeen,
};

interface NewSession {
  readonly id_hash: string;
  readonly public_id: string;
  readonly mode: string;
  readonly address: string;
  readonly device: string;
  readonly password_hash: string;
  /** By which it is begun, and where. */
  readonly pin?: { readonly hash: string; readonly device: string } | null;
}

function openSession(tx: Tx, input: JsonValue): JsonValue {
  const { id_hash, public_id, mode, address, device, password_hash, pin = null } = input as unknown as NewSession;
  // Checking a password takes a while: whoever was shut out meanwhile must not slip in.
  const account = tx.get("SELECT name, role, active, password_hash FROM _users WHERE id = ?", BigInt(tx.actor.userId!));
  // The same for a PIN that was changed, or taken away.
  const pinStands = pin === null ||
    tx.get("SELECT 1 FROM _pins WHERE user_id = ? AND pin_hash = ?", BigInt(tx.actor.userId!), pin.hash) !== undefined;
  const same = pinStands && account?.["active"] === 1 && account["role"] === tx.actor.role &&
    account["password_hash"] === password_hash;
  if (!same) tx.fail("invalid_credentials");
  tx.run(
    `INSERT INTO _sessions (id_hash, public_id, user_id, mode, address, device, created_at, last_seen_at, by_pin) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    id_hash,
    public_id,
    BigInt(tx.actor.userId!),
    mode,
    address,
    device,
    tx.now,
    tx.now,
    pin === null ? 0n : 1n,
  );
  forgetTries(tx, pin?.device ?? null);
  tx.event("sign_in", { device, ...pin === null ? {} : { by_pin: true } });
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
