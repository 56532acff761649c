/**
 * SessionManager: who is signed in. Sessions live in memory, backed by the database, so that they
 * survive a restart; one that ends is refused at once everywhere.
 */
import { hash as digest, randomBytes, randomUUID } from "node:crypto";
import { LRUCache } from "lru-cache";
import { AppError } from "../../shared/errors.ts";
import { LIMITS } from "../../shared/limits.ts";
import type { User } from "../../shared/protocol.ts";
import { type Mode, type Role, roleAllowedIn } from "../../shared/roles.ts";
import { SERVER } from "../database/actors.ts";
import type { Actor } from "../database/application.ts";
import type { Clock } from "../database/clock.ts";
import type { DatabaseService } from "../database/service.ts";
import type { Tokens } from "./tokens.ts";

export interface Session {
  /** Names the session to people and in the journal; it opens nothing. */
  readonly publicId: string;
  readonly idHash: string;
  /** A name may change under an open session; what else changes ends it. */
  user: User;
  readonly mode: Mode;
  /** Where it was opened, for the owner's eyes: a session is never bound to it. */
  readonly address: string;
  readonly device: string;
  /** By `clock.elapsed()`: how long a session lasts does not hang on what the PC takes the time to be. */
  readonly startedAt: number;
  usedAt: number;
}

/** A user, and the hash that the password was found to fit. */
export interface Identified {
  readonly user: User;
  readonly passwordHash: string;
}

interface SessionRow {
  id_hash: string;
  public_id: string;
  user_id: number;
  username: string;
  name: string;
  role: Role;
  mode: Mode;
  address: string;
  device: string;
  created_at: string;
  last_seen_at: string;
}

export class SessionManager {
  readonly #sessions = new Map<string, Session>();
  /** Tokens that were verified once → their session's hash. Bounded, for a token can be spelled in several ways. */
  readonly #verified = new LRUCache<string, string>({ max: 10_000 });
  readonly #touched = new Set<Session>();
  /** How far the PC's clock was ahead of the one that only counts on, when times were written last. */
  #savedOffset = 0;
  #onEnd: (session: Session) => void = () => {};
  #onRename: () => void = () => {};
  #readingNames = false;
  #namesDue = false;
  #timers: ReturnType<typeof setInterval>[] = [];

