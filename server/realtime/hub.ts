/**
 * The hub tells every till what was committed: one frame each, in `seq` order, holding only what the
 * receiver's role may see. Who was away is told from the journal what it missed.
 */
import { LIMITS } from "../../shared/limits.ts";
import { CLOSE } from "../../shared/protocol.ts";
import type { Role } from "../../shared/roles.ts";
import type { Rights } from "../database/application.ts";
import type { Commit } from "../database/jobs.ts";
import type { DatabaseService } from "../database/service.ts";
import type { Session } from "../security/session.ts";
import { Told } from "./frames.ts";
import { Hearing } from "./hearing.ts";
import { Presence } from "./presence.ts";
import { Receiver } from "./receiver.ts";
import { Receivers } from "./receivers.ts";
import { Replay } from "./replay.ts";
import { type Since, Welcome } from "./welcome.ts";

/** What a client asks for in its socket's address. */
export interface Wish {
  readonly since: Since | null;
  readonly presence: boolean;
  /** What is told at once may come in one frame. */
  readonly together: boolean;
}

/** The data folder's; see `DiskSpace`. */
interface Disk {
  readonly low: boolean;
  onChange: (() => void) | null;
}

export class Hub {
  readonly #receivers = new Receivers();
  readonly #visible: ReadonlyMap<Role, ReadonlySet<string>>;
  readonly #welcome: Welcome;
  readonly #hearing: Hearing;
  readonly #presence: Presence;
  /** Told when somebody comes or goes. */
  onPresence: () => void = () => {};
  #head: number;
  #heartbeat: ReturnType<typeof setInterval> | null = null;

  constructor(database: DatabaseService, rights: Rights, readonly epoch: string, now: () => number, disk: Disk) {
    this.#head = database.head;
    this.#visible = visibleTables(rights);
    this.#welcome = new Welcome(this.#receivers, new Replay(database), epoch, () => this.#head);
    this.#hearing = new Hearing(this.#receivers, () => this.#heartbeatFrame());
    this.#presence = new Presence(this.#receivers, now, () => disk.low);
    disk.onChange = () => this.#presence.changed();
    this.#receivers.onGone = () => this.#someone();
  }

  start(): void {
    this.#heartbeat = setInterval(() => {
      for (const receiver of this.#receivers) {
        receiver.heard = 0;
        if (receiver.live) this.#receivers.send(receiver, this.#heartbeatFrame());
      }
    }, LIMITS.heartbeatMs);
    Deno.unrefTimer(this.#heartbeat as unknown as number);
  }

  /** Resolves when everybody has been told. */
  async stop(): Promise<void> {
    if (this.#heartbeat !== null) clearInterval(this.#heartbeat);
    const told = [...this.#receivers].map((receiver) => this.#receivers.close(receiver, CLOSE.stopping, "server stopping"));
    this.#presence.stop();
    await Promise.all(told);
  }

  get clients(): { connected: number; by_role: Record<string, number> } {
    return { connected: this.#receivers.size, by_role: this.#receivers.byRole() };
  }

  /** The numbers of those who are connected. */
  get present(): readonly number[] {
    return [...new Set([...this.#receivers].filter(({ greeted }) => greeted).map(({ session }) => session.user.id))];
  }

  get messages(): number {
    return this.#receivers.messages;
  }

  get dropped(): number {
    return this.#receivers.dropped;
  }

  socketsOf(session: Session): number {
    return this.#receivers.socketsOf(session);
  }

  /** Whether one more socket of this session, from this address, is within bounds. */
  hasRoom(session: Session, address: string): boolean {
    return this.#receivers.hasRoom(session, address);
  }

  /** Takes an upgraded socket: greets it, tells it what it missed, then what happens. */
  accept(socket: WebSocket, session: Session, address: string, { since, presence, together }: Wish): void {
    const receiver = new Receiver(socket, session, address, presence, together);
    this.#receivers.add(receiver);
    socket.onopen = () => {
      this.#begin(receiver, since).catch((error: Error) => {
        console.error(`a replay failed: ${error.stack}`);
        this.#receivers.close(receiver, CLOSE.tooSlow, "replay failed");
      });
    };
    socket.onmessage = (event) => this.#hearing.hear(receiver, event.data);
    socket.onclose = () => this.#receivers.forget(receiver);
    socket.onerror = () => this.#receivers.forget(receiver);
  }

  /** Called once for each batch of commits, in order. */
  publish(commits: readonly Commit[], head: number): void {
    this.#head = head;
    if (this.#receivers.size === 0) return;
    const all = new Map<Role, Told>();
    for (const receiver of this.#receivers) {
      if (!receiver.live) continue; // its replay reads them from the journal
      const { role } = receiver.session.user;
      let told = all.get(role);
      if (told === undefined) all.set(role, told = new Told(commits, this.#visible.get(role)!));
      for (const frame of receiver.together ? told.together : told.each) {
        if (!this.#receivers.sendChange(receiver, frame)) break;
      }
    }
  }

  /** Commits were lost on their way here: everybody comes again and is told from the journal. */
  lost(head: number): void {
    this.#head = head;
    for (const receiver of this.#receivers) this.#receivers.close(receiver, CLOSE.stopping, "start again from the last seq");
  }

  /** Somebody has another name: those who want to know who is there are told. */
  renamed(): void {
    this.#presence.changed();
  }

  /** Closes the sockets of a session that has ended. */
  endSession(session: Session): void {
    for (const receiver of this.#receivers) {
      if (receiver.session === session) this.#receivers.close(receiver, CLOSE.sessionEnded, "session ended");
    }
  }

  async #begin(receiver: Receiver, since: Since | null): Promise<void> {
    const visible = this.#visible.get(receiver.session.user.role)!;
    const from = await this.#welcome.startOf(since, visible);
    if (!this.#receivers.has(receiver)) return;
    // From here to the end of this turn nothing can be committed in between: what follows is gapless.
    const head = this.#head;
    receiver.greeted = true;
    this.#someone();
    this.#welcome.greet(receiver, from);
    if (typeof from === "number" && from < head) await this.#welcome.catchUp(receiver, from, visible);
    else {
      receiver.prev = typeof from === "number" ? from : head;
      receiver.live = true;
    }
    this.#presence.greet(receiver);
    if (receiver.pingWaiting) this.#receivers.send(receiver, this.#heartbeatFrame());
  }

  #someone(): void {
    this.#presence.changed();
    this.onPresence();
  }

  #heartbeatFrame(): string {
    return `{"type":"heartbeat","seq":${this.#head}}`;
  }
}

function visibleTables(rights: Rights): Map<Role, Set<string>> {
  const visible = new Map<Role, Set<string>>([["administrateur", new Set()], ["caisse", new Set()], ["vendeur", new Set()]]);
  for (const [table, roles] of Object.entries(rights)) {
    for (const role of Object.keys(roles)) visible.get(role as Role)?.add(table);
  }
  return visible;
}
