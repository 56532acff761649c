/** The lines of a delivery that is being taken in: how much of each, and what one of it cost. */
import type { Signal } from "@preact/signals";
import { parseCents } from "../../../../shared/money.ts";
import { Icon } from "../../../components/icon.tsx";
import { parseQuantity } from "../catalogue/quantity.ts";
import type { StockWords } from "./words.ts";

export interface Line {
  readonly id: number;
  readonly label: string;
  /** As they are typed. */
  readonly quantity: string;
  readonly cost: string;
}

export function DeliveryLines({ lines, tried, w }: { lines: Signal<readonly Line[]>; tried: boolean; w: StockWords }) {
  if (lines.value.length === 0) return <p class="pane-lead">{w.delivery.empty}</p>;
  const change = (id: number, part: Partial<Line>) =>
    lines.value = lines.peek().map((line) => line.id === id ? { ...line, ...part } : line);
  return (
    <ul class="rows stock-lines">
      {lines.value.map(({ id, label, quantity, cost }) => {
        const quantityWrong = tried && !parseQuantity(quantity);
        const costWrong = tried && cost.trim() !== "" && parseCents(cost) === null;
        return (
          <li key={id} class="row stock-line" data-line={id}>
            <span class="row-main">
              <span class="row-title">{label}</span>
              {(quantityWrong || costWrong) && (
                <span class="stock-wrong" role="alert">{quantityWrong ? w.quantityWrong : w.amountWrong}</span>
              )}
            </span>
            <label class="stock-number">
              <span>{w.quantity}</span>
              <input
                class="input"
                inputMode="decimal"
                autocomplete="off"
                value={quantity}
                aria-invalid={quantityWrong}
                onInput={(event) => change(id, { quantity: event.currentTarget.value })}
              />
            </label>
            <label class="stock-number">
              <span>{w.cost}</span>
              <input
                class="input"
                inputMode="decimal"
                autocomplete="off"
                value={cost}
                aria-invalid={costWrong}
                onInput={(event) => change(id, { cost: event.currentTarget.value })}
              />
            </label>
            <button
              type="button"
              class="button button-quiet"
              aria-label={w.delivery.remove(label)}
              onClick={() => lines.value = lines.peek().filter((line) => line.id !== id)}
            >
              <Icon name="close" />
            </button>
          </li>
        );
      })}
    </ul>
  );
}
