/**
 * An errand's own end. The process's main thread only watches and writes: a thread inside SQLite would hear nothing of its
 * parent's end. One line in, the errand as JSON; its bytes out, piece by piece as they are taken.
 */
import { FAILED } from "./own_process.ts";
import { writeAll } from "./write_all.ts";

type FromErrand =
  | { readonly type: "piece"; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly type: "done" }
  | { readonly type: "failed"; readonly reason: string };

interface Port {
  onmessage: ((event: MessageEvent) => void) | null;
  postMessage(message: FromErrand, transfer?: Transferable[]): void;
}

/** The Worker's side: the first message is the errand, each further one asks for the next piece. */
export function workErrand<Errand>(port: Port, perform: (errand: Errand) => AsyncGenerator<Uint8Array<ArrayBuffer>>): void {
  port.onmessage = ({ data }: MessageEvent<Errand>) => {
    const pieces = perform(data);
    const next = async () => {
      try {
        const { done, value } = await pieces.next();
        if (done) port.postMessage({ type: "done" });
        else port.postMessage({ type: "piece", bytes: value }, [value.buffer]);
      } catch (error) {
        port.postMessage({ type: "failed", reason: (error as Error).message });
      }
    };
    port.onmessage = next;
    void next();
  };
}

/** The main thread's side; resolves to the process's exit code. */
export function serveErrand(worker: Worker): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  worker.onmessage = async ({ data }: MessageEvent<FromErrand>) => {
    if (data.type === "piece") {
      await writeAll(Deno.stdout, data.bytes).catch(() => Deno.exit(1));
      return worker.postMessage(null);
    }
    if (data.type === "failed") await writeAll(Deno.stderr, new TextEncoder().encode(data.reason));
    resolve(data.type === "done" ? 0 : FAILED);
  };
  worker.onerror = (event) => {
    event.preventDefault();
    reject(new Error(event.message));
  };
  void watch(worker);
  return promise;
}

/** Hands the errand on, then waits for the end of whoever sent it. */
async function watch(worker: Worker): Promise<void> {
  let line: string | null = "";
  for await (const chunk of Deno.stdin.readable.pipeThrough(new TextDecoderStream())) {
    if (line === null) continue;
    line += chunk;
    if (!line.endsWith("\n")) continue;
    worker.postMessage(JSON.parse(line));
    line = null;
  }
  Deno.exit(1);
}
