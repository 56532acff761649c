/**
 * `comptoir.local`: the name by which others find this PC on the local network without a name server (mDNS, RFC 6762), beside
 * whatever else of this PC speaks there. Where another PC has it, the next one is taken. Nothing that goes wrong here ever
 * keeps a shop from selling: it is told, and tried again.
 */
import { setTimeout as wait } from "node:timers/promises";
import { LIMITS } from "../../shared/limits.ts";
import { isLocal } from "../security/local_networks.ts";
import { isGreater, isTakenBack, type Message, othersOf, rivalsOf } from "./records.ts";
import { PORT, Voice } from "./voice.ts";

/** Questions before a name is taken, and milliseconds between them: as RFC 6762 (8.1) has it. */
const PROBES = 3;
const PROBE_MS = 250;
/** Milliseconds from the first announcement to the second. */
const AGAIN_MS = 1_000;
/** Names that are tried before it is left for a while. */
const NAMES = 9;

export interface Standing {
  /** null while none is held. */
  readonly name: string | null;
  readonly addresses: readonly string[];
  /** Why there is none, or not at every address; "" when nothing is wrong. */
  readonly trouble: string;
}

export class LocalName {
  /** Those at which it is held, or asked for together. */
  #voices: readonly Voice[] = [];
  /** Those at which it is asked for while it is held at the others. */
  #newcomers: readonly Voice[] = [];
  /** The addresses at which it was asked for last. */
  #tried = "";
  #number = 1;
  #held = false;
  #trouble = "";
  #told = "";
  #changed = () => {};
  #known: string | null = null;
  /** Somebody else has the name that is being asked for. */
  #lost = false;
  #timer: ReturnType<typeof setInterval> | null = null;
  #looking: Promise<void> | null = null;
  /** Ends the taking of a name. */
  #taking = new AbortController();

  /** `addresses` are those at which it may speak now; `tell` hears, once, what has changed. */
  constructor(readonly addresses: () => readonly string[], readonly tell: (standing: Standing) => void) {}

