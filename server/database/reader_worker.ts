/** The readers' end of the lane: inside a Worker, and inside a process that can be ended. */
import type { Application } from "./application.ts";
import { processClock } from "./clock.ts";
import type { ReadAnswer, ReadJob } from "./jobs.ts";
import { Reader } from "./reader.ts";
import { openReader } from "./sqlite.ts";

export type FromReader =
  | { readonly type: "ready" }
  | { readonly type: "answers"; readonly answers: readonly ReadAnswer[] };

export interface ReaderStart {
  readonly type: "start";
  readonly database: string;
}

interface Port {
  onmessage: ((event: MessageEvent) => void) | null;
  postMessage(message: FromReader): void;
}

export function serveReader(port: Port, application: Application): void {
  port.onmessage = ({ data }: MessageEvent<ReaderStart>) => {
    const reader = new Reader(openReader(data.database), application, false, processClock());
    // A JSON array of `ReadJob`.
    port.onmessage = ({ data }: MessageEvent<string>) => {
      port.postMessage({ type: "answers", answers: (JSON.parse(data) as ReadJob[]).map((job) => reader.run(job)) });
    };
    port.postMessage({ type: "ready" });
  };
}
