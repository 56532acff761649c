/** A clock that never goes back, for how long something has waited. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Platform } from "../../network/platform.ts";

/** Milliseconds between two looks at the clock: ages are shown in minutes. */
const TICK_MS = 10_000;

/** Milliseconds from any origin. */
export function useClock(platform: Platform): number {
  const now = useSignal(platform.now());
  useEffect(() => {
    let stop = () => {};
    const tick = () => {
      now.value = platform.now();
      stop = platform.after(TICK_MS, tick);
    };
    tick();
    return () => stop();
  }, [platform]);
  return now.value;
}
