/**
 * The Workers by name: each has its file in `workers/`, is started here alone, and is packed into the executable by this
 * list, for `deno compile` finds what is imported and nothing else.
 */
import { moduleAt } from "./place.ts";

export const WORKERS = ["writer", "reader", "passwords", "slow_reads", "rehearsals", "errands"] as const;
export type WorkerName = (typeof WORKERS)[number];

export function startWorker(name: WorkerName): Worker {
  return new Worker(workerFile(name), { type: "module" });
}

function workerFile(name: WorkerName): URL {
  return moduleAt(`server/workers/${name}`);
}
