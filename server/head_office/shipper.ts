/** Sends a shop's journal on to head office for as long as it runs: what is there is asked, then what follows is added, batch by batch. */
import { LIMITS } from "../../shared/limits.ts";
import type { Credential } from "./address.ts";
import { Connection } from "./connection.ts";
import { changeOwnPassword } from "./enrolment.ts";
import type { Batch, JournalSource } from "./journal_source.ts";
import { type Link, readLink } from "./link_file.ts";
import { requirePrepared } from "./preparation.ts";
import { type Position, Receiver } from "./receiver.ts";
import type { Order, Report, Told } from "./report.ts";
import { meet } from "./standing.ts";
import { Trouble, troubleOf } from "./trouble.ts";

export class Shipper {
  #link: Link;
  #next: string | null;
  /** Tries since something was received last. */
  #failures = 0;
  #sent: number | null = null;
  #sentAt: number | null = null;

  /** `beside`: what else is done there each time when all is sent, by the shop's connection; `down`: what is asked there ever and again. */
  constructor(
    order: Order,
    readonly source: JournalSource,
    readonly tell: (told: Told) => void,
    readonly beside: (connection: Connection, link: Link) => Promise<void>,
    readonly down: (connection: Connection, link: Link) => Promise<void>,
  ) {
    this.#link = readLink(order.link);
    this.#next = order.next;
  }

  /** By the password that opens it now. */
  get link(): Link {
    return this.#link;
  }

  /** Ends with its process. */
  async run(): Promise<never> {
    // Stands while it is tried again: whoever asks meanwhile hears why nothing is sent.
    let trouble: Trouble | null = null;
    for (;;) {
      this.#report("connecting", trouble);
      trouble = await this.#connectAndSend().catch(troubleOf);
      this.#report(trouble.passes ? "waiting" : "refused", trouble);
      await pause(trouble.passes ? waitAfter(this.#failures++) : LIMITS.headOfficeRefusedMs * jitter());
    }
  }

  async #connectAndSend(): Promise<never> {
    const connection = await this.#open();
    try {
      await requirePrepared(connection, { laterToo: true });
      const receiver = new Receiver(connection, this.#link.shop);
      const position = await meet(this.source, receiver);
      await this.#settle(connection);
      return await this.#send(receiver, position);
    } finally {
      await connection.close();
    }
  }

  /** By the password that only this shop knows, or by the file's where it was never changed: nobody knows after a lost answer. */
  async #open(): Promise<Connection> {
    if (this.#next === null) return await Connection.open(this.#link);
    const own: Credential = { user: this.#link.user, password: this.#next };
    return await Connection.open({ ...this.#link, ...own }).catch(async (error: unknown) => {
      if (troubleOf(error).code !== "credential") throw error;
      return await Connection.open(this.#link);
    });
  }

  /** Once. An engine that lets nobody change an own password leaves the file's in use. */
  async #settle(connection: Connection): Promise<void> {
    if (this.#next === null) return;
    this.tell({ type: "met" });
    const changed = await changeOwnPassword(connection, this.#link.user, this.#next).then(() => true, (error: unknown) => {
      if (troubleOf(error).passes) throw error;
      return false;
    });
    if (changed) this.#link = { ...this.#link, password: this.#next };
    this.#next = null;
    this.tell({ type: "settled", changed });
  }

  async #send(receiver: Receiver, met: Position): Promise<never> {
    let position = met;
    this.#sent = position.seq;
    let greeted = -Infinity;
    for (let batch = this.source.after(position);;) {
      await this.down(receiver.connection, this.#link);
      if (batch !== null) {
        this.#report("sending");
        const following = await this.#sendOne(receiver, position, batch);
        [position, batch] = [following.position, following.batch];
        greeted = performance.now();
        continue;
      }
      if (performance.now() - greeted >= LIMITS.headOfficeGreetMs) {
        await receiver.greet(position);
        greeted = performance.now();
        this.#received(position);
      }
      this.#report("current");
      await this.beside(receiver.connection, this.#link);
      batch = await this.#following(receiver, position, greeted);
    }
  }

  /** The next batch is read while this one is received. Where tills write meanwhile, a long way to catch up is gone with rests. */
  async #sendOne(receiver: Receiver, from: Position, batch: Batch): Promise<{ position: Position; batch: Batch | null }> {
    const begun = performance.now();
    const sending = receiver.append(from, batch, this.source.head().seq);
    sending.catch(() => {}); // heard of below
    // Asked before the next is read: what is written after this is seen by the next look.
    const tillsWrite = this.source.changed();
    const { seq, hash } = batch.rows.at(-1)!;
    const next = attempt(() => this.source.after({ seq, hash }));
    const position = await sending;
    this.#received(position);
    if (next instanceof Trouble) throw next;
    const rest = Math.min((performance.now() - begun) * LIMITS.headOfficeRests, LIMITS.headOfficeRestMs);
    if (tillsWrite && next !== null) await pause(rest);
    return { position, batch: next };
  }

  /** Waits for something to send; null when it is time to say that the shop is there. */
  async #following(receiver: Receiver, position: Position, greeted: number): Promise<Batch | null> {
    while (performance.now() - greeted < LIMITS.headOfficeGreetMs) {
      await pause(LIMITS.headOfficeLookMs);
      if (!receiver.connection.isOpen) throw new Trouble("unreachable");
      await this.down(receiver.connection, this.#link);
      if (!this.source.changed()) continue;
      const batch = this.source.after(position);
      if (batch !== null) return batch;
    }
    return null;
  }

  #received({ seq }: Position): void {
    this.#failures = 0;
    this.#sent = seq;
    this.#sentAt = Date.now();
  }

  #report(state: Report["state"], trouble: Trouble | null = null): void {
    const { seq: head } = this.source.head();
    const waiting_since = this.#sent === null ? null : this.source.writtenAt(this.#sent + 1);
    const told = trouble === null ? null : { code: trouble.code, told: trouble.told };
    this.tell({ type: "report", state, trouble: told, sent: this.#sent, head, sent_at: this.#sentAt, waiting_since });
  }
}

function attempt<T>(work: () => T): T | Trouble {
  try {
    return work();
  } catch (error) {
    return troubleOf(error);
  }
}

/** Milliseconds: longer each time, and never the same for all shops whose head office comes back. */
function waitAfter(failures: number): number {
  return Math.min(LIMITS.headOfficeRetryMs * 2 ** failures, LIMITS.headOfficeRetryMostMs) * jitter();
}

function jitter(): number {
  return 0.5 + Math.random() / 2;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
