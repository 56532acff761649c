/** Who is there, and what of the server everybody must know: one frame for all who asked for it, when they come and at each change. */
import { LIMITS } from "../../shared/limits.ts";
import type { PresenceMessage, PresentPerson } from "../../shared/protocol.ts";
import type { Receiver } from "./receiver.ts";
import type { Receivers } from "./receivers.ts";

export class Presence {
  /** Since when each person has been there, RFC 3339; a page that is loaded again leaves no gap. */
  readonly #since = new Map<number, string>();
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(
    readonly receivers: Receivers,
    readonly now: () => number,
    readonly isDiskLow: () => boolean,
  ) {}

  /** Somebody came or went, or the disk is low: those who want to know are told soon, once for all that happens meanwhile. */
  changed(): void {
    if (this.#timer !== null) return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#tellAll();
    }, LIMITS.presenceMs);
    Deno.unrefTimer(this.#timer as unknown as number);
  }

  /** Tells one who has just been greeted and told what it missed. */
  greet(receiver: Receiver): void {
    if (receiver.wantsPresence && this.receivers.has(receiver)) this.#tell(receiver, this.#text());
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #tellAll(): void {
    const text = this.#text();
    for (const receiver of this.receivers) {
      if (!receiver.wantsPresence || !receiver.live || receiver.presence === text) continue;
      // What is unsent may hold an older one: it gets the newest when it has read, and none in between.
      if (receiver.socket.bufferedAmount > 0) this.changed();
      else this.#tell(receiver, text);
    }
  }

  #tell(receiver: Receiver, text: string): void {
    receiver.presence = text;
    this.receivers.send(receiver, text);
  }

  /** One entry per person, in the order in which they came. */
  #text(): string {
    const users = new Map([...this.receivers].filter(({ greeted }) => greeted).map(({ session: { user } }) => [user.id, user]));
    for (const id of this.#since.keys()) if (!users.has(id)) this.#since.delete(id);
    const now = new Date(this.now()).toISOString();
    for (const id of users.keys()) if (!this.#since.has(id)) this.#since.set(id, now);
    const people = [...this.#since].map(([id, since]): PresentPerson => {
      const { username, name, role } = users.get(id)!;
      return { user_id: id, username, name, role, since };
    });
    const warning = this.isDiskLow() ? { disk_low: true } as const : {};
    return JSON.stringify({ type: "presence", people, ...warning } satisfies PresenceMessage);
  }
}
