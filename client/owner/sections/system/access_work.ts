/** The API tokens of machines, as the owner makes and revokes them. */
import type { Scope } from "../../../../shared/scopes.ts";
import { attempt } from "../../../network/attempt.ts";
import type { Failure } from "../../../network/failure.ts";
import { LiveList } from "../../../network/live_list.ts";
import type { NetworkClient } from "../../../network/network_client.ts";

/** As GET /api/tokens lists it. */
export interface ApiToken {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  /** RFC 3339, UTC. */
  readonly created_at: string;
  readonly created_by: string;
  readonly last_used: string | null;
}

export class AccessWork {
  readonly tokens: LiveList<ApiToken>;

  constructor(readonly client: NetworkClient) {
    this.tokens = new LiveList(client, [], async () => {
      const { tokens } = await client.request("GET", "/api/tokens") as { tokens: readonly ApiToken[] };
      return tokens;
    });
  }

  start(): void {
    this.tokens.start();
  }

  stop(): void {
    this.tokens.stop();
  }

  /** `onMade` is handed what is to be copied now: it is told this once. */
  make(name: string, scopes: readonly Scope[], onMade: (token: string) => void): Promise<Failure | null> {
    return attempt(async () => {
      const { token } = await this.client.request("POST", "/api/tokens", { name, scopes }) as { token: string };
      onMade(token);
      await this.tokens.refresh();
    });
  }

  revoke({ id }: ApiToken): Promise<Failure | null> {
    return attempt(async () => {
      await this.client.request("DELETE", `/api/tokens/${encodeURIComponent(id)}`);
      await this.tokens.refresh();
    });
  }
}
