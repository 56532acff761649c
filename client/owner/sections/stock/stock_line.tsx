/** A line of goods that come or go: what it is, what is wrong with it, and the numbers that are typed. */
import type { ComponentChildren } from "preact";
import { Icon } from "../../../components/icon.tsx";

interface StockLineProps {
  id: number;
  label: string;
  /** null for nothing. */
  wrong: string | null;
  /** What the button says that takes it off. */
  remove: string;
  /** null for a line that stays. */
  onRemove: (() => void) | null;
  children: ComponentChildren;
}

export function StockLine({ id, label, wrong, remove, onRemove, children }: StockLineProps) {
  return (
    <li class="row stock-line" data-line={id}>
      <span class="row-main">
        <span class="row-title">{label}</span>
        {wrong !== null && <span class="stock-wrong" role="alert">{wrong}</span>}
      </span>
      {children}
      {onRemove !== null && (
        <button type="button" class="button button-quiet" aria-label={remove} onClick={onRemove}>
          <Icon name="close" />
        </button>
      )}
    </li>
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