  constructor(
    readonly database: DatabaseService,
    readonly tokens: Tokens,
    readonly singleMachine: boolean,
    readonly clock: Clock,
  ) {}

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
    const rows = await this.database.read<SessionRow>(
      `SELECT s.id_hash, s.public_id, s.user_id, u.username, u.name, u.role, s.mode, s.address, s.device, s.created_at, s.last_seen_at
       FROM _sessions s JOIN _users u ON u.id = s.user_id WHERE s.ended_at IS NULL AND u.active = 1`,
    );
    for (const row of rows) {
      const { startedAt, usedAt } = this.#takenUp(row);
      this.#sessions.set(row.id_hash, {
        publicId: row.public_id,
        idHash: row.id_hash,
        user: { id: row.user_id, username: row.username, name: row.name, role: row.role },
        mode: row.mode,
        address: row.address,
        device: row.device,
        startedAt,
        usedAt,
      });
    }
    this.#savedOffset = this.clock.now() - this.clock.elapsed();
    this.#timers = [
      setInterval(() => this.#sweep(), 1000),
      setInterval(() => this.#save(), LIMITS.sessionTouchMs),
    ];
    for (const timer of this.#timers) Deno.unrefTimer(timer as unknown as number);
  }

  async stop(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    await this.#save();
  }

  /**
   * When a session of before began and was used last. Nothing counts on while the server is down but the PC's clock:
   * what it cannot have been is taken for the least it can be, and a clock that went ahead meanwhile costs a sign-in.
   */
  #takenUp(row: SessionRow): { startedAt: number; usedAt: number } {
    const [elapsed, now] = [this.clock.elapsed(), this.clock.now()];
    const [created, seen] = [Date.parse(row.created_at), Date.parse(row.last_seen_at)];
    return { startedAt: elapsed - Math.max(now, seen, created) + created, usedAt: elapsed - Math.max(now, seen) + seen };
  }

  /** Opens a session for a user whose password was right; resolves to it and its token. */
  async begin(
    { user, passwordHash }: Identified,
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
    });
    // Checking a password takes a while: the name may be another by now.
    this.#rename(session, (JSON.parse(body) as { name: string }).name);
    this.#sessions.set(session.idHash, session);
    const token = await this.tokens.sign(id, user.id, this.clock.now(), LIMITS.sessionMaxMs);
    return { session, token };
  }

  /** The session that a token names, if it still holds and its role may work in this mode. */
  async authenticate(token: string | null, mode: Mode): Promise<Session> {
    const idHash = token === null ? null : await this.#verify(token);
    const session = idHash === null ? undefined : this.#sessions.get(idHash);
    if (session === undefined) throw new AppError("unauthenticated");
    const elapsed = this.clock.elapsed();
    if (elapsed >= endOf(session)) {
      this.#expire(session);
      throw new AppError("unauthenticated");
    }
    if (!roleAllowedIn(session.user.role, mode, this.singleMachine)) {
      throw new AppError("role_not_allowed_here", { role: session.user.role });
    }
    if (session.mode !== mode) throw new AppError("unauthenticated");
    if (elapsed - session.usedAt > 1000) {
      session.usedAt = elapsed;
      this.#touched.add(session);
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

  /** A person's new name, at once in every session. */
  rename(userId: number, name: string): void {
    for (const session of this.open) if (session.user.id === userId) this.#rename(session, name);
  }

  /** Reads the names of those who are signed in anew, for they may have changed. One look at a time: the last one is right. */
  async readNames(): Promise<void> {
    this.#namesDue = true;
    if (this.#readingNames) return;
    this.#readingNames = true;
    try {
      while (this.#namesDue) {
        this.#namesDue = false;
        const ids = new Set(this.open.map((session) => session.user.id));
        const rows = await this.database.read<{ id: number; name: string }>(
          `SELECT id, name FROM _users WHERE id IN (${[...ids].join(", ")})`,
        );
        if (!this.#namesDue) { for (const { id, name } of rows) this.rename(id, name); }
      }
    } catch (error) {
      console.error(`names were not read: ${(error as Error).message}`);
    } finally {
      this.#readingNames = false;
    }
  }

  #rename(session: Session, name: string): void {
    if (session.user.name === name) return;
    session.user = { ...session.user, name };
    this.#onRename();
  }

  byPublicId(publicId: string): Session | null {
    return this.open.find((session) => session.publicId === publicId) ?? null;
  }

  async #verify(token: string): Promise<string | null> {
    const known = this.#verified.get(token);
    if (known !== undefined) return known;
    const named = await this.tokens.verify(token);
    if (named === null) return null;
    const idHash = digest("sha256", named.sessionId);
    const session = this.#sessions.get(idHash);
    if (session === undefined || session.user.id !== named.userId) return null;
    if (!(this.clock.elapsed() - session.startedAt < named.lifetimeMs)) return null;
    this.#verified.set(token, idHash);
    return idHash;
  }

  #forget(session: Session): void {
    this.#sessions.delete(session.idHash);
    this.#touched.delete(session);
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

  /** Writes the times of those that were used since; of all, when the clock has jumped: at the next start it is asked. */
  async #save(): Promise<void> {
    const offset = this.clock.now() - this.clock.elapsed();
    const jumped = Math.abs(offset - this.#savedOffset) > LIMITS.clockHeldMs;
    this.#savedOffset = offset;
    const changed = jumped ? this.open : [...this.#touched];
    if (changed.length === 0) return;
    const elapsed = this.clock.elapsed();
    const seen = changed.map(({ idHash, startedAt, usedAt }) => ({
      id_hash: idHash,
      age_ms: Math.round(elapsed - startedAt),
      idle_ms: Math.round(elapsed - usedAt),
    }));
    this.#touched.clear();
    try {
      await this.database.command("engine.sessions_seen", SERVER, seen);
    } catch (error) {
      console.error(`the last use of sessions was not noted: ${(error as Error).message}`);
    }
  }
}

/** By `clock.elapsed()`: one shift after the last use, at most a day after the start. */
function endOf({ startedAt, usedAt }: Session): number {
  return Math.min(usedAt + LIMITS.sessionIdleMs, startedAt + LIMITS.sessionMaxMs);
}
