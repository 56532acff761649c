/** The transactions of API tokens: made, used, revoked. Run by the writer. */
import type { JsonValue } from "../../shared/protocol.ts";
import { LIMITS } from "../../shared/limits.ts";
import { say } from "../../shared/errors.ts";
import type { Command, Tx } from "../database/application.ts";

export const apiTokenCommands: Readonly<Record<string, Command>> = {
  "engine.api_token_make": make,
  "engine.api_token_used": used,
  "engine.api_token_revoke": revoke,
};

function make(tx: Tx, input: JsonValue): JsonValue {
  const { public_id, hash, name, scopes } = input as { public_id: string; hash: string; name: string; scopes: string[] };
  const others = tx.all("SELECT name FROM _api_tokens WHERE revoked_at IS NULL");
  if (others.some((other) => other["name"] === name)) {
    tx.fail("invalid_body", {
      field: "name",
      reason: say("une autre clé d'accès porte déjà ce nom", "another API token has this name already"),
    });
  }
  if (others.length >= LIMITS.apiTokens) {
    tx.fail("invalid_body", {
      reason: say(`au plus ${LIMITS.apiTokens} clés d'accès à la fois`, `at most ${LIMITS.apiTokens} API tokens at a time`),
    });
  }
  const { id } = tx.get(
    `INSERT INTO _api_tokens (public_id, hash, name, scopes, created_at, created_by) VALUES (?, ?, ?, ?, ?, ?) RETURNING id`,
    public_id,
    hash,
    name,
    JSON.stringify(scopes),
    tx.now,
    tx.actor.username,
  )!;
  tx.event("api_token_made", { api_token: public_id, name, scopes });
  return { id: id as number, at: tx.now };
}

function used(tx: Tx, input: JsonValue): JsonValue {
  tx.run("UPDATE _api_tokens SET used_at = ? WHERE public_id = ?", tx.now, (input as { public_id: string }).public_id);
  return null;
}

function revoke(tx: Tx, input: JsonValue): JsonValue {
  const { public_id } = input as { public_id: string };
  const { changes } = tx.run(
    "UPDATE _api_tokens SET revoked_at = ? WHERE public_id = ? AND revoked_at IS NULL",
    tx.now,
    public_id,
  );
  if (changes > 0) tx.event("api_token_revoked", { api_token: public_id });
  return null;
}
