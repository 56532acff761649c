/**
 * Watches what connections gather out of our sight: descriptors of those that say nothing, and memory
 * of WebSocket frames that never end, which the runtime holds up to 64 MiB each before it shows them.
 */
import { LIMITS } from "../../shared/limits.ts";
import type { Libc } from "./libc.ts";

export class Pressure {
  readonly #timer: ReturnType<typeof setInterval>;
  readonly #descriptors: number;
  #open = 0;
  /** The least memory in use since it was relieved last: what that does not give back is held by something else. */
  #least = 0;
  #givenBackAt = performance.now();

  /** `relieve` is told why; descriptors are watched where the system tells of them. */
  constructor(readonly relieve: (reason: string) => void, readonly libc: Libc | null) {
    this.#descriptors = libc?.mostDescriptors ?? Infinity;
    this.#timer = setInterval(() => this.#look(), LIMITS.pressureMs);
    Deno.unrefTimer(this.#timer as unknown as number);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #look(): void {
    const open = this.libc?.descriptors().length ?? 0;
    // At the second look: those of too many connections are ended one by one meanwhile.
    const before = this.#open;
    this.#open = open;
    if (Math.min(open, before) > this.#descriptors * LIMITS.descriptorShare) {
      return this.relieve(`${open} of ${this.#descriptors} descriptors are open`);
    }
    const { rss } = Deno.memoryUsage();
    this.#least = Math.min(this.#least, rss);
    this.#giveBack(rss > LIMITS.muchMemoryBytes ? LIMITS.giveMuchBackMs : LIMITS.giveBackMs);
    if (rss <= Math.max(LIMITS.memoryBytes, this.#least + LIMITS.memoryBytes / 4)) return;
    this.#least = Infinity;
    this.relieve(`${Math.round(rss / 2 ** 20)} MiB of memory are in use`);
  }

  /** The C library keeps what was freed: after a crowd has gone that is most of what is in use. */
  #giveBack(everyMs: number): void {
    if (performance.now() - this.#givenBackAt < everyMs) return;
    this.#givenBackAt = performance.now();
    void this.libc?.giveBack();
  }
}
