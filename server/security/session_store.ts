/** Sessions in the database, so that they survive a restart: taken up at the start, their times written as they are used. */
import { LIMITS } from "../../shared/limits.ts";
import type { Mode, Role } from "../../shared/roles.ts";
import { SERVER } from "../database/actors.ts";
import type { Clock } from "../database/clock.ts";
import type { DatabaseService } from "../database/service.ts";
import type { Session } from "./session.ts";

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
  by_pin: number;
  created_at: string;
  last_seen_at: string;
}

export class SessionStore {
  readonly #used = new Set<Session>();
  /** How far the PC's clock was ahead of the one that only counts on, when times were written last. */
  #savedOffset = 0;

  constructor(readonly database: DatabaseService, readonly clock: Clock) {}

  /** The sessions of before. */
  async open(): Promise<Session[]> {
    const rows = await this.database.read<SessionRow>(
      `SELECT s.id_hash, s.public_id, s.user_id, u.username, u.name, u.role, s.mode, s.address, s.device, s.by_pin, s.created_at, s.last_seen_at
       FROM _sessions s JOIN _users u ON u.id = s.user_id WHERE s.ended_at IS NULL AND u.active = 1`,
    );
    this.#savedOffset = this.#offset;
    return rows.map((row) => ({
      publicId: row.public_id,
      idHash: row.id_hash,
      user: { id: row.user_id, username: row.username, name: row.name, role: row.role },
      mode: row.mode,
      address: row.address,
      device: row.device,
      byPin: row.by_pin === 1,
      ...this.#takenUp(row),
    }));
  }

  /** It was used: that is written with the next ones. */
  used(session: Session): void {
    this.#used.add(session);
  }

  forget(session: Session): void {
    this.#used.delete(session);
  }

  /** Writes the times of those that were used since; of all, when the clock has jumped: at the next start it is asked. */
  async save(all: readonly Session[]): Promise<void> {
    const offset = this.#offset;
    const jumped = Math.abs(offset - this.#savedOffset) > LIMITS.clockHeldMs;
    this.#savedOffset = offset;
    const changed = jumped ? all : [...this.#used];
    if (changed.length === 0) return;
    const elapsed = this.clock.elapsed();
    const seen = changed.map(({ idHash, startedAt, usedAt }) => ({
      id_hash: idHash,
      age_ms: Math.round(elapsed - startedAt),
      idle_ms: Math.round(elapsed - usedAt),
    }));
    this.#used.clear();
    try {
      await this.database.command("engine.sessions_seen", SERVER, seen);
    } catch (error) {
      console.error(`the last use of sessions was not noted: ${(error as Error).message}`);
    }
  }

  get #offset(): number {
    return this.clock.now() - this.clock.elapsed();
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
}
