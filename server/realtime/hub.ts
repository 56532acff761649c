/**
 * The hub tells every till what was committed: one frame each, in `seq` order, holding only what the
 * receiver's role may see. Who was away is told from the journal what it missed.
 */
import { Buffer } from "node:buffer";
import { LIMITS } from "../../shared/limits.ts";
import { CLOSE } from "../../shared/protocol.ts";
import type { Role } from "../../shared/roles.ts";
import type { Rights } from "../database/application.ts";
import type { Commit } from "../database/jobs.ts";
import type { DatabaseService } from "../database/service.ts";
import type { Session } from "../security/session.ts";
import { dataChange, type FrameBody } from "./frames.ts";
import { Presence } from "./presence.ts";
import { Receiver } from "./receiver.ts";
import { Replay } from "./replay.ts";

/** Where a client left off, as it says. */
export interface Since {
  readonly epoch: string | null;
  readonly since: string;
}
/** What a client asks for in its socket's address. */
export interface Wish {
  readonly since: Since | null;
  readonly presence: boolean;
}

export class Hub {
  readonly #receivers = new Set<Receiver>();
  readonly #visible: ReadonlyMap<Role, ReadonlySet<string>>;
  readonly #replay: Replay;
  readonly #presence: Presence;
  #head: number;
  #heartbeat: ReturnType<typeof setInterval> | null = null;
  messages = 0;
  dropped = 0;

  constructor(database: DatabaseService, rights: Rights, readonly epoch: string, now: () => number) {
    this.#head = database.head;
    this.#visible = visibleTables(rights);
    this.#replay = new Replay(database);
    this.#presence = new Presence(this.#receivers, (receiver, text) => this.#send(receiver, text), now);
  }

