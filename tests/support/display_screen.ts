/** A customer display of a test, without a page: its socket, and what it shows now. */
import type { Shows } from "../../client/display/shown.ts";
import { Feed } from "./feed.ts";
import { assertShown } from "./frames.ts";
import type { TestServer } from "./server.ts";

export class DisplayScreen {
  private constructor(readonly feed: Feed) {}

  /** At an address of its own; `key` is what it was paired with. */
  static open(server: TestServer, key: string, address = "127.0.0.66"): DisplayScreen {
    const client = Deno.createHttpClient({ localAddress: address });
    const options = { headers: { authorization: `Bearer ${key}` }, client } as unknown as string[];
    const socket = new WebSocket(`ws://127.0.0.1:${server.port}/ws/afficheur`, options);
    socket.addEventListener("message", ({ data }) => assertShown(data as string));
    socket.addEventListener("close", () => client.close());
    return new DisplayScreen(new Feed(socket));
  }

  /** All that it was ever sent, as text. */
  get heard(): string {
    return JSON.stringify(this.feed.messages);
  }

  /** What is on it now; null before anything is. */
  get shows(): Shows | null {
    const frames = this.feed.messages as unknown as readonly { readonly type: string; readonly shows: Shows }[];
    return frames.findLast(({ type }) => type === "display")?.shows ?? null;
  }

  async until(holds: (shows: Shows) => boolean, what: string): Promise<Shows> {
    await this.feed.until(() => this.shows !== null && holds(this.shows), what);
    return this.shows!;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.feed.close();
  }
}
