/** The lines of a delivery that is being taken in: how much of each, and what one of it cost. */
import type { Signal } from "@preact/signals";
import { parseCents } from "../../../../shared/money.ts";
import { parseQuantity } from "../catalogue/quantity.ts";
import { StockLine, StockNumber } from "./stock_line.tsx";
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
          <StockLine
            key={id}
            id={id}
            label={label}
            wrong={quantityWrong ? w.quantityWrong : costWrong ? w.amountWrong : null}
            remove={w.delivery.remove(label)}
            onRemove={() => lines.value = lines.peek().filter((line) => line.id !== id)}
          >
            <StockNumber
              label={w.quantity}
              typed={quantity}
              wrong={quantityWrong}
              onType={(quantity) => change(id, { quantity })}
            />
            <StockNumber label={w.cost} typed={cost} wrong={costWrong} onType={(cost) => change(id, { cost })} />
          </StockLine>
        );
      })}
    </ul>
  );
}