  start(): void {
    this.#heartbeat = setInterval(() => {
      for (const receiver of this.#receivers) {
        receiver.heard = 0;
        if (receiver.live) this.#send(receiver, this.#heartbeatFrame());
      }
    }, LIMITS.heartbeatMs);
    Deno.unrefTimer(this.#heartbeat as unknown as number);
  }

  /** Resolves when everybody has been told. */
  async stop(): Promise<void> {
    if (this.#heartbeat !== null) clearInterval(this.#heartbeat);
    const told = [...this.#receivers].map((receiver) => this.#close(receiver, CLOSE.stopping, "server stopping"));
    this.#presence.stop();
    await Promise.all(told);
  }

  get clients(): { connected: number; by_role: Record<string, number> } {
    const by_role: Record<string, number> = {};
    for (const { session } of this.#receivers) by_role[session.user.role] = (by_role[session.user.role] ?? 0) + 1;
    return { connected: this.#receivers.size, by_role };
  }

  socketsOf(session: Session): number {
    let count = 0;
    for (const receiver of this.#receivers) if (receiver.session === session) count += 1;
    return count;
  }

  /** Whether one more socket of this session, from this address, is within bounds. */
  hasRoom(session: Session, address: string): boolean {
    if (this.#receivers.size >= LIMITS.sockets) return false;
    let fromAddress = 0;
    for (const receiver of this.#receivers) if (receiver.address === address) fromAddress += 1;
    const bounded = session.mode === "client";
    return this.socketsOf(session) < LIMITS.socketsPerSession && (!bounded || fromAddress < LIMITS.socketsPerAddress);
  }

  /** Takes an upgraded socket: greets it, tells it what it missed, then what happens. */
  accept(socket: WebSocket, session: Session, address: string, { since, presence }: Wish): void {
    const receiver = new Receiver(socket, session, address, presence);
    this.#receivers.add(receiver);
    socket.onopen = () => {
      this.#welcome(receiver, since).catch((error: Error) => {
        console.error(`a replay failed: ${error.stack}`);
        this.#close(receiver, CLOSE.tooSlow, "replay failed");
      });
    };
    socket.onmessage = (event) => this.#hear(receiver, event.data);
    socket.onclose = () => this.#forget(receiver);
    socket.onerror = () => this.#forget(receiver);
  }

  /** Called once for each batch of commits, in order. */
  publish(commits: readonly Commit[], head: number): void {
    this.#head = head;
    if (this.#receivers.size === 0) return;
    for (const commit of commits) {
      const frames = new Map<Role, FrameBody | null>();
      for (const receiver of this.#receivers) {
        if (!receiver.live) continue; // its replay reads this one from the journal
        const role = receiver.session.user.role;
        let frame = frames.get(role);
        if (frame === undefined) frames.set(role, frame = dataChange(commit, this.#visible.get(role)!));
        if (frame !== null) this.#sendChange(receiver, frame);
      }
    }
  }

  /** Commits were lost on their way here: everybody comes again and is told from the journal. */
  lost(head: number): void {
    this.#head = head;
    for (const receiver of this.#receivers) this.#close(receiver, CLOSE.stopping, "start again from the last seq");
  }

  /** Somebody has another name: those who want to know who is there are told. */
  renamed(): void {
    this.#presence.changed();
  }

  /** Closes the sockets of a session that has ended. */
  endSession(session: Session): void {
    for (const receiver of this.#receivers) {
      if (receiver.session === session) this.#close(receiver, CLOSE.sessionEnded, "session ended");
    }
  }

  async #welcome(receiver: Receiver, since: Since | null): Promise<void> {
    const visible = this.#visible.get(receiver.session.user.role)!;
    const from = since === null ? null : await this.#startOf(since, visible);
    if (!this.#receivers.has(receiver)) return;
    // From here to the end of this turn nothing can be committed in between: what follows is gapless.
    const head = this.#head;
    receiver.greeted = true;
    this.#presence.changed();
    this.#send(
      receiver,
      JSON.stringify({
        type: "hello",
        epoch: this.epoch,
        seq: head,
        heartbeat_s: LIMITS.heartbeatMs / 1000,
        user: receiver.session.user,
      }),
    );
    if (typeof from === "string") this.#send(receiver, JSON.stringify({ type: "reset", reason: from }));
    if (typeof from === "number" && from < head) {
      receiver.prev = from;
      await this.#catchUp(receiver, from, visible);
    } else {
      receiver.prev = typeof from === "number" ? from : head;
      receiver.live = true;
    }
    this.#presence.greet(receiver);
    if (receiver.pingWaiting) this.#send(receiver, this.#heartbeatFrame());
  }

  /** The seq to replay from, or why everything must be fetched again. */
  async #startOf({ epoch, since }: Since, visible: ReadonlySet<string>): Promise<number | "epoch_changed" | "history_trimmed"> {
    if (epoch !== this.epoch || !/^\d{1,15}$/.test(since) || Number(since) > this.#head) return "epoch_changed";
    const missed = await this.#replay.count(Number(since), this.#head, visible);
    return missed > LIMITS.replayMessages ? "history_trimmed" : Number(since);
  }

  /** Sends page after page from the journal until the receiver stands at the head, then lets it live. */
  async #catchUp(receiver: Receiver, from: number, visible: ReadonlySet<string>): Promise<void> {
    let cursor = from;
    while (cursor < this.#head) {
      const upTo = this.#head;
      const page = await this.#replay.page(cursor, upTo);
      for (const commit of page.commits) {
        if (!this.#receivers.has(receiver)) return;
        const frame = dataChange(commit, visible);
        if (frame === null) continue;
        if (!(await receiver.drained())) return this.#cut(receiver);
        if (!this.#receivers.has(receiver)) return;
        this.#transmit(receiver, frame.before + receiver.prev + frame.after);
        receiver.prev = commit.seq;
      }
      cursor = page.cursor;
    }
    receiver.live = true;
  }

  #hear(receiver: Receiver, data: unknown): void {
    if (!this.#receivers.has(receiver)) return; // closed, and its peer goes on
    receiver.heard += 1;
    if (receiver.heard > LIMITS.pingsPerHeartbeat) return void this.#close(receiver, CLOSE.malformed, "too many pings");
    const bytes = typeof data === "string" ? Buffer.byteLength(data) : sizeOf(data);
    if (bytes > LIMITS.frameBytes) {
      return void this.#close(receiver, CLOSE.malformed, `a frame may have ${LIMITS.frameBytes} bytes, not ${bytes}`);
    }
    if (typeof data !== "string" || !isPing(data)) {
      return void this.#close(receiver, CLOSE.malformed, "only a ping is understood");
    }
    // Behind on its replay, a peer that only asks would fill its own buffer: it is answered when it has caught up.
    const behind = !receiver.live && receiver.socket.bufferedAmount > LIMITS.replayUnsentBytes;
    if (!receiver.greeted || behind) receiver.pingWaiting = true;
    else if (receiver.heard <= LIMITS.pingsAnswered) this.#send(receiver, this.#heartbeatFrame());
    else this.#gather(receiver);
  }

  /** Answers a crowd of pings by one heartbeat. */
  #gather(receiver: Receiver): void {
    receiver.gathering ??= setTimeout(() => {
      receiver.gathering = null;
      if (this.#receivers.has(receiver)) this.#send(receiver, this.#heartbeatFrame());
    }, LIMITS.pingsGatheredMs);
  }

  #heartbeatFrame(): string {
    return `{"type":"heartbeat","seq":${this.#head}}`;
  }

  #sendChange(receiver: Receiver, frame: FrameBody): void {
    if (this.#send(receiver, frame.before + receiver.prev + frame.after)) receiver.prev = frame.seq;
  }

  #send(receiver: Receiver, text: string): boolean {
    if (receiver.live && receiver.socket.bufferedAmount > LIMITS.unsentBytes) {
      this.#cut(receiver);
      return false;
    }
    return this.#transmit(receiver, text);
  }

  #transmit({ socket }: Receiver, text: string): boolean {
    if (socket.readyState !== WebSocket.OPEN) return false;
    socket.send(text);
    this.messages += 1;
    return true;
  }

  #cut(receiver: Receiver): void {
    this.dropped += 1;
    this.#close(receiver, CLOSE.tooSlow, "too slow");
  }

  #forget(receiver: Receiver): void {
    if (this.#receivers.delete(receiver) && receiver.greeted) this.#presence.changed();
  }

  /** Forgets the socket at once: towards a peer that does not read, `onclose` never comes. */
  #close(receiver: Receiver, code: number, reason: string): Promise<void> {
    this.#forget(receiver);
    return receiver.hangUp(code, reason);
  }
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

function visibleTables(rights: Rights): Map<Role, Set<string>> {
  const visible = new Map<Role, Set<string>>([["administrateur", new Set()], ["caisse", new Set()], ["vendeur", new Set()]]);
  for (const [table, roles] of Object.entries(rights)) {
    for (const role of Object.keys(roles)) visible.get(role as Role)?.add(table);
  }
  return visible;
}
