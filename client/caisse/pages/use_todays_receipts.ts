/** What this till has put out today, for a ticket that is looked up without its number. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { shopDay, shopDayOf } from "../../shell/words/shop_clock.ts";
import { fetchTodaysReceipts, type TodaysReceipt } from "../store/todays_receipts.ts";
import type { CaisseWork } from "../store/work.ts";

/** Asked for each time that it is wanted; null until then, and while it cannot be read. */
export function useTodaysReceipts({ caisse, client, marks }: CaisseWork, wanted: boolean): readonly TodaysReceipt[] | null {
  const today = useSignal<readonly TodaysReceipt[] | null>(null);
  const till = caisse.till.state.value;
  const training = marks.value?.training ?? false;
  useEffect(() => {
    if (!wanted || till.kind !== "open") return;
    const isToday = (moment: string) => shopDayOf(moment) === shopDay();
    // What cannot be read now is looked up by its number.
    fetchTodaysReceipts(client, till.name, training, isToday).then((receipts) => today.value = receipts, () => {});
  }, [wanted, till.kind, training]);
  return today.value;
}
