/** A line to a database that is cut when a test wants it: after so many bytes, or when a COMMIT is done and its answer is on the way. */
import { connect, createServer, type Server, type Socket } from "node:net";

/** When a connection is to be cut: bytes until then, either way, the next commit, or the answer to such a statement; null for never. */
export type Cut = { readonly afterBytes: number } | { readonly atCommit: number } | { readonly atAnswer: string } | null;

export class CuttingProxy {
  readonly #server: Server;
  readonly #lines = new Set<Socket>();
  /** Connections that were cut. */
  cuts = 0;
  /** Of these, between a COMMIT and its answer. */
  commitsCut = 0;
  connections = 0;
  /** How the next connections are cut. */
  plan: () => Cut = () => null;
  /** Hangs up before a word is said. */
  hangsUp = false;

  private constructor(readonly to: number) {
    this.#server = createServer({ pauseOnConnect: false }, (client) => this.#serve(client));
  }

  static async start(to: number): Promise<CuttingProxy> {
    const proxy = new CuttingProxy(to);
    await new Promise<void>((resolve) => proxy.#server.listen(0, "127.0.0.1", resolve));
    return proxy;
  }

  get port(): number {
    return (this.#server.address() as { readonly port: number }).port;
  }

  /** Every connection that stands, now. */
  cutAll(): void {
    for (const line of this.#lines) line.destroy();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.cutAll();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #serve(client: Socket): void {
    this.connections += 1;
    client.on("error", () => {});
    this.#lines.add(client);
    client.on("close", () => this.#lines.delete(client));
    if (this.hangsUp) return void client.destroySoon();
    const server = connect(this.to, "127.0.0.1");
    server.on("error", () => {});
    const cut = this.plan();
    let left = cut !== null && "afterBytes" in cut ? cut.afterBytes : Infinity;
    let commits = cut !== null && "atCommit" in cut ? cut.atCommit : Infinity;
    const lost = cut !== null && "atAnswer" in cut ? cut.atAnswer : null;
    const end = () => {
      client.destroy();
      server.destroy();
    };
    for (const line of [client, server]) {
      this.#lines.add(line);
      line.on("close", () => {
        this.#lines.delete(line);
        end();
      });
    }
    const passed = (bytes: number) => {
      left -= bytes;
      if (left > 0) return true;
      this.cuts += 1;
      end();
      return false;
    };
    client.on("data", (chunk) => void (passed(chunk.length) && server.write(chunk)));
    const answers = new AnswerTags();
    server.on("data", (chunk) => {
      const tags = answers.take(chunk as Uint8Array);
      commits -= tags.filter((tag) => tag === "COMMIT").length;
      if (commits <= 0 || (lost !== null && tags.includes(lost))) {
        this.cuts += 1;
        if (commits <= 0) this.commitsCut += 1;
        return end();
      }
      if (passed(chunk.length)) client.write(chunk);
    });
  }
}

/** Reads, from what a PostgreSQL answers, which statements it says are done. */
class AnswerTags {
  #rest: Uint8Array = new Uint8Array();

  take(chunk: Uint8Array): string[] {
    const bytes = new Uint8Array(this.#rest.length + chunk.length);
    bytes.set(this.#rest);
    bytes.set(chunk, this.#rest.length);
    const view = new DataView(bytes.buffer);
    const tags: string[] = [];
    let at = 0;
    while (at + 5 <= bytes.length) {
      const end = at + 1 + view.getUint32(at + 1);
      if (end > bytes.length) break;
      if (bytes[at] === 0x43) tags.push(new TextDecoder().decode(bytes.subarray(at + 5, end - 1)));
      at = end;
    }
    this.#rest = bytes.slice(at);
    return tags;
  }
}
