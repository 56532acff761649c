/** A stopwatch inside the page: started by the event that the browser dispatches, stopped by the frame that shows what came of it. */
import type { Page } from "playwright-core";

/** Milliseconds after which nothing will come. */
const PATIENCE_MS = 1_000;

export interface Watched {
  /** The event that starts it; `Enter` is the keydown of that key. */
  readonly event: "keydown" | "Enter" | "F9" | "pointerup" | "click";
  /** What shows it: its text changes. */
  readonly selector: string;
}

declare global {
  /** The stopwatch that runs in this page; null once it was read. */
  var watched: Promise<number | null> | null;
}

/** Milliseconds from the event to the painted frame; null when nothing changed. */
export async function timed(page: Page, watched: Watched, act: () => Promise<unknown>): Promise<number | null> {
  await page.evaluate(arm, { ...watched, patienceMs: PATIENCE_MS });
  await act();
  return await page.evaluate(() => globalThis.watched);
}

/** Runs in the page. */
function arm({ event, selector, patienceMs }: Watched & { patienceMs: number }): void {
  const text = () => document.querySelector(selector)?.textContent ?? "";
  const isKey = event === "Enter" || event === "F9";
  const before = text();
  globalThis.watched = new Promise((resolve) => {
    let start = NaN;
    const observer = new MutationObserver(() => {
      if (Number.isNaN(start) || text() === before) return;
      observer.disconnect();
      requestAnimationFrame(() => {
        // A message that is sent before a frame is painted arrives after it.
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve(performance.now() - start);
        port2.postMessage(null);
      });
    });
    const begin = (happened: Event) => {
      if (isKey && (happened as KeyboardEvent).key !== event) return;
      removeEventListener(isKey ? "keydown" : event, begin, { capture: true });
      start = performance.now();
    };
    addEventListener(isKey ? "keydown" : event, begin, { capture: true });
    observer.observe(document.body, { subtree: true, childList: true, characterData: true });
    setTimeout(() => resolve(null), patienceMs);
  });
}
