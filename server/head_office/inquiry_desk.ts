/**
 * Answers what the server asks, on a connection of its own: behind a month's records that are being sent a till would wait. It
 * is opened when something is asked and closed when nothing is for a while, for each is one of the database's.
 */
import { LIMITS } from "../../shared/limits.ts";
import { Connection } from "./connection.ts";
import type { AnsweredLine, AskedLine, Inquiry } from "./inquiry.ts";
import type { Link } from "./link_file.ts";
import { replyTo } from "./replies.ts";
import { Trouble, troubleOf } from "./trouble.ts";

export class InquiryDesk {
  #connection: Promise<Connection> | null = null;
  #turn: Promise<void> = Promise.resolve();
  #idle: ReturnType<typeof setTimeout> | undefined;

  /** `link`: as it is now, for a shop gets a password of its own. */
  constructor(readonly link: () => Link, readonly tell: (line: AnsweredLine) => void) {}

  /** One after another; who would be answered too late is told so when its turn comes. */
  take({ id, inquiry }: AskedLine): void {
    const until = performance.now() + LIMITS.headOfficeInquiryMs;
    this.#turn = this.#turn.then(async () => {
      const { reply, trouble } = await this.#answer(inquiry, until);
      this.tell({ type: "answer", id, reply, trouble });
    });
  }

  async #answer(inquiry: Inquiry, until: number): Promise<Pick<AnsweredLine, "reply" | "trouble">> {
    clearTimeout(this.#idle);
    try {
      return { reply: await inTime(until, () => this.#reply(inquiry)), trouble: null };
    } catch (error) {
      const { code, told } = troubleOf(error);
      this.#hangUp();
      return { reply: null, trouble: { code, told } };
    } finally {
      this.#idle = setTimeout(() => this.#hangUp(), LIMITS.headOfficeIdleMs);
    }
  }

  async #reply(inquiry: Inquiry): Promise<unknown> {
    const link = this.link();
    const opened = this.#connection ??= Connection.open(link);
    // Who has given up is not there to hear of it.
    opened.catch(() => {
      if (this.#connection === opened) this.#connection = null;
    });
    const connection = await opened;
    if (connection.isOpen) return await replyTo(connection, link.shop, inquiry);
    // It was cut since: what is asked is asked once more, of head office as it is now.
    this.#connection = null;
    return await this.#reply(inquiry);
  }

  /** Also one that is late to open. */
  #hangUp(): void {
    const connection = this.#connection;
    this.#connection = null;
    connection?.then((open) => open.close()).catch(() => {});
  }
}

async function inTime<T>(until: number, work: () => Promise<T>): Promise<T> {
  const left = until - performance.now();
  if (left <= 0) throw new Trouble("unreachable");
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Trouble("unreachable")), left);
  const working = work();
  working.catch(() => {}); // heard of here, or too late
  try {
    return await Promise.race([working, late]);
  } finally {
    clearTimeout(timer);
  }
}
