/** All open sockets: who they are, what is sent to them, and how one is closed. */
import { LIMITS } from "../../shared/limits.ts";
import { CLOSE } from "../../shared/protocol.ts";
import type { Session } from "../security/session.ts";
import type { ChangeFrame } from "./frames.ts";
import type { Receiver } from "./receiver.ts";

export class Receivers implements Iterable<Receiver> {
  readonly #all = new Set<Receiver>();
  #onGone: () => void = () => {};
  /** Frames sent. */
  messages = 0;
  /** Sockets cut for being too slow. */
  dropped = 0;

  /** Told when one that was greeted has gone. */
  set onGone(listener: () => void) {
    this.#onGone = listener;
  }

  [Symbol.iterator](): Iterator<Receiver> {
    return this.#all.values();
  }

  get size(): number {
    return this.#all.size;
  }

  has(receiver: Receiver): boolean {
    return this.#all.has(receiver);
  }

  add(receiver: Receiver): void {
    this.#all.add(receiver);
  }

  byRole(): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const { session } of this.#all) counts[session.user.role] = (counts[session.user.role] ?? 0) + 1;
    return counts;
  }

  socketsOf(session: Session): number {
    let count = 0;
    for (const receiver of this.#all) if (receiver.session === session) count += 1;
    return count;
  }

  /** Whether one more socket of this session, from this address, is within bounds. */
  hasRoom(session: Session, address: string): boolean {
    if (this.#all.size >= LIMITS.sockets) return false;
    let fromAddress = 0;
    for (const receiver of this.#all) if (receiver.address === address) fromAddress += 1;
    const bounded = session.mode === "client";
    return this.socketsOf(session) < LIMITS.socketsPerSession && (!bounded || fromAddress < LIMITS.socketsPerAddress);
  }

  /** False where it was not sent: the receiver is cut, or gone. */
  sendChange(receiver: Receiver, frame: ChangeFrame): boolean {
    const sent = this.send(receiver, frame.textAfter(receiver.prev));
    if (sent) receiver.prev = frame.seq;
    return sent;
  }

  /** Sends to one who keeps up; who does not is cut. */
  send(receiver: Receiver, text: string): boolean {
    if (receiver.live && receiver.socket.bufferedAmount > LIMITS.unsentBytes) {
      this.cut(receiver);
      return false;
    }
    return this.transmit(receiver, text);
  }

  transmit({ socket }: Receiver, text: string): boolean {
    if (socket.readyState !== WebSocket.OPEN) return false;
    socket.send(text);
    this.messages += 1;
    return true;
  }

  cut(receiver: Receiver): void {
    this.dropped += 1;
    this.close(receiver, CLOSE.tooSlow, "too slow");
  }

  forget(receiver: Receiver): void {
    if (this.#all.delete(receiver) && receiver.greeted) this.#onGone();
  }

  /** Forgets the socket at once: towards a peer that does not read, `onclose` never comes. */
  close(receiver: Receiver, code: number, reason: string): Promise<void> {
    this.forget(receiver);
    return receiver.hangUp(code, reason);
  }
}
