/**
 * A process for reads that are not provably short. Nothing stops a statement inside a process
 * (ending a Worker does not), so it runs where killing is possible. One JSON line in, one out.
 */
import { constants, setPriority } from "node:os";
import { LIMITS } from "../../shared/limits.ts";
import type { Application } from "./application.ts";
import type { ReadJob } from "./jobs.ts";
import { Reader } from "./reader.ts";
import { openReader } from "./sqlite.ts";

/** Serves lines on standard input until it ends. */
export async function serveSlowReads(database: string, application: Application): Promise<void> {
  try {
    setPriority(0, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // Only a courtesy to the tills: without the right to it, the time limit still holds.
  }
  const db = openReader(database);
  db.exec(`PRAGMA hard_heap_limit = ${LIMITS.slowHeapBytes}`);
  const reader = new Reader(db, application, true);
  const encoder = new TextEncoder();
  let rest = "";
  for await (const chunk of Deno.stdin.readable.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop()!;
    for (const line of lines) {
      const answer = encoder.encode(`${JSON.stringify(reader.run(JSON.parse(line) as ReadJob))}\n`);
      for (let sent = 0; sent < answer.length;) sent += await Deno.stdout.write(answer.subarray(sent));
    }
  }
}
