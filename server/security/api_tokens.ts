/**
 * API tokens: what a machine (an ERP, a Prometheus) shows instead of a person's session. The owner makes them, each for what
 * it names and nothing else; they hold until they are revoked, in either mode. Only a hash is stored.
 */
import { hash as digest, randomBytes, randomUUID } from "node:crypto";
import { AppError, say } from "../../shared/errors.ts";
import { LIMITS } from "../../shared/limits.ts";
import { API_TOKEN_PREFIX, type Scope } from "../../shared/scopes.ts";
import type { Mode } from "../../shared/roles.ts";
import { SERVER } from "../database/actors.ts";
import type { Actor } from "../database/application.ts";
import type { Clock } from "../database/clock.ts";
import type { DatabaseService } from "../database/service.ts";

export interface ApiToken {
  readonly id: number;
  readonly publicId: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  /** RFC 3339. */
  readonly createdAt: string;
  readonly createdBy: string;
  /** RFC 3339, to within `LIMITS.apiTokenSeenMs`; null until it is used. */
  usedAt: string | null;
}

interface TokenRow {
  id: number;
  public_id: string;
  hash: string;
  name: string;
  scopes: string;
  created_at: string;
  created_by: string;
  used_at: string | null;
}

export class ApiTokens {
  /** By the hash of what is shown. */
  readonly #tokens = new Map<string, ApiToken>();
  /** Those whose revocation is not on disk yet: they open nothing, and the owner can ask once more. */
  readonly #refused = new Set<ApiToken>();

  constructor(readonly database: DatabaseService, readonly clock: Clock) {}

  async start(): Promise<void> {
    const rows = await this.database.read<TokenRow>(
      "SELECT id, public_id, hash, name, scopes, created_at, created_by, used_at FROM _api_tokens WHERE revoked_at IS NULL ORDER BY id",
    );
    for (const row of rows) {
      this.#tokens.set(row.hash, {
        id: row.id,
        publicId: row.public_id,
        name: row.name,
        scopes: JSON.parse(row.scopes),
        createdAt: row.created_at,
        createdBy: row.created_by,
        usedAt: row.used_at,
      });
    }
  }

  /** Those that hold, the oldest first. */
  get open(): readonly ApiToken[] {
    return [...this.#tokens.values()];
  }

  /** Resolves to the token and what is to be shown, which is told this once. `invalid_body` for a name that another holds. */
  async make(name: string, scopes: readonly Scope[], actor: Actor): Promise<{ token: ApiToken; secret: string }> {
    const secret = `${API_TOKEN_PREFIX}${randomBytes(32).toString("base64url")}`;
    const hash = digest("sha256", secret);
    const publicId = randomUUID();
    const { body } = await this.database.command("engine.api_token_make", actor, {
      public_id: publicId,
      hash,
      name,
      scopes: [...scopes],
    });
    const { id, at } = JSON.parse(body) as { id: number; at: string };
    const token: ApiToken = { id, publicId, name, scopes, createdAt: at, createdBy: actor.username, usedAt: null };
    this.#tokens.set(hash, token);
    return { token, secret };
  }

  /** It opens nothing from this moment on, also where the database could not be told: then this throws, and may be asked again. */
  async revoke(publicId: string, actor: Actor): Promise<void> {
    const found = [...this.#tokens].find(([, token]) => token.publicId === publicId);
    if (found === undefined) {
      throw new AppError("not_found", { reason: say("Cette clé d'accès n'est pas connue", "This API token is not known") });
    }
    const [hash, token] = found;
    this.#refused.add(token);
    await this.database.command("engine.api_token_revoke", actor, { public_id: publicId });
    this.#tokens.delete(hash);
    this.#refused.delete(token);
  }

  /** The token that is shown, if it holds. */
  authenticate(secret: string): ApiToken {
    const token = this.#tokens.get(digest("sha256", secret));
    if (token === undefined || this.#refused.has(token)) throw new AppError("unauthenticated");
    this.#used(token);
    return token;
  }

  /** Who holds it, for the database and the journal: no person has a number below zero. */
  actor({ id, name, publicId }: ApiToken, mode: Mode, address: string): Actor {
    return { userId: -id, username: name, role: null, mode, address, sessionId: publicId };
  }

  #used(token: ApiToken): void {
    const now = this.clock.now();
    if (token.usedAt !== null && Math.abs(now - Date.parse(token.usedAt)) < LIMITS.apiTokenSeenMs) return;
    token.usedAt = new Date(now).toISOString();
    this.database.command("engine.api_token_used", SERVER, { public_id: token.publicId }).catch((error: Error) => {
      console.error(`the last use of an API token was not noted: ${error.message}`);
    });
  }
}
