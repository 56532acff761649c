/** NetworkClient: everything that a page, a test or a benchmark has to do with the server. */
import type { AuthResult, BatchResult, Health, Query, SelectResult, User, WriteResult } from "../../shared/protocol.ts";
import { Api } from "./api.ts";
import type { ClientState } from "./client_state.ts";
import type { Verdict } from "./connection.ts";
import type { Binding } from "./device.ts";
import { Failure } from "./failure.ts";
import { Following } from "./following.ts";
import { Listeners, type Stop } from "./listeners.ts";
import { type Added, Outbox } from "./outbox.ts";
import type { Entry } from "./entry.ts";
import type { Platform } from "./platform.ts";
import { Retry } from "./retry.ts";
import { StoredSession } from "./stored_session.ts";
import { UuidMaker } from "./uuid.ts";

/** Milliseconds in which a server on the LAN must say that it is there. */
const HEALTH_MS = 5_000;
/** Milliseconds for what the owner waits for: years of books are read, or sent. */
const LONG_MS = 60 * 60_000;

export type Params = NonNullable<Query["params"]>;

export class NetworkClient {
  readonly outbox: Outbox;
  readonly uuid: UuidMaker;
  readonly #api: Api;
  readonly #session: StoredSession;
  readonly #retry: Retry;
  readonly #states = new Listeners<ClientState>();
  readonly #following: Following;
  #state: ClientState = { phase: "configuration", user: null, health: null, failure: null };
  #token: string | null = null;
  #closed = false;
  /** Milliseconds that the server's clock is ahead of this device's. */
  #ahead = 0;

  /** `language` answers what the server's sentences should be written in: `fr` or `en`. */
  constructor(readonly platform: Platform, language: () => string = () => "fr") {
    this.uuid = new UuidMaker(platform.wallClock, platform.randomBytes);
    this.#api = new Api(platform, language);
    this.#session = new StoredSession(platform.storage);
    this.#following = new Following(platform);
    this.#retry = new Retry(platform);
    this.outbox = new Outbox(platform, () => this.uuid.next(), {
      userId: () => this.#token === null ? null : this.#state.user?.id ?? null,
      send: (entry: Entry) => this.request("POST", entry.path, entry.body, entry.key),
    });
  }

  get state(): ClientState {
    return this.#state;
  }
  get token(): string | null {
    return this.#token;
  }

  /** Milliseconds since 1970 by the server's clock: a device's may be wrong, and its zone as well. */
  serverNow(): number {
    return this.platform.wallClock() + this.#ahead;
  }

  onState(listener: (state: ClientState) => void): Stop {
    return this.#states.add(listener);
  }

  /** See Following. */
  onChange(...listening: Parameters<Following["onChange"]>): Stop {
    return this.#following.onChange(...listening);
  }

  onReset(...listening: Parameters<Following["onReset"]>): Stop {
    return this.#following.onReset(...listening);
  }

  onPresence(...listening: Parameters<Following["onPresence"]>): Stop {
    return this.#following.onPresence(...listening);
  }

