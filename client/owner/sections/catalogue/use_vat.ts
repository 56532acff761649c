/** The rate that is chosen in a form: the usual one at first, and whenever the rates that there are leave it out. */
import { type Signal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";

export function useVat(rates: readonly number[]): Signal<string> {
  const chosen = useSignal(String(rates[0] ?? 0));
  useEffect(() => {
    if (!rates.includes(Number(chosen.peek()))) chosen.value = String(rates[0] ?? 0);
  }, [rates]);
  return chosen;
}
