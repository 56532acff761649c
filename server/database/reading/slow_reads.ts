/** Reads that are not provably short: the Worker of a process that can be ended. */
import { LIMITS } from "../../../shared/limits.ts";
import type { Readable } from "../application.ts";
import { PC_CLOCK } from "../clock.ts";
import type { ReadJob } from "../jobs.ts";
import { type AnswerLine, postAnswer } from "../processes/answer_line.ts";
import { sealedBeside } from "../journal/sealed_file.ts";
import { Reader } from "./reader.ts";
import { openReader } from "../sql/sqlite.ts";

interface Port {
  onmessage: ((event: MessageEvent<string>) => void) | null;
  postMessage(line: AnswerLine, moved?: Transferable[]): void;
}

/** The first message is the database's path, answered by an empty one; each further one a job, answered by one message. */
export function serveSlowReads(port: Port, application: Readable): void {
  port.onmessage = ({ data: database }) => {
    const db = openReader(database);
    db.exec(`PRAGMA hard_heap_limit = ${LIMITS.slowHeapBytes}`);
    const reader = new Reader(db, application, null, PC_CLOCK, sealedBeside(database));
    port.postMessage({ line: "", bytes: null });
    port.onmessage = ({ data }) => postAnswer(port, reader.run(JSON.parse(data) as ReadJob));
  };
}
