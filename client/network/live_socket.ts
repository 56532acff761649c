/** One WebSocket from its opening to its end, with a watchdog for the silence of a dead network. */
import type { ServerMessage } from "../../shared/protocol.ts";
import type { Platform } from "./platform.ts";

/** Milliseconds until `hello`. */
const OPENING_MS = 10_000;
/** Heartbeats that may be missed, with half of one as tolerance. */
const MISSED_HEARTBEATS = 2.5;
/** Close codes of this side: the server fell silent, a change was missed, or another socket is to tell more. */
export const SILENT = 4000;
export const GAP = 4001;
export const RENEWED = 4002;

export class LiveSocket {
  /** Resolves once, with the close code; 1006 when there was none. */
  readonly ended: Promise<number>;
  readonly #socket: WebSocket;
  readonly #settle: (code: number) => void;
  #lastFrame: number;
  #silenceMs = OPENING_MS;
  #stopWatch: () => void = () => {};
  #over = false;

  constructor(readonly platform: Platform, url: string, token: string, readonly onMessage: (message: ServerMessage) => void) {
    const { promise, resolve } = Promise.withResolvers<number>();
    this.ended = promise;
    this.#settle = resolve;
    this.#lastFrame = platform.now();
    this.#socket = platform.openSocket(url, token);
    this.#socket.onmessage = (event) => this.#onFrame(event.data);
    this.#socket.onclose = (event) => this.#end(event.code);
    // An error is always followed by a close; without a handler Deno prints it.
    this.#socket.onerror = (event) => event.preventDefault();
    this.#watch(OPENING_MS);
  }

  /** Ends it from this side. `ended` does not wait for the server's agreement: a dead one never gives it. */
  close(code = 1000): void {
    if (this.#over) return;
    this.#end(code);
    this.#socket.close(code);
  }

  #onFrame(data: unknown): void {
    if (this.#over || typeof data !== "string") return;
    this.#lastFrame = this.platform.now();
    const message = JSON.parse(data) as ServerMessage;
    if (message.type === "hello") this.#silenceMs = message.heartbeat_s * 1000 * MISSED_HEARTBEATS;
    this.onMessage(message);
  }

  /** One timer that looks at the clock, rather than one that every frame sets anew. */
  #watch(ms: number): void {
    this.#stopWatch = this.platform.after(ms, () => {
      const leftMs = this.#lastFrame + this.#silenceMs - this.platform.now();
      if (leftMs > 0) this.#watch(leftMs);
      else this.close(SILENT);
    });
  }

  #end(code: number): void {
    if (this.#over) return;
    this.#over = true;
    this.#stopWatch();
    this.#settle(code);
  }
}
