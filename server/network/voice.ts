/** One address of this PC, as it speaks of a name and hears others speak on the network that it lies in. */
import type { EventEmitter } from "node:events";
import { isLocal } from "../security/local_networks.ts";
import { announced, answerTo, type Message, probe, type Said } from "./records.ts";

/** Where all who take part speak and hear. */
export const PORT = 5353;
/** Seconds for which an asker that is no participant may keep an answer: as RFC 6762 (6.7) has it. */
const ONCE_S = 10;
/** Milliseconds between two answers that all hear: as RFC 6762 (6) has it, who wants the name hears sooner whose it is. */
const APART_MS = 1_000;
const DEFENCE_MS = 250;
/** Of the header's flags the one that says who speaks of what is their own. */
const AUTHORITATIVE = 1 << 10;

/** What is used of the library. */
interface Speaker extends EventEmitter {
  send(message: Message, to: Asker | null, done: (error?: Error | null) => void): void;
  destroy(done: () => void): void;
}
interface Asker {
  readonly address: string;
  readonly port: number;
}

export class Voice {
  #said = -Infinity;
  #reassured = -Infinity;
  /** Why nothing can be said any more; null while it can. */
  broken: Error | null = null;

  private constructor(readonly address: string, readonly speaker: Speaker) {
    speaker.removeAllListeners("error").on("error", (error: Error) => this.broken = error);
    // What cannot be read, and what the network did not take: neither is worth a word.
    speaker.removeAllListeners("warning").on("warning", () => {});
  }

  /** Throws where this address cannot take part: no multicast, the port taken by a program that shares it with nobody. */
  static async open(address: string, heard: (message: Message, voice: Voice, from: Asker) => void): Promise<Voice> {
    const { default: speak } = await import("multicast-dns");
    const speaker = speak({ port: PORT, interface: address, bind: "0.0.0.0" }) as Speaker;
    try {
      await new Promise<void>((resolve, reject) => {
        speaker.on("ready", resolve).on("error", reject).on("warning", reject);
      });
    } catch (error) {
      speaker.removeAllListeners("error").on("error", () => {});
      await new Promise<void>((done) => speaker.destroy(done));
      throw error;
    }
    const voice = new Voice(address, speaker);
    speaker.on("packet", (message: Message, from: Asker) => heard(message, voice, from));
    return voice;
  }

  probe(name: string): Promise<void> {
    return this.#send(probe(name, this.address));
  }

  announce(name: string): Promise<void> {
    this.#said = performance.now();
    return this.#respond(announced(name, this.address));
  }

  /** Once more, for whoever was just told to forget it. */
  reassure(name: string): void {
    if (performance.now() - this.#reassured < APART_MS) return;
    this.#reassured = performance.now();
    void this.announce(name);
  }

  /** Others forget the name's address. */
  takeBack(name: string): Promise<void> {
    return this.#respond(announced(name, this.address, 0));
  }

  /** Answers what is asked of the name, if anything is. */
  async answer(message: Message, name: string, from: Asker): Promise<void> {
    const said = answerTo(message, name, this.address);
    if (said === null) return;
    if (from.port !== PORT) return await this.#answerOne(message, said, from);
    // All have just heard it.
    const apart = message.authorities?.length ? DEFENCE_MS : APART_MS;
    if (performance.now() - this.#said < apart) return;
    this.#said = performance.now();
    await this.#respond(said);
  }

  async close(): Promise<void> {
    await new Promise<void>((done) => this.speaker.destroy(done));
  }

  /** Who asks as one asks a name server is answered likewise; nobody beyond the local network is, and nobody who hears at no port. */
  async #answerOne({ id = 0, questions = [] }: Message, said: Said, from: Asker): Promise<void> {
    if (from.port === 0 || !isLocal(from.address)) return;
    const once = (records: Said["answers"]) => records.map((record) => ({ ...record, ttl: ONCE_S, flush: false }));
    await this.#respond({ answers: once(said.answers), additionals: once(said.additionals), id, questions }, from);
  }

  #respond(said: Omit<Message, "type">, to: Asker | null = null): Promise<void> {
    return this.#send({ ...said, type: "response", flags: AUTHORITATIVE }, to);
  }

  #send(message: Message, to: Asker | null = null): Promise<void> {
    return new Promise((done) => {
      this.speaker.send(message, to, (error) => {
        // Whoever cannot be reached is one asker: all others hear it still.
        if (error && to === null) this.broken = error;
        done();
      });
    });
  }
}
