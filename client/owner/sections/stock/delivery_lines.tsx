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
            <StockNumber
              label={w.quantity}
              typed={quantity}
              wrong={quantityWrong}
              onType={(quantity) => change(id, { quantity })}
            />
            <StockNumber label={w.cost} typed={cost} wrong={costWrong} onType={(cost) => change(id, { cost })} />
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

interface StockNumberProps {
  label: string;
  typed: string;
  wrong: boolean;
  onType: (text: string) => void;
}

export function StockNumber({ label, typed, wrong, onType }: StockNumberProps) {
  return (
    <label class="stock-number">
      <span>{label}</span>
      <input
        class="input"
        inputMode="decimal"
        autocomplete="off"
        value={typed}
        aria-invalid={wrong}
        onInput={(event) => onType(event.currentTarget.value)}
      />
    </label>
  );
}
