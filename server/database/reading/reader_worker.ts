/** The readers' end of the lane: inside a Worker, and inside a process that can be ended. */
import { LIMITS } from "../../../shared/limits.ts";
import type { Readable } from "../application.ts";
import { processClock } from "../clock.ts";
import type { ReadAnswer, ReadJob } from "../jobs.ts";
import { packed, type Travelling } from "../long_text.ts";
import type { Started } from "../workers/kept_worker.ts";
import { Meter } from "../bounds/meter.ts";
import { Pulse } from "../workers/pulse.ts";
import { sealedBeside } from "../journal/sealed_file.ts";
import { Reader } from "./reader.ts";
import { openReader } from "../sql/sqlite.ts";

export type FromReader =
  | Started
  | { readonly type: "answers"; readonly answers: readonly Travelling<ReadAnswer>[] };

export interface ReaderStart {
  readonly type: "start";
  readonly database: string;
  readonly pulse: SharedArrayBuffer;
}

interface Port {
  onmessage: ((event: MessageEvent) => void) | null;
  postMessage(message: FromReader, moved?: Transferable[]): void;
}

export function serveReader(port: Port, application: Readable): void {
  port.onmessage = ({ data }: MessageEvent<ReaderStart>) => {
    try {
      start(port, application, data);
    } catch (error) {
      port.postMessage({ type: "failed", reason: error instanceof Error ? error.message : String(error) });
    }
  };
}

function start(port: Port, application: Readable, { database, pulse: memory }: ReaderStart): void {
  const pulse = new Pulse(memory);
  const meter = new Meter(openReader(database));
  const reader = new Reader(openReader(database), application, meter, processClock(), sealedBeside(database));
  // A JSON array of `ReadJob`.
  port.onmessage = ({ data }: MessageEvent<string>) => {
    const jobs = JSON.parse(data) as ReadJob[];
    let chars = 0;
    const answers: Travelling<ReadAnswer>[] = [];
    const moved: ArrayBuffer[] = [];
    const answerTo = (end: number) => {
      // Hundreds of answers of 8 MiB in one message would fill the memory: the rest is left.
      for (let at = answers.length; at < end && chars <= LIMITS.batchAnswerChars; at++) {
        const job = jobs[at]!;
        pulse.begin(isAsked(job) ? LIMITS.stuckMs : LIMITS.ownReadStuckMs, at);
        const answer = reader.run(job);
        if ("body" in answer) chars += answer.body.length;
        // What a client asks goes to it as it is; our own reading is read here.
        answers.push(isAsked(job) ? packed(answer, moved) : answer);
      }
    };
    while (answers.length < jobs.length && chars <= LIMITS.batchAnswerChars) {
      const end = togetherFrom(jobs, answers.length);
      if (end - answers.length > 1) reader.atOneMoment(() => answerTo(end));
      else answerTo(end);
    }
    port.postMessage({ type: "answers", answers }, moved);
    pulse.rest();
  };
  port.postMessage({ type: "ready" });
}

/**
 * Where the selects end that are answered at one moment, for locks on the file cost a look-up as much as all else. Each was asked
 * before that moment; a few at a time, or the log could not begin anew.
 */
function togetherFrom(jobs: readonly ReadJob[], from: number): number {
  let end = from;
  while (end < jobs.length && end - from < LIMITS.readTogether && jobs[end]!.kind === "select") end++;
  return Math.max(end, from + 1);
}

/** Whether a client asks it, of us. */
function isAsked({ kind }: ReadJob): boolean {
  return kind === "select" || kind === "selects";
}
