/**
 * One connection to head office's database: it ends at its first trouble and is never mended, for whoever has it must ask anew
 * where things stand. The driver is loaded when the first is opened, so a shop without a head office has nothing of it.
 */
import { connect as connectSocket, isIP, type Socket } from "node:net";
import type { ReservedSql, Sql } from "postgres";
import { LIMITS } from "../../shared/limits.ts";
import type { Address, Credential } from "./address.ts";
import { Trouble, troubleOf } from "./trouble.ts";

const NO = "N".charCodeAt(0);

/** As the driver takes it: integers beyond 2^53 are given as text. */
export type Parameter = string | number | boolean | null;
/** Integers of 64 bits come as text. */
export type Answer<Row> = { readonly rows: readonly Row[]; readonly count: number };

/** What may be asked inside a transaction, and outside of one. Throws a `Trouble`. */
export interface Asking {
  ask<Row = Record<string, unknown>>(text: string, params?: readonly Parameter[]): Promise<Answer<Row>>;
}

export class Connection implements Asking {
  private constructor(readonly socket: Socket, readonly sql: Sql) {}

  static async open(at: Address & Credential): Promise<Connection> {
    const { default: postgres } = await import("postgres");
    const socket = await reached(at.host, at.port);
    let taken = false;
    // Asked for TLS, a database answers one letter: N for no. The driver would go on all the same.
    let refusesTls = false;
    if (at.tls) socket.once("data", (answer: Uint8Array) => refusesTls = answer[0] === NO);
    const sql = postgres(
      {
        host: at.host,
        port: at.port,
        database: at.database,
        username: at.user,
        // The driver looks into the environment for an empty one.
        password: () => at.password,
        ssl: at.tls ? verified(at) : false,
        max: 1,
        connect_timeout: LIMITS.headOfficeConnectMs / 1000,
        // Each is given, for the environment would be asked.
        ...{ sslnegotiation: null, idle_timeout: null, max_lifetime: null, max_pipeline: 100, backoff: false, keep_alive: 60 },
        ...{ prepare: true, debug: false, fetch_types: false, publications: "" },
        onnotice: () => {},
        connection: { application_name: "comptoir" },
        // Left to itself, it would connect again and again, without a pause, where the other side hangs up before it says a word.
        socket: () => {
          if (taken) throw new Trouble("unreachable");
          taken = true;
          return socket;
        },
      } as Parameters<typeof postgres>[0] & object,
    );
    const connection = new Connection(socket, sql as Sql);
    try {
      await connection.ask("SELECT 1");
      return connection;
    } catch (error) {
      await connection.close();
      throw refusesTls ? new Trouble("unencrypted") : error;
    }
  }

  /** Whether nobody has hung up, as far as is known. */
  get isOpen(): boolean {
    return !this.socket.destroyed;
  }

  ask<Row = Record<string, unknown>>(text: string, params: readonly Parameter[] = []): Promise<Answer<Row>> {
    return this.#inTime(this.#asking<Row>(this.sql, text, params));
  }

  /** All of it or nothing; after a trouble nobody knows which. What is asked without waiting travels together. */
  transaction<T>(work: (asking: Asking) => Promise<T>): Promise<T> {
    return this.#inTime(this.#transaction(work));
  }

  async close(): Promise<void> {
    await this.sql.end({ timeout: this.isOpen ? LIMITS.headOfficeCloseMs / 1000 : 0 }).catch(() => {});
    this.socket.destroy();
  }

  /** Not the driver's own, which rolls back on a line that is closed as well. What failed inside fails all of it, whoever caught it. */
  async #transaction<T>(work: (asking: Asking) => Promise<T>): Promise<T> {
    const sql = await this.sql.reserve();
    const failures: unknown[] = [];
    const ask = async <Row>(text: string, params: readonly Parameter[] = []) => {
      try {
        return await this.#asking<Row>(sql, text, params);
      } catch (error) {
        failures.push(error);
        throw error;
      }
    };
    try {
      await ask("BEGIN");
      const done = await work({ ask });
      // The database would answer the COMMIT of what has failed by rolling it back, and call that no error.
      if (failures.length > 0) throw failures[0];
      await ask("COMMIT");
      return done;
    } catch (error) {
      if (this.isOpen) await ask("ROLLBACK").catch(() => {});
      throw error;
    } finally {
      if (this.isOpen) sql.release();
    }
  }

  /**
   * The driver (postgres 3.4.9) sends what is short a moment later: what it is given behind the line's end, before it has put itself
   * away, is written nowhere, by a TypeError that nobody can catch and that ends the process.
   */
  async #asking<Row>(sql: Sql | ReservedSql, text: string, params: readonly Parameter[]): Promise<Answer<Row>> {
    if (!this.isOpen) throw new Trouble("unreachable");
    const rows = await sql.unsafe(text, [...params], { prepare: params.length > 0 });
    return { rows: [...rows] as unknown as Row[], count: rows.count };
  }

  /**
   * Who does not answer is not waited for: a line that was cut without a word is found out by nothing else. Whether it has ended is
   * looked at, for nobody tells of each end: the driver takes from the socket all who listen to it where it speaks TLS, says nothing
   * of one that is closed before it is open, and forgets what waits behind another's answer.
   */
  async #inTime<T>(work: Promise<T>): Promise<T> {
    const { promise: ended, reject } = Promise.withResolvers<never>();
    const until = performance.now() + LIMITS.headOfficeAnswerMs;
    const watch = setInterval(() => {
      if (performance.now() >= until) this.socket.destroy();
      if (!this.isOpen) reject(new Trouble("unreachable"));
    }, LIMITS.headOfficeEndLookMs);
    work.catch(() => {}); // heard of here, or too late
    try {
      return await Promise.race([work, ended]);
    } catch (error) {
      throw troubleOf(error);
    } finally {
      clearInterval(watch);
    }
  }
}

function reached(host: string, port: number): Promise<Socket> {
  const { promise, resolve, reject } = Promise.withResolvers<Socket>();
  const socket = connectSocket({ host, port, noDelay: true });
  const late = setTimeout(() => socket.destroy(new Trouble("unreachable")), LIMITS.headOfficeConnectMs);
  socket.once("error", (error) => reject(troubleOf(error)));
  socket.once("connect", () => resolve(socket));
  return promise.finally(() => clearTimeout(late));
}

/** `require` of other programs does not look at the certificate; here it is always looked at. */
function verified({ host, ca }: Address) {
  return { host, ...isIP(host) === 0 ? { servername: host } : {}, ...ca === null ? {} : { ca }, rejectUnauthorized: true };
}
