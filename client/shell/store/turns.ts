/** People who take turns at one till: who may come by PIN, and when it asks again who stands before it. */
import { computed, effect, type ReadonlySignal, signal, untracked } from "@preact/signals";
import type { Role } from "../../../shared/roles.ts";
import { attempt } from "../../network/attempt.ts";
import { type Binding, Device } from "../../network/device.ts";
import { Failure } from "../../network/failure.ts";
import type { Stop } from "../../network/listeners.ts";
import type { NetworkClient } from "../../network/network_client.ts";
import type { Marks } from "./marks.ts";

export interface Taker {
  readonly id: number;
  readonly name: string;
}

const MINUTE_MS = 60_000;
/** Milliseconds after which it is looked again whether a till at rest may be locked: an answer was awaited. */
const AGAIN_MS = 5_000;

export class Turns {
  readonly #device: Device;
  /** Who may come by PIN here; nobody where this device is no such till, null while it is asked. */
  readonly #people = signal<readonly Taker[] | null>(null);
  /** Of the till that answered who. */
  #binding: Binding | null = null;
  /** The number of the ticket that was sent last, for the customer to be told once it is locked. */
  readonly #sent = signal<number | null>(null);
  /** This device is a till that takes PINs, and somebody works there who may come by one. */
  readonly on: ReadonlySignal<boolean>;
  readonly #role = signal<Role | null>(null);
  #byPin = false;
  #asked = false;
  #stops: Stop[] = [];
  #stopTimer: Stop = () => {};
  #settling: () => boolean = () => false;

  constructor(readonly client: NetworkClient, readonly marks: () => Marks | null) {
    this.#device = new Device(client.platform);
    if (this.#device.bindings().length === 0) this.#people.value = [];
    this.on = computed(() => {
      const role = this.#role.value;
      return role !== null && role !== "administrateur" && this.#here() !== null;
    });
  }

  get people(): ReadonlySignal<readonly Taker[] | null> {
    return this.#people;
  }

  get sent(): ReadonlySignal<number | null> {
    return this.#sent;
  }

  /** `settling` answers whether the person at work must not be sent away now. */
  start(settling: () => boolean): void {
    const { client } = this;
    this.#settling = settling;
    this.#stops = [
      client.onState(({ user, phase }) => {
        this.#role.value = user?.role ?? null;
        if (user !== null) {
          this.#sent.value = null;
          this.#asked = false;
        } else this.#byPin = false;
        // Once for each time that nobody is there: a code that was wrong changes nothing of it.
        if (phase !== "signed_out" || this.#asked) return;
        this.#asked = true;
        this.#ask();
      }),
      effect(() => {
        if (this.on.value) untracked(() => this.#openDevice());
      }),
      effect(() => {
        const ms = this.on.value ? this.#restMs() : 0;
        untracked(() => this.#restFor(ms));
      }),
    ];
  }

  stop(): void {
    this.#stopTimer();
    for (const stop of this.#stops) stop();
  }

  /** Asks who may come by PIN. Where nobody can be told, the password is the way. */
  async #ask(): Promise<void> {
    const bindings = this.#device.bindings();
    this.#people.value = bindings.length === 0 ? [] : null;
    for (const binding of bindings) {
      const answer = await this.client.request("POST", "/api/auth/pin/people", binding).catch(() => null);
      const { people } = (answer ?? { people: [] }) as { readonly people: readonly Taker[] };
      if (people.length === 0) continue;
      this.#binding = binding;
      this.#people.value = people;
      return;
    }
    this.#people.value = [];
  }

  signIn(userId: number, pin: string): Promise<Failure | null> {
    return attempt(async () => {
      if (this.#binding === null) throw new Failure("network");
      await this.client.signInByPin(userId, pin, this.#binding);
      this.#byPin = true;
    });
  }

  /** Somebody was at work here. */
  touched(): void {
    if (this.on.peek()) this.#restFor(this.#restMs());
  }

  /** Whoever is next says so. What is in hand stays its person's, and is there when they come back: not while nobody could. */
  lock(): void {
    if (this.on.peek() && this.client.state.phase === "ready") this.client.signOut();
  }

  /** A ticket is done; `sent`: its number, where a customer must be told one. */
  ticketDone(sent: number | null): void {
    if (!this.on.peek() || this.marks()?.lockAfterTicket !== true) return;
    this.lock();
    this.#sent.value = sent;
  }

  #restMs(): number {
    return (this.marks()?.lockMinutes ?? 0) * MINUTE_MS;
  }

  /** The till of this device that takes PINs. */
  #here(): Binding | null {
    const tills = this.marks()?.pinTills ?? [];
    return this.#device.bindings().find(({ caisse }) => tills.includes(caisse)) ?? null;
  }

  /** A cashier who gave a password here lets the others come by PIN; the server knows who has. */
  #openDevice(): void {
    const here = this.#here();
    if (here === null || this.#byPin || this.client.state.user?.role !== "caisse") return;
    // Without it they come by password.
    this.client.request("POST", "/api/auth/pin/device", here).catch(() => null);
  }

  /** Without a connection nobody could come back: it is locked once there is one. */
  #restFor(ms: number): void {
    this.#stopTimer();
    if (ms === 0) return;
    this.#stopTimer = this.client.platform.after(ms, () => {
      if (this.client.state.phase !== "ready" || this.#settling()) return this.#restFor(AGAIN_MS);
      this.lock();
    });
  }
}
