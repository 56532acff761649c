/** The owner's long writes, tried on a copy of the database: the Worker of a process that can be ended. */
import { LIMITS } from "../../shared/limits.ts";
import type { Application } from "./application.ts";
import { copyDatabase } from "./backup.ts";
import { processClock, putClock } from "./clock.ts";
import { toFailure } from "./failure.ts";
import type { ReadAnswer, WriteJob } from "./jobs.ts";
import { openWriter, setLimits } from "./sqlite.ts";
import { Writer } from "./writer.ts";

export interface Rehearsal {
  readonly job: WriteJob;
  /** Where the copy is made; whoever asked removes it. */
  readonly copy: string;
}

interface Port {
  onmessage: ((event: MessageEvent<string>) => void) | null;
  postMessage(answer: string): void;
}

/** The first message is the database's path, answered by an empty one; each further one a rehearsal, answered by one message. */
export function serveRehearsals(port: Port, application: Application): void {
  port.onmessage = ({ data: database }) => {
    port.postMessage("");
    port.onmessage = async ({ data }) => {
      port.postMessage(JSON.stringify(await rehearse(database, application, JSON.parse(data) as Rehearsal)));
    };
  };
}

/** Runs a write on a copy of the database, with all its rules. */
async function rehearse(database: string, application: Application, { job, copy }: Rehearsal): Promise<ReadAnswer> {
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
