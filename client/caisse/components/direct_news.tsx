/** Says aloud what became of the ticket that is rung up: the line that changed, and the total; and brings that line into sight. */
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Locale } from "../../../shared/errors.ts";
import { formatCents } from "../../../shared/money.ts";
import { formatMeasure } from "../../../shared/units.ts";
import type { PickingMessages } from "../words/picking.ts";
import type { DirectLine } from "../store/direct.ts";

interface DirectNewsProps {
  lines: readonly DirectLine[];
  inHand: DirectLine | undefined;
  /** Cents. */
  total: number;
  t: PickingMessages;
  locale: Locale;
  onChanged: (lineId: string) => void;
}

export function DirectNews({ lines, inHand, total, t, locale, onChanged }: DirectNewsProps) {
  const { line } = t.picker;
  const said = useSignal("");
  const known = useRef<readonly DirectLine[] | null>(null);
  useEffect(() => {
    const before = known.current;
    known.current = lines;
    if (before === null) return;
    const sum = formatCents(total, locale);
    const changed = lines.find(({ id, quantity, discount }) => {
      const old = before.find((one) => one.id === id);
      return old?.quantity !== quantity || old.discount.cents !== discount.cents || old.discount.rate !== discount.rate;
    });
    const gone = before.find((one) => !lines.some(({ id }) => id === one.id));
    if (changed !== undefined) onChanged(changed.id);
    said.value = changed !== undefined
      ? line.added(changed.label, formatMeasure(changed.quantity, changed.unit, locale), sum)
      : gone !== undefined
      ? line.removed(gone.label, sum)
      : `${t.caisse.pay.total} ${sum}`;
  }, [lines, total]);
  useEffect(() => {
    if (inHand !== undefined) reveal(inHand.id);
  }, [inHand]);
  return <p class="visually-hidden" aria-live="polite">{said.value}</p>;
}

/** Scrolls the list alone: on a phone, where the page scrolls, the products stay under the finger. */
function reveal(lineId: string): void {
  const line = document.querySelector(`[data-line="${lineId}"]`);
  const list = line?.closest(".pane-body");
  if (line === null || list === null || list === undefined) return;
  const { top, bottom } = line.getBoundingClientRect();
  const frame = list.getBoundingClientRect();
  if (bottom > frame.bottom) list.scrollTop += bottom - frame.bottom;
  else if (top < frame.top) list.scrollTop -= frame.top - top;
}
