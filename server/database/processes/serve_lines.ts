/**
 * The main thread of a process for what may have to be ended: it only watches. The work is done in a
 * Worker, for a thread inside SQLite hears neither the end of its parent nor the clock, and ending a Worker
 * does not stop it; the end of the process does. A line in: milliseconds, a blank, the job as JSON. A line
 * out: the answer as JSON, and where it says how many bytes, they follow. The first line out is empty: the Worker is there.
 */
import { LIMITS } from "../../../shared/limits.ts";
import type { AnswerLine } from "./answer_line.ts";
import { writeAll } from "./write_all.ts";

/** Serves standard input until its other end is gone; resolves to the process's exit code. */
export async function serveLines(worker: Worker, start: unknown): Promise<number> {
  const encoder = new TextEncoder();
  let deadline: ReturnType<typeof setTimeout> | undefined;
  const send = async ({ line, bytes }: AnswerLine) => {
    await writeAll(Deno.stdout, encoder.encode(`${line}\n`));
    if (bytes !== null) await writeAll(Deno.stdout, bytes);
  };
  worker.onmessage = ({ data }: MessageEvent<AnswerLine>) => {
    clearTimeout(deadline);
    send(data).catch(() => Deno.exit(1));
  };
  // What it was asked is answered by its end.
  worker.onerror = (event) => {
    event.preventDefault();
    Deno.exit(1);
  };
  worker.postMessage(start);
  let rest = "";
  for await (const chunk of Deno.stdin.readable.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop()!;
    for (const line of lines) {
      const blank = line.indexOf(" ");
      // Who asked ends it in time; if that one is stopped or gone, this does.
      deadline = setTimeout(() => Deno.exit(1), Number(line.slice(0, blank)) + LIMITS.slowGraceMs);
      worker.postMessage(line.slice(blank + 1));
    }
  }
  return 0;
}
