/** What a till may say on its socket: a ping, of bounded size and number. */
import { Buffer } from "node:buffer";
import { LIMITS } from "../../shared/limits.ts";
import { CLOSE } from "../../shared/protocol.ts";
import type { Receiver } from "./receiver.ts";
import type { Receivers } from "./receivers.ts";

export class Hearing {
  /** `answer` is what a ping is answered by. */
  constructor(readonly receivers: Receivers, readonly answer: () => string) {}

  hear(receiver: Receiver, data: unknown): void {
    if (!this.receivers.has(receiver)) return; // closed, and its peer goes on
    receiver.heard += 1;
    const malformed = receiver.heard > LIMITS.pingsPerHeartbeat ? "too many pings" : whatIsWrong(data);
    if (malformed !== null) return void this.receivers.close(receiver, CLOSE.malformed, malformed);
    // Behind on its replay, a peer that only asks would fill its own buffer: it is answered when it has caught up.
    const behind = !receiver.live && receiver.socket.bufferedAmount > LIMITS.replayUnsentBytes;
    if (!receiver.greeted || behind) receiver.pingWaiting = true;
    else if (receiver.heard <= LIMITS.pingsAnswered) this.receivers.send(receiver, this.answer());
    else this.#gather(receiver);
  }

  /** Answers a crowd of pings by one heartbeat. */
  #gather(receiver: Receiver): void {
    receiver.gathering ??= setTimeout(() => {
      receiver.gathering = null;
      if (this.receivers.has(receiver)) this.receivers.send(receiver, this.answer());
    }, LIMITS.pingsGatheredMs);
  }
}

function whatIsWrong(data: unknown): string | null {
  const bytes = typeof data === "string" ? Buffer.byteLength(data) : sizeOf(data);
  if (bytes > LIMITS.frameBytes) return `a frame may have ${LIMITS.frameBytes} bytes, not ${bytes}`;
  return typeof data === "string" && isPing(data) ? null : "only a ping is understood";
}

function sizeOf(data: unknown): number {
  return data instanceof Blob ? data.size : data instanceof ArrayBuffer ? data.byteLength : 0;
}

function isPing(data: string): boolean {
  try {
    const message = JSON.parse(data) as { type?: unknown } | null;
    return message !== null && typeof message === "object" && message.type === "ping";
  } catch {
    return false;
  }
}
