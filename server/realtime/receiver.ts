/** One open socket and how far it has been told. */
import { LIMITS } from "../../shared/limits.ts";
import type { Session } from "../security/session.ts";

export class Receiver {
  /** The `seq` of the last `data_change` sent, or where the receiver began. */
  prev = 0;
  /** Whether it is told of commits as they happen; before that it is read to from the journal. */
  live = false;
  greeted = false;
  pingWaiting = false;
  /** Frames heard since the last heartbeat. */
  heard = 0;
  /** Set while pings are gathered, to be answered together. */
  gathering: ReturnType<typeof setTimeout> | null = null;

  /** The `presence` that was sent last. */
  presence: string | null = null;

  constructor(
    readonly socket: WebSocket,
    readonly session: Session,
    readonly address: string,
    readonly wantsPresence: boolean,
    /** Whether what is told at once may come in one frame. */
    readonly together: boolean,
  ) {}

  /**
   * Closes the socket. Once the close frame is sent, the runtime takes a frame that comes in for an error and resets the
   * connection, and the peer never learns the code: what it has under way is let in first.
   */
  async hangUp(code: number, reason: string): Promise<void> {
    const since = performance.now();
    let heardAt = since;
    this.socket.onmessage = () => heardAt = performance.now();
    for (;;) {
      const left = Math.min(heardAt + LIMITS.hangUpQuietMs, since + LIMITS.hangUpMs) - performance.now();
      if (left <= 0) break;
      await new Promise((resolve) => setTimeout(resolve, left));
    }
    this.socket.onmessage = null;
    try {
      this.socket.close(code, reason);
    } catch {
      // It was not open yet, or is closed already.
    }
  }

  /** Waits until the peer has read enough for more of a replay; false when it reads nothing for a minute. */
  async drained(): Promise<boolean> {
    let looks = 0;
    let least = Infinity;
    while (this.socket.bufferedAmount > LIMITS.replayUnsentBytes) {
      if (this.socket.readyState !== WebSocket.OPEN || looks++ > LIMITS.replayLooks) return false;
      if (this.socket.bufferedAmount < least) {
        least = this.socket.bufferedAmount;
        looks = 0;
      }
      await new Promise((resolve) => setTimeout(resolve, LIMITS.replayLookMs));
    }
    return true;
  }
}
