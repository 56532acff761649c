/** The address of the receipt that is shown, asked for once and kept with it: a reload shows the code that was scanned. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Paid } from "../store/last_paid.ts";
import { shareReceipt } from "../store/shared_receipt.ts";
import type { CaisseWork } from "../store/work.ts";

export function useReceiptCode({ caisse, client }: CaisseWork, paid: Paid | null): { url: string | null; failed: boolean } {
  const url = useSignal<string | null>(null);
  const failed = useSignal(false);
  const id = paid?.receipt.vente_id ?? null;
  useEffect(() => {
    if (paid === null || id === null || url.peek() !== null) return;
    const ask = async () => {
      url.value = paid.shared ?? await shareReceipt(client, id);
      failed.value = false;
      caisse.lastPaid.noteShared(id, url.value);
    };
    ask().catch(() => failed.value = true);
  }, [id]);
  return { url: url.value, failed: failed.value };
}
