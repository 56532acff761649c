/** A server that has another version than the page: the page begins anew by itself, as soon as nobody is in the middle of anything. */
import { computed, effect, signal, untracked } from "@preact/signals";
import type { Health } from "../../../shared/protocol.ts";
import type { Stop } from "../../network/listeners.ts";
import type { Store } from "./store.ts";

/** Milliseconds between two looks whether what is typed has been finished: no signal tells that. */
const LOOK_MS = 2_000;

export class Renewal {
  readonly #due = signal(false);
  /** The server's version when the page was fetched. */
  #version: string | null = null;
  #stops: Stop[] = [];
  #stopTimer: Stop | null = null;

  /** `isTyping` says what only the page itself knows; `renew` begins it anew. */
  constructor(readonly store: Store, readonly isTyping: () => boolean, readonly renew: () => void) {}

  start(): void {
    const { store } = this;
    const ready = computed(() => store.state.value.phase === "ready");
    const atRest = computed(() => store.pending.value.length === 0 && store.work.value?.busy.value !== true);
    this.#stops = [
      effect(() => {
        this.#version ??= store.state.value.health?.version ?? null;
      }),
      // Whoever comes back may find a server that was replaced meanwhile.
      effect(() => {
        if (ready.value) untracked(() => this.#ask());
      }),
      effect(() => {
        this.#stopTimer?.();
        if (this.#due.value && ready.value && atRest.value) this.#renew();
      }),
    ];
  }

  stop(): void {
    for (const stop of this.#stops) stop();
    this.#stopTimer?.();
  }

  /** An answer that does not come is asked for again at the next connection. */
  async #ask(): Promise<void> {
    const health = await this.store.client.request("GET", "/api/health").catch(() => null) as Health | null;
    if (health !== null && this.#version !== null && health.version !== this.#version) this.#due.value = true;
  }

  #renew(): void {
    if (!this.isTyping()) return this.renew();
    this.#stopTimer = this.store.client.platform.after(LOOK_MS, () => this.#renew());
  }
}
