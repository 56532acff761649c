/** Parts of a page that are fetched apart, together: when nothing else is to be done, or at the latest when one is asked for. */
import { signal } from "@preact/signals";
import type { FunctionComponent } from "preact";
import { useEffect } from "preact/hooks";
import type { Messages } from "../shell/words/words.ts";
import { Dialog } from "./dialog.tsx";
import { Loading } from "./empty.tsx";

/** Milliseconds after which a page that is never idle fetches them all the same. */
const BUSY_MS = 2_000;

/** What a component is given; words among it, for what is said while it is not here. */
type Props<C> = C extends (props: infer P extends { readonly t: Messages }) => unknown ? P : never;

export class Later<M extends object> {
  readonly #module = signal<M | null>(null);
  readonly #missing = signal(false);

  constructor(readonly load: () => Promise<M>) {}

  /** Once they are here, each is drawn at once, whatever has become of the server. */
  fetchWhenIdle(): void {
    // Some browsers do not know when they are idle.
    if ("requestIdleCallback" in globalThis) requestIdleCallback(() => this.#fetch(), { timeout: BUSY_MS });
    else setTimeout(() => this.#fetch(), BUSY_MS);
  }

  /**
   * One of them by its name, to be drawn like any other component. `back` leads away from it where it cannot be fetched; null for
   * one that nobody waits for: until it is here there is nothing.
   */
  part<N extends keyof M>(name: N, back: ((props: Props<M[N]>) => void) | null): FunctionComponent<Props<M[N]>> {
    return (props) => {
      useEffect(() => {
        if (back === null) this.fetchWhenIdle();
        else void this.#fetch();
      }, []);
      const module = this.#module.value;
      if (module !== null) {
        const Part = module[name] as FunctionComponent<Props<M[N]>>;
        return <Part {...props} />;
      }
      if (back === null) return null;
      const { t } = props;
      return (
        <>
          <Loading label={t.starting.title} />
          {this.#missing.value && (
            <Dialog title={t.starting.failedTitle} close={t.close} onClose={() => back(props)}>
              <div class="dialog-foot">
                <button type="button" class="button button-main button-big" data-first onClick={() => this.needed()}>
                  {t.starting.retry}
                </button>
              </div>
            </Dialog>
          )}
        </>
      );
    };
  }

  /** Null where they cannot be fetched now. A server that is there and yet has not these parts has another version by now: the page begins anew. */
  async needed(): Promise<M | null> {
    await this.#fetch();
    if (this.#missing.peek()) {
      const there = await fetch(location.href, { cache: "no-store" }).then(({ ok }) => ok, () => false);
      if (there) location.reload();
    }
    return this.#module.peek();
  }

  async #fetch(): Promise<void> {
    if (this.#module.peek() !== null) return;
    this.#missing.value = false;
    try {
      this.#module.value = await this.load();
    } catch {
      this.#missing.value = true;
    }
  }
}
