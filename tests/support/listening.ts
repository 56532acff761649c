/** A device of a test that listens on the network, at an address of its own: devices of one kind share a port, and tests run side by side. */
import { createServer, type Server, type Socket } from "node:net";

export abstract class ListeningDevice implements AsyncDisposable {
  readonly host = anyAddress();
  /** Times that somebody connected. */
  calls = 0;
  readonly #sockets = new Set<Socket>();
  #server: Server | null = null;

  constructor(readonly port: number) {}

  /** Whoever connects; errors of the line are seen to. */
  protected abstract serve(socket: Socket): void;

  turnOn(): Promise<void> {
    this.#server = createServer((socket) => {
      this.calls++;
      this.#sockets.add(socket);
      socket.on("close", () => this.#sockets.delete(socket));
      socket.on("error", () => {});
      this.serve(socket);
    });
    return new Promise((resolve, reject) => {
      this.#server!.once("error", reject);
      this.#server!.listen(this.port, this.host, () => resolve());
    });
  }

  async turnOff(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    if (server === null) return;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.turnOff();
  }
}

/** One that is turned on, at an address that nobody has. */
export async function turnedOn<D extends ListeningDevice>(make: () => D): Promise<D> {
  for (;;) {
    const device = make();
    try {
      await device.turnOn();
      return device;
    } catch (error) {
      if ((error as { code?: string }).code !== "EADDRINUSE") throw error;
    }
  }
}

function anyAddress(): string {
  const [a, b, c] = crypto.getRandomValues(new Uint8Array(3));
  return `127.${1 + a! % 250}.${b}.${1 + c! % 250}`;
}
