/**
 * Watches what connections gather out of our sight: descriptors of those that say nothing, and memory
 * of WebSocket frames that never end, which the runtime holds up to 64 MiB each before it shows them.
 */
import { readdirSync, readFileSync } from "node:fs";
import { LIMITS } from "../../shared/limits.ts";

export class Pressure {
  readonly #timer: ReturnType<typeof setInterval>;
  readonly #descriptors = descriptorLimit();
  /** The least memory in use since it was relieved last: what that does not give back is held by something else. */
  #least = 0;

  /** `relieve` is told why. */
  constructor(readonly relieve: (reason: string) => void) {
    this.#timer = setInterval(() => this.#look(), LIMITS.pressureMs);
    Deno.unrefTimer(this.#timer as unknown as number);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #look(): void {
    const open = openDescriptors();
    if (open > this.#descriptors * LIMITS.descriptorShare) {
      return this.relieve(`${open} of ${this.#descriptors} descriptors are open`);
    }
    const { rss } = Deno.memoryUsage();
    this.#least = Math.min(this.#least, rss);
    if (rss <= Math.max(LIMITS.memoryBytes, this.#least + LIMITS.memoryBytes / 4)) return;
    this.#least = Infinity;
    this.relieve(`${Math.round(rss / 2 ** 20)} MiB of memory are in use`);
  }
}

/** Open descriptors of this process; 0 where the system does not tell. */
function openDescriptors(): number {
  try {
    return readdirSync("/proc/self/fd").length;
  } catch (error) {
    return (error as { code?: string }).code === "EMFILE" ? Infinity : 0;
  }
}

function descriptorLimit(): number {
  try {
    return Number(/^Max open files\s+(\d+)/m.exec(readFileSync("/proc/self/limits", "utf8"))?.[1] ?? Infinity);
  } catch {
    return Infinity;
  }
}
