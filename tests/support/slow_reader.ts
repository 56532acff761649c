/** A reader that answers each SQL text with its own name, and takes the milliseconds that the text begins with. */
import type { ReadAnswer, ReadJob } from "../../server/database/jobs.ts";
import { Pulse } from "../../server/database/workers/pulse.ts";
import type { ReaderStart } from "../../server/database/reading/reader_worker.ts";

const port = self as unknown as Worker;
const still = new Int32Array(new SharedArrayBuffer(4));
const name = crypto.randomUUID();

port.onmessage = ({ data }: MessageEvent<ReaderStart>) => {
  const pulse = new Pulse(data.pulse);
  port.onmessage = ({ data }: MessageEvent<string>) => {
    const answers = (JSON.parse(data) as ReadJob[]).map((job, at): ReadAnswer => {
      pulse.begin(60_000, at);
      Atomics.wait(still, 0, 0, job.kind === "internal" ? parseInt(job.sql) : 0);
      return { ok: true, body: name };
    });
    port.postMessage({ type: "answers", answers });
    pulse.rest();
  };
  port.postMessage({ type: "ready" });
};
