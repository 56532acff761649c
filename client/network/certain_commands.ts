/**
 * Commands whose answer a person must know: a payment, a refund, a till's opening and closing, cash that is moved, an account that is settled.
 *
 * Unlike the outbox they are never begun while the server is away. Once begun, a command is kept with
 * its Idempotency-Key before it is sent, and asked again with that key until the answer is known, by
 * the next page as well when this one ends: the money moves once, and the screen says how it ended.
 */
import { type ReadonlySignal, signal } from "@preact/signals";
import { Failure } from "./failure.ts";
import type { Stop } from "./listeners.ts";
import type { NetworkClient } from "./network_client.ts";
import { Retry } from "./retry.ts";
import { Shelf } from "./shelf.ts";

/** Milliseconds after which the screen says that the answer is late. */
const LATE_MS = 2_500;
/** Answers `internal` in a row that are believed: the command itself is at fault, not the moment. */
const INTERNAL_MAX = 3;

export type CommandKind = "encaisser" | "rembourser" | "ouvrir" | "fermer" | "relever" | "mouvement" | "regler";

export interface CertainCommand {
  /** The Idempotency-Key. */
  readonly key: string;
  readonly kind: CommandKind;
  readonly path: string;
  readonly body: unknown;
  /** Cents that it is about, for the words on the screen; null when it is about none. */
  readonly amount: number | null;
}

/** Begins a command; see CertainCommands.run. */
export type Ask = CertainCommands["run"];

export interface UnderWay {
  readonly command: CertainCommand;
  /** The answer is late or was lost: it is being asked for again. */
  readonly lost: boolean;
}

export type Known =
  | { readonly kind: "done"; readonly command: CertainCommand; readonly answer: unknown }
  | { readonly kind: "refused"; readonly command: CertainCommand; readonly failure: Failure };

export class CertainCommands {
  readonly #underWay = signal<UnderWay | null>(null);
  readonly #retry: Retry;
  #waiting: CertainCommand[] = [];
  /** The signed-in person's; null while there is none. */
  #shelf: Shelf<CertainCommand> | null = null;
  #running = false;
  /** Tells what an earlier session left behind from what the present one runs. */
  #session = 0;
  #stops: Stop[] = [];

  /** `onKnown` hears how each command ended. */
  constructor(readonly client: NetworkClient, readonly onKnown: (known: Known) => void) {
    this.#retry = new Retry(client.platform);
  }

  get underWay(): ReadonlySignal<UnderWay | null> {
    return this.#underWay;
  }

  /** Takes up what this person's last page left without an answer. */
  start(userId: number): void {
    this.stop();
    this.#shelf = new Shelf(this.client.platform.storage, `comptoir.command.${userId}.`);
    this.#waiting = this.#shelf.list();
    this.#stops = [this.client.onState(({ phase }) => {
      if (phase === "ready") this.#retry.cutShort();
    })];
    this.#work();
  }

  /** What is under way stays stored. */
  stop(): void {
    this.#session += 1;
    for (const stop of this.#stops) stop();
    this.#stops = [];
    this.#waiting = [];
    this.#shelf = null;
    this.#running = false;
    this.#underWay.value = null;
    this.#retry.cutShort();
  }

  /** Asks again now rather than after the present wait. */
  wake(): void {
    this.#retry.cutShort();
  }

  run(kind: CommandKind, path: string, body: unknown, amount: number | null = null): void {
    if (this.#shelf === null) return;
    const command: CertainCommand = { key: this.client.uuid.next(), kind, path, body, amount };
    // A full storage costs the memory of the next page, not this one's.
    this.#shelf.put(command.key, command);
    this.#waiting.push(command);
    this.#work();
  }

  async #work(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    const session = this.#session;
    for (;;) {
      const command = this.#waiting[0];
      if (command === undefined) break;
      this.#underWay.value = { command, lost: false };
      const known = await this.#ask(command, session);
      if (session !== this.#session) return;
      this.#waiting.shift();
      this.#underWay.value = null;
      if (known === null) continue;
      this.#shelf?.remove(command.key);
      this.onKnown(known);
    }
    this.#running = false;
  }

  /** Asks until it is decided; null when the session ended before: its person's next session asks again. */
  async #ask(command: CertainCommand, session: number): Promise<Known | null> {
    const { platform } = this.client;
    this.#retry.reset();
    const late = () => {
      if (session === this.#session) this.#underWay.value = { command, lost: true };
    };
    let internal = 0;
    while (session === this.#session) {
      const stopLate = platform.after(LATE_MS, late);
      try {
        return { kind: "done", command, answer: await this.client.request("POST", command.path, command.body, command.key) };
      } catch (error) {
        const failure = Failure.from(error);
        if (failure.endsSession || failure.code === "stopped") return null;
        internal = failure.code === "internal" ? internal + 1 : 0;
        if (!failure.mayPass || internal >= INTERNAL_MAX) return { kind: "refused", command, failure };
        late();
        await this.#retry.wait(failure);
      } finally {
        stopLate();
      }
    }
    return null;
  }
}
