/** Lines of a transfer, each with a quantity that is typed: what is sent, or what came. */
import type { Signal } from "@preact/signals";
import { parseQuantity } from "../catalogue/quantity.ts";
import { StockLine, StockNumber } from "./stock_line.tsx";
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
        <StockLine
          key={id}
          id={id}
          label={label}
          wrong={isWrong(typed) ? w.quantityWrong : null}
          remove={w.delivery.remove(label)}
          onRemove={removable ? () => lines.value = lines.peek().filter((line) => line.id !== id) : null}
        >
          <StockNumber
            label={removable ? w.quantity : w.transfer.received}
            typed={typed}
            wrong={isWrong(typed)}
            onType={(typed) => lines.value = lines.peek().map((line) => line.id === id ? { ...line, typed } : line)}
          />
        </StockLine>
      ))}
    </ul>
  );
}
