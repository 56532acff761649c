/** A scale behind a serial box on the network: it answers `W` as Toledo 8217 has it, moves, is too full or below zero, and fails as it is told. */
import { createServer, type Server, type Socket } from "node:net";

const [STX, CR] = [0x02, 0x0d];
/** Bits of the status byte; two are always set. */
export const BITS = { moving: 0x01, over: 0x02, under: 0x04, lostZero: 0x08, zero: 0x10, always: 0x60 } as const;

export class TestScale implements AsyncDisposable {
  /** What lies there. */
  grams = 0;
  /** Bits of the status that it answers instead of a weight. */
  status: number | null = null;
  /** Questions that are answered by "it moves" before it rests. */
  movesFor = 0;
  /** It says nothing. */
  mute = false;
  /** Said instead of an answer, as it stands. */
  says: readonly number[] | null = null;
  /** Said to whoever connects, before anything was asked. */
  saysFirst: readonly number[] = [];
  /** Even parity in the eighth bit, as a box hands it on that was set to 8 bits. */
  parity = false;
  /** Bytes that came. */
  readonly heard: number[] = [];
  #sockets = new Set<Socket>();

  private constructor(readonly server: Server, readonly address: string) {}

  static async open(): Promise<TestScale> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
    const { port } = server.address() as { port: number };
    const scale = new TestScale(server, `127.0.0.1:${port}`);
    server.on("connection", (socket) => scale.#serve(socket));
    return scale;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  #serve(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on("close", () => this.#sockets.delete(socket));
    socket.on("error", () => {});
    if (this.saysFirst.length > 0) socket.write(Uint8Array.from(this.saysFirst));
    socket.on("data", (bytes: Uint8Array) => {
      for (const byte of bytes) {
        this.heard.push(byte);
        if (byte === 0x57 && !this.mute) socket.write(Uint8Array.from(this.#answer()));
      }
    });
  }

  #answer(): number[] {
    if (this.says !== null) return [...this.says];
    const moves = this.movesFor > 0;
    if (moves) this.movesFor--;
    const status = moves ? BITS.moving : this.status;
    const text = status === null ? weightFrame(this.grams) : [STX, 0x3f, status | BITS.always, CR];
    return this.parity ? text.map(withParity) : text;
  }
}

/** `STX kilograms CR`. */
export function weightFrame(grams: number): number[] {
  const text = (grams / 1000).toFixed(3).padStart(6, "0");
  return [STX, ...new TextEncoder().encode(text), CR];
}

function withParity(byte: number): number {
  const ones = byte.toString(2).replaceAll("0", "").length;
  return ones % 2 === 0 ? byte : byte | 0x80;
}