  /** Finds the server, then takes up a stored session. Resolves when somebody is signed in or has to be. */
  async start(): Promise<void> {
    this.#set({ phase: "testing" });
    if (!await this.#findServer()) return;
    const token = this.#session.load();
    if (token === null) return this.#set({ phase: "signed_out" });
    await this.#resume(token);
  }

  /** Makes the owner's account and signs in with it. Throws a Failure. */
  setUp(account: { username: string; name: string; password: string }): Promise<void> {
    return this.#signInAt("/api/setup", account);
  }

  /** Throws a Failure: `invalid_credentials`, `role_not_allowed_here`, `too_many_attempts`, `network`. */
  signIn(username: string, password: string): Promise<void> {
    return this.#signInAt("/api/auth", { username, password });
  }

  /** The same by a few digits, on a device that is a till. */
  signInByPin(userId: number, pin: string, device: Binding): Promise<void> {
    return this.#signInAt("/api/auth/pin", { user_id: userId, pin, ...device });
  }

  /** Ends the session here and at the server; a server that does not answer lets it run out by itself. */
  async signOut(): Promise<void> {
    const token = this.#token;
    this.#endSession(null);
    if (token !== null) await this.#api.send("DELETE", "/api/auth", { token }).catch(() => null);
  }

  query(type: "select", sql: string, params?: Params): Promise<SelectResult>;
  query(type: "insert" | "update" | "delete", sql: string, params?: Params, key?: string): Promise<WriteResult>;
  query(type: Query["type"], sql: string, params: Params = [], key?: string): Promise<SelectResult | WriteResult> {
    return this.request("POST", "/api/query", { type, query: sql, params }, key) as Promise<SelectResult | WriteResult>;
  }

  /** At most 100 queries in one transaction, all or nothing. */
  batch(queries: readonly Query[], key?: string): Promise<BatchResult> {
    return this.request("POST", "/api/query", { type: "batch", queries }, key) as Promise<BatchResult>;
  }

  /** A batch that must not be lost; see Outbox.add. */
  write(queries: readonly Query[]): Added {
    return this.outbox.add("/api/query", { type: "batch", queries });
  }

  /** Any request in the session's name; answers its JSON or throws a Failure. `key` is an Idempotency-Key. */
  request(method: string, path: string, body?: unknown, key?: string): Promise<unknown> {
    return this.#inSession((token) => this.#api.send(method, path, { body, token, ...(key === undefined ? {} : { key }) }));
  }

  /** What takes the server minutes. Throws a Failure. */
  longRequest(path: string, method: "GET" | "POST" = "GET", body?: unknown): Promise<unknown> {
    return this.#inSession((token) => this.#api.send(method, path, { body, token, answerMs: LONG_MS }));
  }

  /** A file, whole. Throws a Failure. */
  file(path: string): Promise<Blob> {
    return this.#inSession((token) => this.#api.file(path, { token, answerMs: LONG_MS }));
  }

  async #inSession<T>(ask: (token: string | null) => Promise<T>): Promise<T> {
    const token = this.#token;
    try {
      return await ask(token);
    } catch (error) {
      const failure = Failure.from(error);
      if (failure.endsSession && token !== null && token === this.#token) this.#endSession(failure);
      throw failure;
    }
  }

  /** Tries at once whatever waits to be tried again: the network or the person may be back. */
  wake(): void {
    this.#retry.cutShort();
    this.#following.wake();
    this.outbox.resume();
  }

  /** Ends everything that runs: requests, socket, timers. What waits in the outbox stays stored. */
  close(): void {
    this.#closed = true;
    this.#following.end();
    this.#retry.cutShort();
    this.outbox.stop();
    this.#api.close();
  }

  /** False when the client was closed meanwhile. */
  async #findServer(): Promise<boolean> {
    const health = await this.#insist(() => this.#api.send("GET", "/api/health", { answerMs: HEALTH_MS }), () => true);
    if (health === null) return false;
    this.#ahead = Date.parse((health as Health).time) - this.platform.wallClock();
    this.#set({ health: health as Health, failure: null });
    return true;
  }

  async #resume(token: string): Promise<void> {
    this.#set({ phase: "authenticating" });
    try {
      const session = await this.#insist(() => this.#api.send("GET", "/api/auth", { token }), (failure) => failure.mayPass);
      if (session !== null) this.#begin(token, (session as { user: User }).user);
    } catch (error) {
      this.#session.forget(token);
      this.#set({ phase: "signed_out", failure: Failure.from(error) });
    }
  }

  /** Tries until it is answered; null when the client was closed. Throws the failures that are not to be tried again. */
  #insist(attempt: () => Promise<unknown>, again: (failure: Failure) => boolean): Promise<unknown> {
    return this.#retry.until(attempt, () => this.#closed, (failure) => {
      if (!again(failure)) throw failure;
      this.#set({ phase: "offline", failure });
    });
  }

  async #signInAt(path: string, body: unknown): Promise<void> {
    this.#set({ phase: "authenticating", failure: null });
    try {
      const { token, user } = await this.#api.send("POST", path, { body }) as AuthResult;
      this.#session.save(token);
      const { health } = this.#state;
      this.#set({ health: health === null ? null : { ...health, setup_required: false } });
      this.#begin(token, user);
    } catch (error) {
      if (!this.#closed) this.#set({ phase: "signed_out" });
      throw error;
    }
  }

  #begin(token: string, user: User): void {
    if (this.#closed) return;
    this.#following.end();
    this.#token = token;
    this.#set({ phase: "token", user, failure: null });
    this.outbox.resume();
    this.#following.begin(token, {
      status: (phase) => {
        this.#set({ phase });
        if (phase === "ready") this.outbox.resume();
      },
      judge: () => this.#judge(),
      sessionEnded: () => this.#endSession(new Failure("unauthenticated", 401)),
    });
  }

  async #judge(): Promise<Verdict> {
    try {
      await this.request("GET", "/api/auth");
      return "valid";
    } catch (error) {
      const failure = Failure.from(error);
      if (failure.endsSession) return "ended";
      return failure.unanswered ? "no_answer" : "trouble";
    }
  }

  #endSession(failure: Failure | null): void {
    if (this.#token !== null) this.#session.forget(this.#token);
    this.#token = null;
    this.#following.end();
    this.#set({ phase: "signed_out", user: null, failure });
  }

  #set(change: Partial<ClientState>): void {
    if (this.#closed) return;
    this.#state = { ...this.#state, ...change };
    this.#states.emit(this.#state);
  }
}
