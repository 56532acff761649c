/**
 * Screens that show what the application has for them: each holds a key instead of a session, is sent all that it shows
 * whenever that changes, and is heard by nobody.
 */
import { AppError, type ErrorCode } from "../../shared/errors.ts";
import { LIMITS } from "../../shared/limits.ts";
import { CLOSE, type JsonValue } from "../../shared/protocol.ts";
import { anonymous } from "../database/actors.ts";
import type { DisplayWork } from "../database/work.ts";
import type { DatabaseService } from "../database/service.ts";

/** What passes by itself. */
const DATABASE_AWAY: ReadonlySet<ErrorCode> = new Set(["busy", "database_unavailable"]);

interface Screen {
  readonly socket: WebSocket;
  readonly key: string;
  readonly address: string;
  /** What it was sent last. */
  shows: string | null;
}

export class Displays {
  readonly #screens = new Set<Screen>();
  /** What was answered lately, by the id that it was asked about; the oldest first. */
  readonly #answered = new Map<string, JsonValue>();
  #timer: ReturnType<typeof setTimeout> | null = null;
  #heartbeat: ReturnType<typeof setInterval> | null = null;
  #looking = false;
  /** What is to be looked at has changed since the look under way began. */
  #again = false;

  /** `presents` answers the numbers of those who are connected. */
  constructor(
    readonly database: Pick<DatabaseService, "ask">,
    readonly work: DisplayWork | null,
    readonly presents: () => readonly number[],
  ) {}

  start(): void {
    // What ends by itself (thanks, a hold, a key) is seen then, and a line that is dead is known by its silence.
    this.#heartbeat = setInterval(() => {
      for (const screen of this.#screens) this.#send(screen, '{"type":"heartbeat"}');
      void this.#look();
    }, LIMITS.heartbeatMs);
    Deno.unrefTimer(this.#heartbeat as unknown as number);
  }

  stop(): void {
    if (this.#heartbeat !== null) clearInterval(this.#heartbeat);
    if (this.#timer !== null) clearTimeout(this.#timer);
    for (const screen of this.#screens) this.#end(screen, CLOSE.stopping, "server stopping");
  }

  /** Whether one more from this address is within bounds. */
  hasRoom(address: string): boolean {
    const fromThere = [...this.#screens].filter((screen) => screen.address === address).length;
    return this.#screens.size < LIMITS.displays && fromThere < LIMITS.displaysPerAddress;
  }

  /** Takes an upgraded socket; one whose key opens nothing is told so by its close code, for a browser sees no other. */
  accept(socket: WebSocket, key: string, address: string): void {
    const screen: Screen = { socket, key, address, shows: null };
    this.#screens.add(screen);
    socket.onopen = () => void this.#show([screen]);
    socket.onmessage = () => this.#end(screen, CLOSE.malformed, "nothing is understood");
    socket.onclose = socket.onerror = () => this.#screens.delete(screen);
  }

  /** A command answered something about this id that may be shown. */
  answered(id: string, answer: JsonValue): void {
    this.#answered.delete(id);
    this.#answered.set(id, answer);
    for (const oldest of this.#answered.keys()) {
      if (this.#answered.size <= LIMITS.displayAnswers) break;
      this.#answered.delete(oldest);
    }
    this.#soon();
  }

  /** Something was written, whatever it is (of the tables that hold keys nothing is told), or somebody came or went. */
  changed(): void {
    this.#soon();
  }

  #soon(): void {
    if (this.#screens.size === 0) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      void this.#look();
    }, LIMITS.displayGatherMs);
  }

  /** One at a time: what changes meanwhile is one more look afterwards. */
  async #look(): Promise<void> {
    this.#again = true;
    if (this.#looking) return;
    this.#looking = true;
    try {
      while (this.#again) {
        this.#again = false;
        await Promise.all([...Map.groupBy(this.#screens, ({ key }) => key).values()].map((same) => this.#show(same)));
      }
    } finally {
      this.#looking = false;
    }
  }

  /** `screens`: of one key. Those that are not open yet are shown it as soon as they are. */
  async #show(screens: readonly Screen[]): Promise<void> {
    const open = screens.filter(({ socket }) => socket.readyState === WebSocket.OPEN);
    const [first] = open;
    if (first === undefined) return;
    const asked = { key: first.key, presents: [...this.presents()], answered: Object.fromEntries(this.#answered) };
    let shows: string;
    try {
      shows = this.work === null
        ? "null"
        : await this.database.ask(this.work.question, anonymous("client", first.address), asked);
    } catch (error) {
      // The next change or heartbeat asks again.
      const busy = error instanceof AppError && DATABASE_AWAY.has(error.code);
      if (!busy) console.error(`a display was not told: ${(error as Error).stack}`);
      return;
    }
    if (shows === "null") return open.forEach((screen) => this.#end(screen, CLOSE.sessionEnded, "this key opens nothing"));
    for (const screen of open) {
      if (shows === screen.shows) continue;
      screen.shows = shows;
      // The answer is JSON already.
      this.#send(screen, `{"type":"display","shows":${shows}}`);
    }
  }

  #send(screen: Screen, text: string): void {
    if (screen.socket.readyState !== WebSocket.OPEN) return;
    if (screen.socket.bufferedAmount > LIMITS.unsentBytes) return this.#end(screen, CLOSE.tooSlow, "too slow");
    screen.socket.send(text);
  }

  /** Forgotten at once: towards a peer that does not read, `onclose` never comes. */
  #end(screen: Screen, code: number, reason: string): void {
    this.#screens.delete(screen);
    try {
      screen.socket.close(code, reason);
    } catch {
      // It was not open yet, or is closed already.
    }
  }
}
