/** Keys that work anywhere on a page. */
import { useLayoutEffect, useRef } from "preact/hooks";

/** Tells of keys pressed anywhere but in an open dialog. True: the key was used, and does nothing else. */
export type OnKey = (event: KeyboardEvent, inField: boolean) => boolean;

export function useShortcuts(onKey: OnKey): void {
  const latest = useRef(onKey);
  latest.current = onKey;
  // With the page, not after its first frame: a key pressed at once is meant for what is seen.
  useLayoutEffect(() => {
    const listener = (event: KeyboardEvent) => {
      // Combinations belong to the browser; a dialog has keys of its own.
      if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
      if (document.querySelector("dialog[open]") !== null) return;
      // A key held down types and moves; what it orders, it orders once.
      if (event.repeat && /^(F\d+|Enter|Escape)$/.test(event.key)) return event.preventDefault();
      const inField = event.target instanceof HTMLElement && event.target.matches("input, textarea, select");
      if (latest.current(event, inField)) event.preventDefault();
    };
    document.addEventListener("keydown", listener);
    return () => document.removeEventListener("keydown", listener);
  }, []);
}

/** Whether Enter belongs to the button that the keyboard is on. */
export function onChoice(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches("button:focus-visible, a:focus-visible");
}

/** What the digit rows of French and Belgian keyboards type without Shift. */
const AZERTY_ROW = "à&é\"'(-è_ç§!";

/** The digit of a key; on AZERTY without Shift as well, for nobody holds it while counting. Null for any other key. */
export function digitOf({ key, code }: KeyboardEvent): string | null {
  if (/^\d$/.test(key)) return key;
  return AZERTY_ROW.includes(key) ? /^Digit(\d)$/.exec(code)?.[1] ?? null : null;
}
