/** Following the server's changes for one session: one socket after another, without loss or doubling. */
import {
  CLOSE,
  type DataChangeMessage,
  type PresenceMessage,
  type ResetMessage,
  type ServerMessage,
} from "../../shared/protocol.ts";
import { Feed } from "./feed.ts";
import type { Listeners } from "./listeners.ts";
import { GAP, LiveSocket, RENEWED } from "./live_socket.ts";
import type { Platform } from "./platform.ts";
import { Retry } from "./retry.ts";

/** Milliseconds that a socket must have lived for the next wait to be short again. */
const STABLE_MS = 5_000;

/** What GET /api/auth says after a socket failed: a browser cannot see why it did. */
export type Verdict = "valid" | "ended" | "no_answer" | "trouble";

/** Why everything should be fetched again: following began, or the server cannot replay. */
export type ResetReason = "connected" | ResetMessage["reason"];

export interface ConnectionOwner {
  /** Who wants to know who is there; each socket asks for it if somebody does as it opens. */
  readonly presence: Listeners<PresenceMessage>;
  status(status: "connecting" | "ready" | "reconnecting" | "offline"): void;
  changed(message: DataChangeMessage): void;
  reset(reason: ResetReason): void;
  /** Asked after each failed socket; `ended` ends the connection. */
  judge(): Promise<Verdict>;
  /** The server closed the socket because the session is over. */
  sessionEnded(): void;
}

export class Connection {
  readonly #feed = new Feed();
  readonly #retry: Retry;
  #socket: LiveSocket | null = null;
  #stopped = false;

  constructor(readonly platform: Platform, readonly token: string, readonly owner: ConnectionOwner) {
    this.#retry = new Retry(platform);
    this.#run();
  }

  /** Tries again now rather than after the present wait. */
  wake(): void {
    this.#retry.cutShort();
  }

  /** Goes on with another socket, for what is wanted now; nothing is missed in between. */
  renew(): void {
    this.#socket?.close(RENEWED);
  }

  stop(): void {
    this.#stopped = true;
    this.#retry.cutShort();
    this.#socket?.close();
  }

  async #run(): Promise<void> {
    this.owner.status("connecting");
    while (!this.#stopped) {
      const openedAt = this.platform.now();
      this.#socket = this.#open();
      const code = await this.#socket.ended;
      if (this.#stopped) return;
      if (code === RENEWED) continue;
      if (code === CLOSE.sessionEnded) return this.owner.sessionEnded();
      if (this.platform.now() - openedAt > STABLE_MS) this.#retry.reset();
      this.owner.status("reconnecting");
      if (!await this.#mayGoOn()) return;
    }
  }

  #open(): LiveSocket {
    const presence = this.owner.presence.size === 0 ? "" : "&presence=1";
    const url = `${this.platform.baseUrl.replace(/^http/, "ws")}/ws?together=1${this.#feed.query}${presence}`;
    return new LiveSocket(this.platform, url, this.token, (message) => this.#onMessage(message));
  }

  /** Waits until the session is known to be alive; false when it is not, or nobody wants to know. */
  async #mayGoOn(): Promise<boolean> {
    for (;;) {
      await this.#retry.wait();
      if (this.#stopped) return false;
      const verdict = await this.owner.judge();
      if (this.#stopped || verdict === "ended") return false;
      if (verdict === "valid") return true;
      this.owner.status(verdict === "no_answer" ? "offline" : "reconnecting");
    }
  }

  #onMessage(message: ServerMessage): void {
    if (this.#stopped) return;
    switch (message.type) {
      case "hello": {
        const first = this.#feed.hello(message);
        this.owner.status("ready");
        if (first) this.owner.reset("connected");
        return;
      }
      case "data_change": {
        const verdict = this.#feed.change(message);
        if (verdict === "gap") this.#socket?.close(GAP);
        if (verdict === "new") this.owner.changed(message);
        return;
      }
      case "data_changes":
        return message.all.forEach((one) => this.#onMessage(one));
      case "reset":
        this.#feed.reset();
        return this.owner.reset(message.reason);
      case "presence":
        return this.owner.presence.emit(message);
      case "heartbeat":
        return;
    }
  }
}
