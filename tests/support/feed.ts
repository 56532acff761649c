/** Listens to a server for a test: sockets that remember what they were told, and bytes sent as they are. */
import { connect, type Socket } from "node:net";
import assert from "node:assert/strict";
import type { DataChangeMessage, HelloMessage, ServerMessage } from "../../shared/protocol.ts";
import type { Person, TestServer } from "./server.ts";

/** Milliseconds for which a test waits for what must come. */
const PATIENCE_MS = 30_000;

/** An open socket and all that it has heard. */
export class Feed {
  readonly messages: ServerMessage[] = [];
  /** Set once the socket is closed. */
  closed: { readonly code: number; readonly reason: string } | null = null;
  readonly ended: Promise<{ readonly code: number; readonly reason: string }>;
  #waiting: (() => void)[] = [];

  constructor(readonly socket: WebSocket) {
    socket.onmessage = (event) => {
      this.messages.push(JSON.parse(event.data as string) as ServerMessage);
      this.#wake();
    };
    const { promise, resolve } = Promise.withResolvers<{ code: number; reason: string }>();
    this.ended = promise;
    socket.onclose = ({ code, reason }) => {
      this.closed = { code, reason };
      resolve(this.closed);
      this.#wake();
    };
    socket.onerror = () => {};
  }

  /** Connects and waits to be greeted; `query` is the part of the address behind `/ws`. */
  static async open(person: Person, query = ""): Promise<Feed> {
    const feed = new Feed(person.socket(query));
    await feed.until(() => feed.messages.length > 0, "hello");
    return feed;
  }

  get hello(): HelloMessage {
    const [first] = this.messages;
    assert.equal(first?.type, "hello");
    return first as HelloMessage;
  }

  /** Those that came together as well. */
  get changes(): DataChangeMessage[] {
    return this.messages.flatMap((message) =>
      message.type === "data_changes" ? message.all : message.type === "data_change" ? [message] : []
    );
  }

  /** Waits until something holds; throws when the socket closes before, or nothing comes. */
  async until(holds: () => boolean, what: string, ms = PATIENCE_MS): Promise<void> {
    const deadline = Date.now() + ms;
    while (!holds()) {
      if (this.closed !== null) throw new Error(`closed (${this.closed.code}) before ${what}`);
      const left = deadline - Date.now();
      if (left <= 0) throw new Error(`nothing came in ${ms} ms: ${what}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        this.#waiting.push(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
  }

  /** Waits until the server closes the socket; resolves to the code. */
  async closing(ms = PATIENCE_MS): Promise<number> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, reject) => timer = setTimeout(() => reject(new Error(`not closed in ${ms} ms`)), ms));
    try {
      return (await Promise.race([this.ended, late])).code;
    } finally {
      clearTimeout(timer);
    }
  }

  /** Waits for the message about one `seq`. */
  async change(seq: number): Promise<DataChangeMessage> {
    await this.until(() => this.changes.some((change) => change.seq === seq), `data_change ${seq}`);
    return this.changes.find((change) => change.seq === seq)!;
  }

  /** Asks for a heartbeat: whatever was sent before has arrived when it is there. */
  async ping(): Promise<number> {
    const beats = () => this.messages.filter((message) => message.type === "heartbeat");
    const before = beats().length;
    this.socket.send('{"type":"ping"}');
    await this.until(() => beats().length > before, "heartbeat");
    return beats().at(-1)!.seq;
  }

  /** Asserts that no message is missing or doubled: each names the one before it. */
  assertUnbroken(from: number): void {
    let prev = from;
    for (const change of this.changes) {
      assert.equal(change.prev, prev, `the message ${change.seq} names another before it`);
      assert.ok(change.seq > prev, `${change.seq} came after ${prev}`);
      prev = change.seq;
    }
  }

  async close(): Promise<void> {
    this.socket.close();
    await this.ended;
  }

  #wake(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const wake of waiting) wake();
  }
}

/** A TCP connection from an address of its own; it reads nothing until it is told to. */
export function connectFrom(server: TestServer, address: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: "127.0.0.1", port: server.port, localAddress: address });
    socket.pause();
    socket.once("connect", () => {
      socket.off("error", reject);
      socket.on("error", () => socket.destroy());
      resolve(socket);
    });
    socket.once("error", reject);
  });
}

export interface RawAnswer {
  /** null when the server hung up without an answer. */
  readonly status: number | null;
  readonly text: string;
}

/**
 * Sends bytes as they are and reads a whole answer, or until the server hangs up; where neither is to be expected, for so many
 * milliseconds. `half` closes the sending side afterwards.
 */
export async function sendRaw(
  server: TestServer,
  address: string,
  bytes: string | Uint8Array,
  { half = false, ms = PATIENCE_MS }: { readonly half?: boolean; readonly ms?: number } = {},
): Promise<RawAnswer> {
  const socket = await connectFrom(server, address);
  let text = "";
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms);
    const done = () => {
      clearTimeout(timer);
      resolve();
    };
    socket.on("data", (chunk) => {
      text += chunk.toString("latin1");
      if (isWhole(text)) done();
    });
    socket.on("close", done);
    socket.resume();
    if (half) socket.end(bytes);
    else socket.write(bytes);
  });
  socket.destroy();
  const status = /^HTTP\/1\.[01] (\d{3})/.exec(text)?.[1];
  return { status: status === undefined ? null : Number(status), text };
}

function isWhole(text: string): boolean {
  const head = text.indexOf("\r\n\r\n");
  if (head < 0) return false;
  if (text.startsWith("HTTP/1.1 101")) return true;
  const length = /\r\ncontent-length: (\d+)/i.exec(text.slice(0, head))?.[1];
  return length !== undefined && text.length >= head + 4 + Number(length);
}

/** The text of a WebSocket upgrade; `headers` come besides those that every upgrade has. */
export function upgradeText(headers: Readonly<Record<string, string>>, path = "/ws"): string {
  const all = {
    Host: "localhost",
    Upgrade: "websocket",
    Connection: "Upgrade",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    "Sec-WebSocket-Version": "13",
    ...headers,
  };
  return `GET ${path} HTTP/1.1\r\n${Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n`;
}

/** Waits until something holds; throws when it never does. */
export async function eventually(holds: () => boolean | Promise<boolean>, what: string, ms = PATIENCE_MS): Promise<void> {
  const deadline = Date.now() + ms;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`not within ${ms} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
