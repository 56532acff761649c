/**
 * What customers have given for tickets that are not paid yet, kept on this machine like a ticket's lines. What is money already,
 * such as a charged card, is also kept with its ticket at the server, for whichever device has it in hand next.
 */
import { computed, type ReadonlySignal, signal } from "@preact/signals";
import { isTaken, leftToPay, mayGive, type Tender } from "../../../shared/tender.ts";
import { Failure } from "../../network/failure.ts";
import type { Stop } from "../../network/listeners.ts";
import type { NetworkClient } from "../../network/network_client.ts";
import { among } from "../../network/row_ids.ts";
import { Shelf } from "../../network/shelf.ts";

export interface GivenTender extends AnnouncedTender {
  /** The server has it; what lies on the counter it never has. */
  readonly kept: boolean;
}

export interface AnnouncedTender extends Tender {
  /** UUIDv7, and the server's own where it is kept there: sent twice, it is there once. */
  readonly id: string;
  /** Of a card that the till's terminal took: its last digits. */
  readonly card?: string;
}

interface Given {
  readonly saleId: string;
  readonly tenders: readonly GivenTender[];
}

const NONE: readonly GivenTender[] = [];

export class Tenders {
  readonly #lists = signal<ReadonlyMap<string, readonly GivenTender[]>>(new Map());
  readonly #open = signal<string | null>(null);
  /** Of the ticket in hand. */
  readonly given: ReadonlySignal<readonly GivenTender[]> = computed(() => this.#lists.value.get(this.#open.value ?? "") ?? NONE);
  /** Cents in all. */
  readonly total: ReadonlySignal<number> = computed(() =>
    [...this.#lists.value.values()].flat().reduce((sum, { amount }) => sum + amount, 0)
  );
  #shelf: Shelf<Given> | null = null;
  readonly #sending = new Map<string, Promise<Failure | null>>();
  #stops: Stop[] = [];

  /** `onRefused` hears that the server will not keep what was given. */
  constructor(readonly client: NetworkClient, readonly onRefused: (failure: Failure) => void) {}

  start(userId: number): void {
    this.#shelf = new Shelf(this.client.platform.storage, `comptoir.tenders.${userId}.`);
    this.noticed();
    // What cannot be asked now is asked when the server is back.
    const catchUp = () => this.#catchUp(userId).catch(() => {});
    this.#stops = [this.client.onState(({ phase }) => {
      if (phase === "ready") catchUp();
    })];
    if (this.client.state.phase === "ready") catchUp();
  }

  /** What was given stays stored. */
  stop(): void {
    for (const stop of this.#stops) stop();
    this.#stops = [];
    this.#shelf = null;
    this.#open.value = null;
    this.#lists.value = new Map();
  }

  /** Another tab of this machine may have changed it. */
  noticed(): void {
    this.#lists.value = new Map(this.#shelf?.list().map(({ saleId, tenders }) => [saleId, tenders]));
  }

  /** A ticket is in hand; `announced` is what the server keeps with it, null where it was not asked. */
  open(saleId: string, announced: readonly AnnouncedTender[] | null): void {
    this.#open.value = saleId;
    if (announced !== null) this.adopt(announced);
  }

  close(): void {
    this.#open.value = null;
  }

  /** What the server keeps with the ticket in hand, and what it cannot know. */
  adopt(announced: readonly AnnouncedTender[]): void {
    const before = this.given.peek();
    const stays = before.flatMap((one) => {
      const known = announced.some(({ id }) => id === one.id);
      return known ? [{ ...one, kept: true }] : one.kept ? [] : [one];
    });
    const news = announced.filter(({ id }) => before.every((one) => one.id !== id)).map((one) => ({ ...one, kept: true }));
    this.#put(this.#open.peek()!, [...news, ...stays]);
  }

  /** False when it may not be given: only cash may exceed what is left of `total`. */
  give(total: number, tender: Tender): boolean {
    const saleId = this.#open.peek();
    const given = this.given.peek();
    if (saleId === null || !mayGive(total, given, tender)) return false;
    this.#put(saleId, [...given, { id: this.client.uuid.next(), ...tender, kept: false }]);
    this.#sendAll();
    return true;
  }

  /** The ticket costs so much now: cash that it does not need goes back. */
  fit(total: number): void {
    for (const { id, mode } of this.given.peek().toReversed()) {
      const others = this.given.peek().filter((one) => one.id !== id);
      if (mode === "especes" && leftToPay(total, others) === 0) this.handBack(id);
    }
  }

  /** Back over the counter. */
  handBack(id: string): void {
    this.#drop(this.#open.peek()!, id);
  }

  /** Takes money off that was taken already; the reason is kept. Throws a Failure. */
  async takeOff(id: string, reason: string): Promise<void> {
    const saleId = this.#open.peek()!;
    await this.sent(saleId);
    const body = { annonce_id: id, motif: reason };
    await this.client.request("POST", `/api/ventes/${saleId}/retirer`, body, this.client.uuid.next()).catch((error: unknown) => {
      // Another tab has taken it off, or an answer was lost.
      if (Failure.from(error).code !== "not_found") throw error;
    });
    this.#drop(saleId, id);
  }

  /** Whether money was taken already for a ticket. */
  charged(saleId: string): boolean {
    return (this.#lists.peek().get(saleId) ?? NONE).some(isTaken);
  }

  /** Before a ticket goes out of hand the server has what it must keep. Throws a Failure. */
  async sent(saleId: string): Promise<void> {
    const unsent = (this.#lists.peek().get(saleId) ?? NONE).filter(isUnsent);
    for (const failure of await Promise.all(unsent.map((one) => this.#send(saleId, one)))) if (failure !== null) throw failure;
  }

  /** It is paid or cancelled, or waits with what the server keeps. */
  over(saleId: string): void {
    this.#put(saleId, []);
  }

  /** It is another's: only money that the server has not heard of is still told here, for it is refused now. */
  release(saleId: string): void {
    this.#put(saleId, (this.#lists.peek().get(saleId) ?? NONE).filter(isUnsent));
    this.#sendAll();
  }

  /** Tickets that went another way while this page was not there take what was given for them along. */
  async #catchUp(userId: number): Promise<void> {
    await this.#sendAll();
    const ids = [...this.#lists.peek().keys()];
    const some = among("id", ids);
    const gone = `SELECT id FROM ventes WHERE (etat IN ('payee', 'annulee', 'en_attente') OR caissier_id <> ?)${some.sql}`;
    const { rows } = ids.length === 0 ? { rows: [] } : await this.client.query("select", gone, [userId, ...some.params]);
    for (const { id } of rows) this.over(String(id));
  }

  #sendAll(): Promise<unknown> {
    const unsent = [...this.#lists.peek()].flatMap(([saleId, tenders]) =>
      tenders.filter(isUnsent).map((one) => [saleId, one] as const)
    );
    return Promise.all(unsent.map(([saleId, one]) => this.#send(saleId, one)));
  }

  /** Asked for under its own id until the server has it; each at most once at a time. */
  #send(saleId: string, tender: GivenTender): Promise<Failure | null> {
    const { id } = tender;
    const under = this.#sending.get(id) ?? this.#announce(saleId, tender).finally(() => this.#sending.delete(id));
    this.#sending.set(id, under);
    return under;
  }

  async #announce(saleId: string, { id, mode, amount }: GivenTender): Promise<Failure | null> {
    const shelf = this.#shelf;
    const there = () => shelf === this.#shelf && (this.#lists.peek().get(saleId) ?? NONE).some((one) => one.id === id);
    try {
      const body = { annonce_id: id, mode, montant: amount };
      await this.client.request("POST", `/api/ventes/${saleId}/annoncer`, body, id);
      const kept = (one: GivenTender) => one.id === id ? { ...one, kept: true } : one;
      if (there()) this.#put(saleId, this.#lists.peek().get(saleId)!.map(kept));
      return null;
    } catch (error) {
      const failure = Failure.from(error);
      // Paid meanwhile, with this among its payments.
      if (!there() || failure.mayPass || failure.endsSession || failure.code === "stopped") return failure;
      this.#drop(saleId, id);
      this.onRefused(failure);
      return failure;
    }
  }

  #drop(saleId: string, id: string): void {
    this.#put(saleId, (this.#lists.peek().get(saleId) ?? NONE).filter((one) => one.id !== id));
  }

  #put(saleId: string, tenders: readonly GivenTender[]): void {
    const lists = new Map(this.#lists.peek());
    if (tenders.length === 0) lists.delete(saleId);
    else lists.set(saleId, tenders);
    this.#lists.value = lists;
    // A full storage costs the memory of the next page, not this one's.
    if (tenders.length === 0) this.#shelf?.remove(saleId);
    else this.#shelf?.put(saleId, { saleId, tenders });
  }
}

function isUnsent(tender: GivenTender): boolean {
  return !tender.kept && isTaken(tender);
}
