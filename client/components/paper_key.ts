/** Ctrl+P, or Cmd+P: where a page has something of its own for the printer that goes out, never the screen. */
import { useLayoutEffect, useRef } from "preact/hooks";

/** `onPrint` null: the key is the browser's. */
export function usePaperKey(onPrint: (() => void) | null): void {
  const latest = useRef(onPrint);
  latest.current = onPrint;
  useLayoutEffect(() => {
    const listener = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "p" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
      if (latest.current === null) return;
      event.preventDefault();
      // Held down it prints once: each further one would be a copy, numbered and recorded.
      if (!event.repeat) latest.current();
    };
    document.addEventListener("keydown", listener);
    return () => document.removeEventListener("keydown", listener);
  }, []);
}
