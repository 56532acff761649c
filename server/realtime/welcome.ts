/** How a receiver begins: greeted, told from the journal what it missed, and from then on told what happens. */
import { LIMITS } from "../../shared/limits.ts";
import { Told } from "./frames.ts";
import type { Receiver } from "./receiver.ts";
import type { Receivers } from "./receivers.ts";
import type { Replay } from "./replay.ts";

/** Where a client left off, as it says. */
export interface Since {
  readonly epoch: string | null;
  readonly since: string;
}

export class Welcome {
  /** `head` is the seq of the last commit that everybody was told of. */
  constructor(
    readonly receivers: Receivers,
    readonly replay: Replay,
    readonly epoch: string,
    readonly head: () => number,
  ) {}

  /** The seq to replay from, or why everything must be fetched again; null for one who asks for nothing of before. */
  async startOf(
    wish: Since | null,
    visible: ReadonlySet<string>,
  ): Promise<number | "epoch_changed" | "history_trimmed" | null> {
    if (wish === null) return null;
    const { epoch, since } = wish;
    if (epoch !== this.epoch || !/^\d{1,15}$/.test(since) || Number(since) > this.head()) return "epoch_changed";
    const missed = await this.replay.count(Number(since), this.head(), visible);
    return missed > LIMITS.replayMessages ? "history_trimmed" : Number(since);
  }

  /** Says hello at the head as it is now, and what must be fetched again. */
  greet(receiver: Receiver, from: number | string | null): void {
    const hello = {
      type: "hello",
      epoch: this.epoch,
      seq: this.head(),
      heartbeat_s: LIMITS.heartbeatMs / 1000,
      user: receiver.session.user,
    };
    this.receivers.send(receiver, JSON.stringify(hello));
    if (typeof from === "string") this.receivers.send(receiver, JSON.stringify({ type: "reset", reason: from }));
  }

  /** Sends page after page from the journal until the receiver stands at the head, then lets it live. */
  async catchUp(receiver: Receiver, from: number, visible: ReadonlySet<string>): Promise<void> {
    receiver.prev = from;
    let cursor = from;
    while (cursor < this.head()) {
      const page = await this.replay.page(cursor, this.head());
      // It comes back, and is told that everything must be fetched again.
      if (cursor < await this.replay.sealedThrough()) return this.receivers.cut(receiver);
      const told = new Told(page.commits, visible);
      for (const frame of receiver.together ? told.together : told.each) {
        if (!this.receivers.has(receiver)) return;
        if (!(await receiver.drained())) return this.receivers.cut(receiver);
        if (!this.receivers.has(receiver)) return;
        this.receivers.transmit(receiver, frame.textAfter(receiver.prev));
        receiver.prev = frame.seq;
      }
      cursor = page.cursor;
    }
    receiver.live = true;
  }
}
