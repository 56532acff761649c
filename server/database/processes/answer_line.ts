/**
 * An answer between two processes: a line of JSON, and behind it the bytes of a long body, which would be twice as long inside
 * the line and have to be read there once more.
 */
import { Buffer } from "node:buffer";
import type { ReadAnswer } from "../jobs.ts";
import { packed, type Travelling } from "../long_text.ts";

/** A line without its end, and what follows it. */
export interface AnswerLine {
  readonly line: string;
  readonly bytes: Uint8Array<ArrayBuffer> | null;
}

/** How many bytes follow, in the place of the body. */
interface Announced {
  readonly bytes: number;
}

/** What a Worker hands over for its process to write. */
export function postAnswer(port: { postMessage(line: AnswerLine, moved: Transferable[]): void }, answer: ReadAnswer): void {
  const moved: ArrayBuffer[] = [];
  const { body, ...rest } = { body: null, ...packed(answer, moved) };
  if (body === null || typeof body === "string") return port.postMessage({ line: JSON.stringify(answer), bytes: null }, moved);
  port.postMessage({ line: JSON.stringify({ ...rest, bytes: body.length }), bytes: body }, moved);
}

/** Reads one answer after the other from what comes piece by piece. */
export class AnswerReader {
  #piece: Uint8Array = new Uint8Array();
  readonly #decoder = new TextDecoder();

  /** `next` resolves to the next piece, and throws when there is none any more. */
  constructor(readonly next: () => Promise<Uint8Array>) {}

  async line(): Promise<string> {
    const parts: Uint8Array[] = [];
    for (;;) {
      const end = this.#piece.indexOf(NEWLINE);
      if (end >= 0) {
        parts.push(this.#piece.subarray(0, end));
        this.#piece = this.#piece.subarray(end + 1);
        return this.#decoder.decode(Buffer.concat(parts));
      }
      parts.push(this.#piece);
      this.#piece = await this.next();
    }
  }

  async answer(): Promise<Travelling<ReadAnswer>> {
    const answer = JSON.parse(await this.line()) as ReadAnswer | Announced;
    if (!("bytes" in answer)) return answer;
    const { bytes, ...rest } = answer;
    return { ...rest, body: await this.#bytes(bytes) } as Travelling<ReadAnswer>;
  }

  async #bytes(count: number): Promise<Uint8Array<ArrayBuffer>> {
    const all = new Uint8Array(count);
    for (let at = 0; at < count;) {
      if (this.#piece.length === 0) this.#piece = await this.next();
      const part = this.#piece.subarray(0, count - at);
      all.set(part, at);
      at += part.length;
      this.#piece = this.#piece.subarray(part.length);
    }
    return all;
  }
}
const NEWLINE = 10;
