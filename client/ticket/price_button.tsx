/** Leads to another price of a line. */
import type { PickerWords } from "../catalogue/words/words.ts";

export function PriceButton({ label, t, onPress }: { label: string; t: PickerWords; onPress: () => void }) {
  return (
    <button type="button" class="line-discount" aria-label={t.line.priceOf(label)} onClick={onPress}>
      <span class="line-discount-word">{t.line.price}</span>
    </button>
  );
}
