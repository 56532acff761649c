/**
 * SessionManager: who is signed in. Sessions live in memory, backed by the database, so that they
 * survive a restart; one that ends is refused at once everywhere.
 */
import { hash as digest, randomBytes, randomUUID } from "node:crypto";
import { AppError } from "../../shared/errors.ts";
import { LIMITS } from "../../shared/limits.ts";
import { type Mode, roleAllowedIn } from "../../shared/roles.ts";
import type { Actor } from "../database/application.ts";
import type { Clock } from "../database/clock.ts";
import type { DatabaseService } from "../database/service.ts";
import { endOf, type Identified, type Session } from "./session.ts";
import { SessionNames } from "./session_names.ts";
import { SessionStore } from "./session_store.ts";
import type { SingleMachine } from "./single_machine.ts";
import type { Tokens } from "./tokens.ts";
import { VerifiedTokens } from "./verified_tokens.ts";

export class SessionManager {
  readonly #sessions = new Map<string, Session>();
  readonly #tokens: VerifiedTokens;
  readonly #store: SessionStore;
  readonly #names: SessionNames;
  #onEnd: (session: Session) => void = () => {};
  #onRename: () => void = () => {};
  #timers: ReturnType<typeof setInterval>[] = [];

  constructor(
    readonly database: DatabaseService,
    readonly tokens: Tokens,
    readonly singleMachine: SingleMachine,
    readonly clock: Clock,
  ) {
    this.#tokens = new VerifiedTokens(tokens);
    this.#store = new SessionStore(database, clock);
    this.#names = new SessionNames(database, () => this.open, () => this.#onRename());
  }

  /** Told at once of each session that ends. */
  set onEnd(listener: (session: Session) => void) {
    this.#onEnd = listener;
  }

  /** Told when somebody who is signed in has another name. */
  set onRename(listener: () => void) {
    this.#onRename = listener;
  }

  get open(): readonly Session[] {
    return [...this.#sessions.values()];
  }

  /** Takes up the sessions of before, and begins to end those that run out. */
  async start(): Promise<void> {
    for (const session of await this.#store.open()) this.#sessions.set(session.idHash, session);
    this.#timers = [
      setInterval(() => this.#sweep(), 1000),
      setInterval(() => this.#store.save(this.open), LIMITS.sessionTouchMs),
    ];
    for (const timer of this.#timers) Deno.unrefTimer(timer as unknown as number);
  }

  async stop(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    await this.#store.save(this.open);
  }

  /** Opens a session for a user whose password was right; resolves to it and its token. */
  async begin(
    { user, passwordHash, pin }: Identified,
    mode: Mode,
    address: string,
    device: string,
  ): Promise<{ session: Session; token: string }> {
    const id = randomBytes(24).toString("base64url");
    const elapsed = this.clock.elapsed();
    const session: Session = {
      publicId: randomUUID(),
      idHash: digest("sha256", id),
      user,
      mode,
      address,
      device: device.slice(0, 200),
      byPin: pin !== undefined,
      startedAt: elapsed,
      usedAt: elapsed,
    };
    const mine = this.open.filter((other) => other.user.id === user.id);
    for (const oldest of mine.slice(0, Math.max(0, mine.length + 1 - LIMITS.sessionsPerUser))) {
      await this.end(oldest, "too_many_sessions", this.actor(oldest, oldest.address));
    }
    const { body } = await this.database.command("engine.session_open", this.actor(session, address), {
      id_hash: session.idHash,
      public_id: session.publicId,
      mode,
      address,
      device: session.device,
      password_hash: passwordHash,
      pin: pin ?? null,
    });
    // Checking a password takes a while: the name may be another by now.
    this.#names.give(session, (JSON.parse(body) as { name: string }).name);
    this.#sessions.set(session.idHash, session);
    const token = await this.tokens.sign(id, user.id, this.clock.now(), LIMITS.sessionMaxMs);
    return { session, token };
  }

  /** The session that a token names, if it still holds and its role may work in this mode; at once where the token is known. */
  authenticate(token: string | null, mode: Mode): Session | Promise<Session> {
    if (token === null) throw new AppError("unauthenticated");
    const known = this.#tokens.known(token);
    if (known !== undefined) return this.#holding(known, mode);
    return this.#tokens.verify(token, this.#sessions, this.clock.elapsed()).then((idHash) => this.#holding(idHash, mode));
  }

  #holding(idHash: string | null, mode: Mode): Session {
    const session = idHash === null ? undefined : this.#sessions.get(idHash);
    if (session === undefined) throw new AppError("unauthenticated");
    const elapsed = this.clock.elapsed();
    if (elapsed >= endOf(session)) {
      this.#expire(session);
      throw new AppError("unauthenticated");
    }
    if (!roleAllowedIn(session.user.role, mode, this.singleMachine.on)) {
      throw new AppError("role_not_allowed_here", { role: session.user.role });
    }
    if (session.mode !== mode) throw new AppError("unauthenticated");
    if (elapsed - session.usedAt > 1000) {
      session.usedAt = elapsed;
      this.#store.used(session);
    }
    return session;
  }

  /** When a session began, was used last and ends, in RFC 3339, by the PC's clock as it stands now. */
  times(session: Session): { readonly since: string; readonly last_seen: string; readonly expires_at: string } {
    const offset = this.clock.now() - this.clock.elapsed();
    const at = (elapsed: number) => new Date(offset + elapsed).toISOString();
    return { since: at(session.startedAt), last_seen: at(session.usedAt), expires_at: at(endOf(session)) };
  }

  /** Who a session's holder is, for the database and the journal. */
  actor(session: Session, address: string): Actor {
    const { user, mode, publicId } = session;
    return { userId: user.id, username: user.username, role: user.role, mode, address, sessionId: publicId };
  }

  /** Ends a session: it opens nothing from this moment on, whatever the database says later. */
  async end(session: Session, reason: string, actor: Actor): Promise<void> {
    this.#forget(session);
    await this.database.command("engine.session_end", actor, { id_hash: session.idHash, public_id: session.publicId, reason });
  }

  /** Forgets the sessions of a user whose account was changed by a command that ended them in the database. */
  dropUser(userId: number, except: Session | null): void {
    for (const session of this.open) if (session.user.id === userId && session !== except) this.#forget(session);
  }

  /** Ends the sessions of whoever may not work any more where they are. */
  async endMisplaced(actor: Actor): Promise<void> {
    for (const session of this.open) {
      if (roleAllowedIn(session.user.role, session.mode, this.singleMachine.on)) continue;
      await this.end(session, "not_allowed_here", actor);
    }
  }

  /** A person's new name, at once in every session. */
  rename(userId: number, name: string): void {
    this.#names.rename(userId, name);
  }

  /** Reads the names of those who are signed in anew, for they may have changed. */
  readNames(): Promise<void> {
    return this.#names.read();
  }

  byPublicId(publicId: string): Session | null {
    return this.open.find((session) => session.publicId === publicId) ?? null;
  }

  #forget(session: Session): void {
    this.#sessions.delete(session.idHash);
    this.#store.forget(session);
    this.#onEnd(session);
  }

  #sweep(): void {
    const elapsed = this.clock.elapsed();
    for (const session of this.open) if (elapsed >= endOf(session)) this.#expire(session);
  }

  #expire(session: Session): void {
    this.end(session, "expired", this.actor(session, session.address)).catch((error: Error) => {
      console.error(`the end of a session was not noted: ${error.message}`);
    });
  }
}
