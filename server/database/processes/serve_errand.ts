/**
 * An errand's own end. The process's main thread only watches and writes: a thread inside SQLite would hear nothing of its
 * parent's end. One line in, the errand as JSON; its bytes out, piece by piece as they are taken. What is answered as JSON has a
 * line in front of it for each word on how far it is.
 */
import { LIMITS } from "../../../shared/limits.ts";
import { FAILED } from "./own_process.ts";
import { type Hear, type Progress, seldom } from "../progress.ts";
import { writeAll } from "./write_all.ts";

type FromErrand =
  | { readonly type: "progress"; readonly progress: Progress }
  | { readonly type: "piece"; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly type: "done" }
  | { readonly type: "failed"; readonly reason: string };

interface Port {
  onmessage: ((event: MessageEvent) => void) | null;
  postMessage(message: FromErrand, transfer?: Transferable[]): void;
}

/** The Worker's side: the first message is the errand, each further one asks for the next piece. */
export function workErrand<Errand>(
  port: Port,
  perform: (errand: Errand, hear: Hear) => AsyncGenerator<Uint8Array<ArrayBuffer>>,
): void {
  const hear = seldom((progress) => port.postMessage({ type: "progress", progress }), LIMITS.progressMs);
  port.onmessage = ({ data }: MessageEvent<Errand>) => {
    const pieces = perform(data, hear);
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
  const write = (bytes: Uint8Array) => writeAll(Deno.stdout, bytes).catch(() => Deno.exit(1));
  const encoder = new TextEncoder();
  const told = async (data: FromErrand) => {
    if (data.type === "progress") return await write(encoder.encode(`${JSON.stringify(data.progress)}\n`));
    if (data.type === "piece") {
      await write(data.bytes);
      return worker.postMessage(null);
    }
    if (data.type === "failed") await writeAll(Deno.stderr, encoder.encode(data.reason));
    resolve(data.type === "done" ? 0 : FAILED);
  };
  // One behind the other: a pipe that is full lets a line wait in its middle.
  let last = Promise.resolve();
  worker.onmessage = ({ data }: MessageEvent<FromErrand>) => last = last.then(() => told(data));
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
