/** One connection that is kept, as a till keeps it: what it measures is the server, for it does nothing but write and read bytes. */

const ENCODER = new TextEncoder();
const DECODER = new TextDecoder();

export interface Ask {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly token: string;
  /** JSON text. */
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export class KeptConnection {
  readonly #buffer = new Uint8Array(2 ** 20);

  private constructor(readonly connection: Deno.TcpConn, readonly port: number) {}

  static async open(port: number): Promise<KeptConnection> {
    const connection = await Deno.connect({ hostname: "127.0.0.1", port });
    connection.setNoDelay();
    return new KeptConnection(connection, port);
  }

  /** Milliseconds until the whole answer is there; throws where it is no success. */
  async ask({ method, path, token, body = "", headers = {} }: Ask): Promise<number> {
    const text = ENCODER.encode(body);
    const lines = [`${method} ${path} HTTP/1.1`, `Host: 127.0.0.1:${this.port}`, `Authorization: Bearer ${token}`];
    for (const [name, value] of Object.entries(headers)) lines.push(`${name}: ${value}`);
    if (body !== "") lines.push("Content-Type: application/json", `Content-Length: ${text.length}`);
    const head = ENCODER.encode(`${lines.join("\r\n")}\r\n\r\n`);
    const bytes = new Uint8Array(head.length + text.length);
    bytes.set(head);
    bytes.set(text, head.length);
    const started = performance.now();
    await this.connection.write(bytes);
    const answer = await this.#answer();
    const ms = performance.now() - started;
    if (!/^HTTP\/1\.1 20[01]/.test(answer)) throw new Error(`${method} ${path}: ${answer}`);
    return ms;
  }

  close(): void {
    this.connection.close();
  }

  async #answer(): Promise<string> {
    let read = 0;
    let end = Infinity;
    while (read < end) {
      const count = await this.connection.read(this.#buffer.subarray(read));
      if (count === null) throw new Error("the server ended the connection");
      read += count;
      if (end !== Infinity) continue;
      const text = DECODER.decode(this.#buffer.subarray(0, read));
      const head = text.indexOf("\r\n\r\n");
      const length = /^content-length: *(\d+)/im.exec(text.slice(0, head))?.[1];
      if (head >= 0) end = head + 4 + Number(length);
    }
    return DECODER.decode(this.#buffer.subarray(0, read));
  }
}

/** A socket whose frames are taken and thrown away: whoever is told must cost little, or the teller cannot be measured. */
export async function listen(port: number, token: string, query: string): Promise<Deno.TcpConn> {
  const connection = await Deno.connect({ hostname: "127.0.0.1", port });
  const key = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))));
  const lines = [`GET /ws${query} HTTP/1.1`, `Host: 127.0.0.1:${port}`, `Authorization: Bearer ${token}`, "Connection: Upgrade"];
  lines.push("Upgrade: websocket", "Sec-WebSocket-Version: 13", `Sec-WebSocket-Key: ${key}`, "", "");
  await connection.write(ENCODER.encode(lines.join("\r\n")));
  const buffer = new Uint8Array(2 ** 16);
  const count = await connection.read(buffer);
  const answer = DECODER.decode(buffer.subarray(0, count ?? 0));
  if (!answer.startsWith("HTTP/1.1 101")) throw new Error(`/ws: ${answer}`);
  const take = async () => {
    while (await connection.read(buffer) !== null);
  };
  take().catch(() => {}); // closed by whoever opened it
  return connection;
}
