/** A print on the till's printer, followed until it has ended. */
import { type Signal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { NetworkClient } from "../../network/network_client.ts";
import { fetchPrint, isUnderWay, type TillPrint } from "../store/till_printer.ts";

/** Milliseconds between two looks at what is under way: most are out after one. */
const LOOK_MS = 700;

export function useTillPrint(client: NetworkClient, first: TillPrint | null): Signal<TillPrint | null> {
  const print = useSignal(first);
  const looks = useSignal(0);
  const id = print.value !== null && isUnderWay(print.value) ? print.value.id : null;
  useEffect(() => {
    if (id === null) return;
    return client.platform.after(LOOK_MS, async () => {
      // What cannot be read now is asked for again.
      const read = await fetchPrint(client, id).catch(() => null);
      if (read !== null && print.peek()?.id === id) print.value = read;
      looks.value++;
    });
  }, [id, looks.value]);
  return print;
}
