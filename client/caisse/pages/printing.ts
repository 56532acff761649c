/** Printing a receipt from the page: what is to be printed, and on which paper. */
import { useSignal } from "@preact/signals";
import type { Locale } from "../../../shared/errors.ts";
import { receiptArticle, type ReceiptData } from "../../../shared/receipt/receipt.ts";
import type { ReceiptWords } from "../../../shared/receipt/words.ts";
import type { PaperWidth } from "../components/receipt_print.tsx";
import type { KeyValueStore } from "../../network/platform.ts";
import { keepText } from "../../network/shelf.ts";
import { shopZone } from "../../shell/words/shop_clock.ts";

const WIDTH_KEY = "comptoir.paper";

export interface Printing {
  /** The article to print; null when there is none. */
  readonly html: string | null;
  readonly width: PaperWidth;
  readonly print: (receipt: ReceiptData, customer?: string) => void;
  /** Another article than a receipt's. */
  readonly show: (article: string) => void;
  readonly done: () => void;
  /** Kept on this machine: the printer stands beside it. */
  readonly setWidth: (width: PaperWidth) => void;
}

export function usePrinting(storage: KeyValueStore, words: ReceiptWords, locale: Locale): Printing {
  const html = useSignal<string | null>(null);
  const width = useSignal<PaperWidth>(storage.getItem(WIDTH_KEY) === "58" ? 58 : 80);
  return {
    html: html.value,
    width: width.value,
    print: (receipt, customer) =>
      html.value = receiptArticle(receipt, words, {
        locale,
        width: width.value,
        timeZone: shopZone.peek(),
        ...customer === undefined ? {} : { customer },
      }),
    show: (article) => html.value = article,
    done: () => html.value = null,
    setWidth: (chosen) => {
      width.value = chosen;
      // A full storage forgets the choice, no more.
      keepText(storage, WIDTH_KEY, String(chosen));
    },
  };
}
