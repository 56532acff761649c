/** Runs one long task in a Worker of its own, so that neither sales nor reads wait for it. */
import type { MaintenanceTask } from "./workers/maintenance.ts";

export function runMaintenance<T>(task: MaintenanceTask): Promise<T> {
  const worker = new Worker(new URL("./workers/maintenance.ts", import.meta.url), { type: "module" });
  return new Promise<T>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<{ result: T } | { error: string }>) => {
      if ("error" in data) reject(new Error(data.error));
      else resolve(data.result);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      reject(new Error(event.message));
    };
    worker.postMessage(task);
  }).finally(() => worker.terminate());
}
