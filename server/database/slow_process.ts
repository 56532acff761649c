/**
 * A process for what is not provably short: reads, and rehearsals of the owner's writes on a copy. Nothing stops a statement inside a process
 * (ending a Worker does not), so it runs where killing is possible. One JSON line in, one out.
 */
import { constants, setPriority } from "node:os";
import { LIMITS } from "../../shared/limits.ts";
import type { Application } from "./application.ts";
import { copyDatabase } from "./backup.ts";
import { processClock, putClock } from "./clock.ts";
import { toFailure } from "./failure.ts";
import type { ReadAnswer, ReadJob, WriteJob } from "./jobs.ts";
import { Reader } from "./reader.ts";
import { openReader, openWriter, setLimits } from "./sqlite.ts";
import { Writer } from "./writer.ts";

/** Serves lines on standard input until it ends. */
export async function serveSlowReads(database: string, application: Application): Promise<void> {
  try {
    setPriority(0, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // Only a courtesy to the tills: without the right to it, the time limit still holds.
  }
  const db = openReader(database);
  db.exec(`PRAGMA hard_heap_limit = ${LIMITS.slowHeapBytes}`);
  const reader = new Reader(db, application, true, processClock());
  const encoder = new TextEncoder();
  let rest = "";
  for await (const chunk of Deno.stdin.readable.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop()!;
    for (const line of lines) {
      const job = JSON.parse(line) as ReadJob;
      const result = job.kind === "rehearsal" ? await rehearse(database, application, job.job, job.copy) : reader.run(job);
      const answer = encoder.encode(`${JSON.stringify(result)}\n`);
      for (let sent = 0; sent < answer.length;) sent += await Deno.stdout.write(answer.subarray(sent));
    }
  }
}

/** Runs a write on a copy of the database, with all its rules; whoever asked removes the copy. */
async function rehearse(database: string, application: Application, job: WriteJob, copy: string): Promise<ReadAnswer> {
  try {
    await copyDatabase(database, copy);
    const db = openWriter(copy);
    db.exec("PRAGMA synchronous = OFF");
    setLimits(db, LIMITS.writerValueBytes, LIMITS.rulePatternBytes);
    const clock = processClock();
    if (clock.isSet) putClock(db, clock);
    const [answer] = new Writer(db, application, {}, clock).run([{ ...job, rehearsed: true }]);
    db.close();
    if (answer!.ok) return { ok: true, body: "" };
    if ("unrehearsed" in answer!) throw new Error("a rehearsal asked for a rehearsal");
    return answer!;
  } catch (error) {
    return toFailure(error);
  }
}
