/** One of those that `spread.ts` starts: runs the shops that it is told, one at a time. */
import { runShop, type ShopPlan } from "./run.ts";

const scope = self as unknown as { onmessage: (event: MessageEvent<ShopPlan>) => void; postMessage(message: unknown): void };

scope.onmessage = async ({ data }) => {
  try {
    const happened = await runShop(data, () => scope.postMessage({ type: "day" }));
    scope.postMessage({ type: "done", happened: [...happened] });
  } catch (error) {
    scope.postMessage({ type: "failed", error });
  }
};
