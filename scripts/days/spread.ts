/** Shops side by side, each in one worker: whoever is done takes the next. */
import { Sums } from "./books.ts";
import type { Happened, ShopPlan } from "./run.ts";

type Told = { readonly type: "day" } | { readonly type: "done"; readonly happened: [string, number][] } | {
  readonly type: "failed";
  readonly error: Error;
};

/** Throws at the first shop that does not agree. `told` hears how many days are done, of all shops together. */
export async function runShops(
  shops: readonly ShopPlan[],
  workers: number,
  told: (done: number) => void = () => {},
): Promise<Happened> {
  const happened = new Sums();
  const waiting = [...shops];
  let done = 0;
  const started: Worker[] = [];
  const work = async () => {
    const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
    started.push(worker);
    for (let shop = waiting.shift(); shop !== undefined; shop = waiting.shift()) {
      for (const [name, times] of await answered(worker, shop, () => told(++done))) happened.add(name, times);
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(workers, shops.length) }, work));
  } finally {
    for (const worker of started) worker.terminate();
  }
  return happened;
}

function answered(worker: Worker, shop: ShopPlan, day: () => void): Promise<[string, number][]> {
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<Told>) => {
      if (data.type === "day") day();
      else if (data.type === "done") resolve(data.happened);
      else reject(data.error);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      reject(new Error(event.message));
    };
    worker.postMessage(shop);
  });
}
