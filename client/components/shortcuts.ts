/** Keys that work anywhere on a page. */
import { useEffect, useRef } from "preact/hooks";

/** Tells of keys pressed anywhere but in an open dialog. True: the key was used, and does nothing else. */
export type OnKey = (event: KeyboardEvent, inField: boolean) => boolean;

export function useShortcuts(onKey: OnKey): void {
  const latest = useRef(onKey);
  latest.current = onKey;
  useEffect(() => {
    const listener = (event: KeyboardEvent) => {
      // Combinations belong to the browser; a dialog has keys of its own.
      if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
      if (document.querySelector("dialog[open]") !== null) return;
      const inField = event.target instanceof HTMLElement && event.target.matches("input, textarea, select");
      if (latest.current(event, inField)) event.preventDefault();
    };
    document.addEventListener("keydown", listener);
    return () => document.removeEventListener("keydown", listener);
  }, []);
}

/** The digit of a key, without Shift by its place: the digit row of AZERTY types `à&é` then. Null for any other key. */
export function digitOf({ key, code, shiftKey }: KeyboardEvent): string | null {
  if (/^\d$/.test(key)) return key;
  return shiftKey ? null : /^Digit(\d)$/.exec(code)?.[1] ?? null;
}
