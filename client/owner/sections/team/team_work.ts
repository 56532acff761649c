/** Accounts as the owner changes them, who is signed in, and what each role may do. */
import type { Mode, Role } from "../../../../shared/roles.ts";
import type { User } from "../../../../shared/protocol.ts";
import { attempt } from "../../../network/attempt.ts";
import type { Failure } from "../../../network/failure.ts";
import type { Stop } from "../../../network/listeners.ts";
import { LiveList } from "../../../network/live_list.ts";
import type { NetworkClient } from "../../../network/network_client.ts";
import type { OwnerWork } from "../../store/work.ts";

export interface OpenSession {
  readonly id: string;
  readonly user: User;
  readonly mode: Mode;
  readonly address: string;
  /** What the browser says it is. */
  readonly device: string;
  /** RFC 3339, UTC. */
  readonly since: string;
  readonly last_seen: string;
  readonly expires_at: string;
  readonly sockets: number;
  /** The one that asks. */
  readonly current: boolean;
}

export interface TableRights {
  readonly name: string;
  readonly columns: readonly string[];
  readonly rights: readonly {
    readonly role: Role;
    readonly select: boolean;
    readonly insert: readonly string[];
    readonly update: readonly string[];
    readonly delete: boolean;
  }[];
}

export interface AccountChange {
  readonly name?: string;
  readonly role?: Role;
  readonly active?: boolean;
  readonly password?: string;
}

/** Milliseconds after which sessions are asked for again: that one of no socket comes or goes is told by nothing. */
const AGAIN_MS = 10_000;

export class TeamWork {
  readonly sessions: LiveList<OpenSession>;
  readonly rights: LiveList<TableRights>;
  #stopPresence: Stop | null = null;
  #stopTimer: Stop | null = null;

  constructor(readonly client: NetworkClient, readonly owner: OwnerWork) {
    this.sessions = new LiveList(client, ["equipe"], () => asked<OpenSession>(client, "/api/sessions", "sessions"));
    this.rights = new LiveList(client, [], () => asked<TableRights>(client, "/api/rights", "tables"));
  }

  start(): void {
    this.sessions.start();
    this.rights.start();
    this.#stopPresence = this.client.onPresence(() => void this.sessions.refresh());
    this.#again();
  }

  stop(): void {
    this.#stopTimer?.();
    this.#stopPresence?.();
    this.sessions.stop();
    this.rights.stop();
  }

  change(id: number, change: AccountChange): Promise<Failure | null> {
    return attempt(async () => {
      await this.client.request("PATCH", `/api/users/${id}`, change);
      await Promise.all([this.owner.accounts.refresh(), this.sessions.refresh()]);
    });
  }

  /** Null takes it away. */
  setPin(id: number, pin: string | null): Promise<Failure | null> {
    return attempt(async () => {
      await this.client.request("PUT", `/api/users/${id}/pin`, { pin });
      await this.owner.accounts.refresh();
    });
  }

  changeOwnPassword(current: string, next: string): Promise<Failure | null> {
    return attempt(async () => {
      await this.client.request("PUT", "/api/auth/password", { current, new: next });
      await this.sessions.refresh();
    });
  }

  end(session: OpenSession): Promise<Failure | null> {
    return attempt(async () => {
      await this.client.request("DELETE", `/api/sessions/${encodeURIComponent(session.id)}`);
      await this.sessions.refresh();
    });
  }

  #again(): void {
    this.#stopTimer = this.client.platform.after(AGAIN_MS, () => {
      void this.sessions.refresh();
      this.#again();
    });
  }
}

async function asked<T>(client: NetworkClient, path: string, field: string): Promise<readonly T[]> {
  return (await client.request("GET", path) as Readonly<Record<string, readonly T[]>>)[field]!;
}
