/** Lines of a transfer, each with a quantity that is typed: what is sent, or what came. */
import type { Signal } from "@preact/signals";
import { Icon } from "../../../components/icon.tsx";
import { parseQuantity } from "../catalogue/quantity.ts";
import { StockNumber } from "./delivery_lines.tsx";
import type { StockWords } from "./words.ts";

export interface TypedLine {
  /** The article's number, or the line's place. */
  readonly id: number;
  readonly label: string;
  readonly typed: string;
}

interface TransferLinesProps {
  lines: Signal<readonly TypedLine[]>;
  tried: boolean;
  w: StockWords;
  /** Lines may be taken off, and nothing of an article is no line. */
  removable?: boolean;
}

export function TransferLines({ lines, tried, w, removable = false }: TransferLinesProps) {
  const isWrong = (typed: string) => tried && (removable ? !parseQuantity(typed) : parseQuantity(typed) === null);
  return (
    <ul class="rows stock-lines">
      {lines.value.map(({ id, label, typed }) => (
        <li key={id} class="row stock-line" data-line={id}>
          <span class="row-main">
            <span class="row-title">{label}</span>
            {isWrong(typed) && <span class="stock-wrong" role="alert">{w.quantityWrong}</span>}
          </span>
          <StockNumber
            label={removable ? w.quantity : w.transfer.received}
            typed={typed}
            wrong={isWrong(typed)}
            onType={(typed) => lines.value = lines.peek().map((line) => line.id === id ? { ...line, typed } : line)}
          />
          {removable && (
            <button
              type="button"
              class="button button-quiet"
              aria-label={w.delivery.remove(label)}
              onClick={() => lines.value = lines.peek().filter((line) => line.id !== id)}
            >
              <Icon name="close" />
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}
