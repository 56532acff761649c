/** What the server tells by itself, for whoever listens: changes, resets, who is there; over the connection of one session at a time. */
import type { DataChangeMessage, PresenceMessage } from "../../shared/protocol.ts";
import { Connection, type ConnectionOwner, type ResetReason } from "./connection.ts";
import { Listeners, type Stop } from "./listeners.ts";
import type { Platform } from "./platform.ts";

export class Following {
  readonly #changes = new Listeners<DataChangeMessage>();
  readonly #resets = new Listeners<ResetReason>();
  readonly #presence = new Listeners<PresenceMessage>();
  #connection: Connection | null = null;

  constructor(readonly platform: Platform) {}

  /** Tells of each change that touches one of these tables, once and in order. */
  onChange(tables: readonly string[], listener: (message: DataChangeMessage) => void): Stop {
    const wanted = new Set(tables);
    return this.#changes.add((message) => {
      const touched = message.tables ?? message.changes.map(({ table }) => table);
      if (touched.some((table) => wanted.has(table))) listener(message);
    });
  }

  /** Tells when what was fetched before can no longer be kept up to date: fetch it again. */
  onReset(listener: (reason: ResetReason) => void): Stop {
    return this.#resets.add(listener);
  }

  /** Tells who is there and how the server is, at each change; the first to ask is told at once. */
  onPresence(listener: (message: PresenceMessage) => void): Stop {
    const stop = this.#presence.add(listener);
    if (this.#presence.size === 1) this.#connection?.renew();
    return stop;
  }

  /** Follows for this session, in the place of the one before. */
  begin(token: string, owner: Pick<ConnectionOwner, "status" | "judge" | "sessionEnded">): void {
    this.end();
    this.#connection = new Connection(this.platform, token, {
      ...owner,
      presence: this.#presence,
      changed: (message) => this.#changes.emit(message),
      reset: (reason) => this.#resets.emit(reason),
    });
  }

  /** Tries again now rather than after the present wait. */
  wake(): void {
    this.#connection?.wake();
  }

  end(): void {
    this.#connection?.stop();
    this.#connection = null;
  }
}