  get standing(): Standing {
    return { name: this.name, addresses: this.#voices.map(({ address }) => address), trouble: this.#trouble };
  }

  /** The name that is held; null for none. */
  get name(): string | null {
    return this.#held ? this.#wanted : null;
  }

  /** The name that was held last, also while it is asked for anew: tills have it open. null before the first. */
  get known(): string | null {
    return this.#known;
  }

  /** A while later: a server is ready sooner without what nobody waits for. `told` hears of each change after `tell`. */
  start(told: () => void = () => {}): void {
    this.#changed = told;
    this.#timer = setInterval(() => void this.#look(), LIMITS.addressesMs);
    Deno.unrefTimer(this.#timer as unknown as number);
  }

  /** Says goodbye: nobody waits for an answer of a server that has ended. */
  async stop(): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
    this.#taking.abort();
    await this.#looking;
    const name = this.name;
    this.#held = false;
    if (name !== null) await Promise.all(this.#voices.map((voice) => voice.takeBack(name)));
    await this.#closeAll();
  }

  get #wanted(): string {
    return this.#number === 1 ? "comptoir.local" : `comptoir-${this.#number}.local`;
  }

  /**
   * Addresses change with DHCP and Wi-Fi: from then on the name is asked for anew. A network may come back under an address
   * that stayed: there it joins the others.
   */
  #look(): Promise<void> {
    return this.#looking ??= this.#lookOnce().catch((error: Error) => this.#give(error.message)).finally(() =>
      this.#looking = null
    );
  }

  async #lookOnce(): Promise<void> {
    const present = [...new Set(this.addresses())].sort();
    const changed = present.join() !== this.#tried;
    // An address that cannot take part takes the name from nobody at the others.
    if (this.#held && !changed && this.#voices.some(isSound) && await this.#joinAt(present)) return;
    this.#tried = present.join();
    this.#taking.abort();
    this.#taking = new AbortController();
    this.#held = false;
    await this.#closeAll();
    // Where nothing has changed, what another PC had it has still.
    if (changed) this.#number = 1;
    const { opened, trouble } = await this.#openAll(present);
    this.#voices = opened;
    this.#trouble = present.length === 0 ? "this PC tells of no address on a network" : trouble;
    if (opened.length === 0) return this.#give(this.#trouble);
    await this.#take(this.#taking.signal);
  }

  /** Has the name at the addresses where it is missing as well, and keeps it at the others meanwhile; false where it is contested. */
  async #joinAt(present: readonly string[]): Promise<boolean> {
    const { signal } = this.#taking;
    const sound = this.#voices.filter(isSound);
    const missing = present.filter((address) => !sound.some((voice) => voice.address === address));
    if (missing.length === 0) return true;
    await closeThose(this.#voices.filter((voice) => !isSound(voice)));
    this.#voices = sound;
    const { opened, trouble } = await this.#openAll(missing);
    this.#newcomers = opened;
    if (opened.length > 0 && !await this.#isFree(opened, signal) || !this.#held) return false;
    const joined = opened.filter(isSound);
    const mute = opened.filter((voice) => !isSound(voice));
    this.#newcomers = [];
    this.#voices = [...this.#voices, ...joined].sort((one, other) => one.address < other.address ? -1 : 1);
    this.#give(mute.map(({ address, broken }) => `${address}: ${broken!.message}`).at(-1) ?? trouble);
    this.#announce(joined, signal);
    await closeThose(mute);
    return this.#held;
  }

  async #openAll(addresses: readonly string[]): Promise<{ opened: readonly Voice[]; trouble: string }> {
    const opened: Voice[] = [];
    let trouble = "";
    for (const address of addresses) {
      try {
        opened.push(await Voice.open(address, (message, voice, from) => this.#hear(message, voice, from)));
      } catch (error) {
        trouble = `${address}: ${(error as Error).message}`;
      }
    }
    return { opened, trouble };
  }

  async #closeAll(): Promise<void> {
    const voices = [...this.#voices, ...this.#newcomers];
    this.#voices = [];
    this.#newcomers = [];
    await closeThose(voices);
  }

  /** Asks for the name, or the next one, until nobody else has it; then says so twice. */
  async #take(signal: AbortSignal): Promise<void> {
    for (; this.#number <= NAMES; this.#number++) {
      if (!await this.#isFree(this.#voices, signal)) continue;
      this.#held = true;
      this.#known = this.#wanted;
      this.#say();
      return this.#announce(this.#voices, signal);
    }
    this.#number = 1;
    this.#give("others on this network have all the names");
  }

  async #isFree(voices: readonly Voice[], signal: AbortSignal): Promise<boolean> {
    this.#lost = false;
    // Not with all who start at the same moment, as after a power cut.
    await wait(Math.random() * PROBE_MS, undefined, { signal });
    for (let asked = 0; asked < PROBES && !this.#lost; asked++) {
      for (const voice of voices) void voice.probe(this.#wanted);
      await wait(PROBE_MS, undefined, { signal });
    }
    return !this.#lost;
  }

  #announce(voices: readonly Voice[], signal: AbortSignal): void {
    const announce = () => voices.forEach((voice) => void voice.announce(this.#wanted));
    announce();
    void wait(AGAIN_MS, undefined, { signal, ref: false }).then(() => this.#held && announce(), () => {});
  }

  #hear(message: Message, voice: Voice, from: { address: string; port: number }): void {
    const [name, own] = [this.#wanted, [...this.#voices, ...this.#newcomers].map(({ address }) => address)];
    const holds = this.#held && this.#voices.includes(voice);
    if (message.type === "query") {
      if (holds) void voice.answer(message, name, from);
      else if (isGreater(rivalsOf(message, name, own), own)) this.#lost = true;
      return;
    }
    // As RFC 6762 (6, 11) has it: any program, and anybody afar, can say what it likes from elsewhere.
    if (from.port !== PORT || !isLocal(from.address)) return;
    if (othersOf(message, name, own).length > 0) {
      this.#lost = true;
      // It is asked for again, and who was there first answers.
      if (this.#held) this.#contest();
    } else if (holds && isTakenBack(message, name, own)) {
      voice.reassure(name);
    }
  }

  #contest(): void {
    this.#held = false;
    void this.#look();
  }

  #give(trouble: string): void {
    if (this.#taking.signal.aborted) return;
    this.#trouble = trouble;
    this.#say();
  }

  #say(): void {
    const { standing } = this;
    const text = JSON.stringify(standing);
    if (text === this.#told) return;
    this.#told = text;
    this.tell(standing);
    this.#changed();
  }
}

const isSound = ({ broken }: Voice) => broken === null;

async function closeThose(voices: readonly Voice[]): Promise<void> {
  await Promise.all(voices.map((voice) => voice.close()));
}
