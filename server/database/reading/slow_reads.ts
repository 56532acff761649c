/** Reads that are not provably short: the Worker of a process that can be ended. */
import { LIMITS } from "../../../shared/limits.ts";
import type { Application } from "../application.ts";
import { PC_CLOCK } from "../clock.ts";
import type { ReadJob } from "../jobs.ts";
import { Reader } from "./reader.ts";
import { openReader } from "../sql/sqlite.ts";

interface Port {
  onmessage: ((event: MessageEvent<string>) => void) | null;
  postMessage(answer: string): void;
}

/** The first message is the database's path, answered by an empty one; each further one a job, answered by one message. */
export function serveSlowReads(port: Port, application: Application): void {
  port.onmessage = ({ data: database }) => {
    const db = openReader(database);
    db.exec(`PRAGMA hard_heap_limit = ${LIMITS.slowHeapBytes}`);
    const reader = new Reader(db, application, null, PC_CLOCK);
    port.postMessage("");
    port.onmessage = ({ data }) => port.postMessage(JSON.stringify(reader.run(JSON.parse(data) as ReadJob)));
  };
}
