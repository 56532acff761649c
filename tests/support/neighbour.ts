/** Another participant of the local network's naming (mDNS), by a library's own hand. */
import { createSocket } from "node:dgram";
import speak from "multicast-dns";
import { eventually } from "./feed.ts";

export interface Heard {
  readonly type: string;
  readonly name: string;
  readonly data: unknown;
  readonly ttl: number;
}

// deno-lint-ignore no-explicit-any -- as the library gives them
type Packet = any;

export class Neighbour {
  /** All records that anybody answered since it was emptied. */
  heard: Heard[] = [];
  readonly #speaker: Packet;

  private constructor(speaker: Packet) {
    this.#speaker = speaker;
    speaker.on("response", ({ answers, additionals }: Packet) => this.heard.push(...answers, ...additionals));
  }

  /** One that speaks from a port of its own, as no participant does; nothing is heard by it. */
  static aside(address: string): Neighbour {
    return new Neighbour(speak({ interface: address, bind: false } as Packet));
  }

  static async at(address: string): Promise<Neighbour> {
    const speaker: Packet = speak({ interface: address, bind: "0.0.0.0" });
    await new Promise((resolve, reject) => speaker.on("ready", resolve).on("error", reject).on("warning", reject));
    return new Neighbour(speaker);
  }

  /** Asks until somebody answers with a record of this type, whose content is returned. */
  async ask(name: string, type: string): Promise<unknown> {
    let found: Heard | undefined;
    await eventually(async () => {
      this.heard = [];
      this.#speaker.query(name, type);
      await new Promise((resolve) => setTimeout(resolve, 100));
      found = this.heard.find((one) => one.name === name && one.type === type);
      return found !== undefined;
    }, `${name} ${type} is answered`);
    return found!.data;
  }

  /** From now on the name is this one's, whoever asks. */
  claim(name: string, address: string): void {
    const records = [{ name, type: "A", ttl: 120, flush: true, data: address }];
    this.#speaker.on("query", ({ questions }: Packet) => {
      if (questions.some((question: Packet) => question.name === name)) this.#speaker.respond(records);
    });
    this.#speaker.respond(records);
  }

  say(records: readonly Packet[]): void {
    this.#speaker.respond(records);
  }

  /** Hears who asks for a name before it is taken. */
  onProbe(name: string, heard: () => void): void {
    this.#speaker.on("query", ({ authorities }: Packet) => {
      if (authorities?.some((record: Packet) => record.name === name)) heard();
    });
  }

  send(bytes: Uint8Array): Promise<void> {
    const socket = createSocket("udp4");
    return new Promise((resolve) =>
      socket.bind(0, "127.0.0.1", () => socket.send(bytes, 5353, "127.0.0.1", () => socket.close(() => resolve())))
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await new Promise((resolve) => this.#speaker.destroy(resolve));
  }
}

/** Asks as one asks a name server, from a port of one's own at `from`; null where nothing comes back while others are answered. */
export async function askedOnce(question: Uint8Array, from: string, until: () => Promise<void>): Promise<Uint8Array | null> {
  const socket = createSocket("udp4");
  let answer: Uint8Array | null = null;
  socket.on("message", (message: Uint8Array) => answer = message);
  await new Promise<void>((resolve) => socket.bind(0, from, resolve));
  socket.send(question, 5353, from, () => {});
  await until();
  await new Promise<void>((resolve) => socket.close(() => resolve()));
  return answer;
}
