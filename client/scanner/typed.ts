/** What is typed into a page outside its fields, such as an amount on the keypad: what a slow scan did to it can be undone. */
import { batch, type Signal, useSignal } from "@preact/signals";
import { useLayoutEffect } from "preact/hooks";

const shown = new Set<Signal<string>>();

/** A text that keys change while it is shown. */
export function useTyped(): Signal<string> {
  const text = useSignal("");
  // With the page, not after its first frame: the first key may be on its way.
  useLayoutEffect(() => {
    shown.add(text);
    return () => void shown.delete(text);
  }, [text]);
  return text;
}

/** Brings back what stands there now. */
export function typedNow(): () => void {
  const before = [...shown].map((text) => [text, text.peek()] as const);
  return () => batch(() => before.forEach(([text, value]) => text.value = value));
}
