/** On a phone products and ticket take turns; this switches, and keeps the total in sight. */
import type { Signal } from "@preact/signals";
import type { VendeurMessages } from "../words/words.ts";
import { Icon } from "../../components/icon.tsx";

interface ViewSwitchProps {
  view: Signal<"products" | "ticket">;
  /** Lines of the ticket. */
  lines: number;
  total: string;
  t: VendeurMessages;
}

export function ViewSwitch({ view, lines, total, t }: ViewSwitchProps) {
  const present = view.value;
  return (
    <nav class="views" aria-label={t.views.label}>
      <button
        type="button"
        class="view"
        aria-current={present === "products" ? "page" : undefined}
        onClick={() => view.value = "products"}
      >
        <Icon name="basket" />
        {t.views.products}
      </button>
      <button
        type="button"
        class="view"
        aria-current={present === "ticket" ? "page" : undefined}
        onClick={() => view.value = "ticket"}
      >
        <Icon name="receipt" />
        {t.views.ticket}
        {lines > 0 && <span class="view-count">{lines}</span>}
        <strong>{total}</strong>
      </button>
    </nav>
  );
}
