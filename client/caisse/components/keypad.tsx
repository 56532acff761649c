/** The keypad: always in the same place, the same keys as on the keyboard. An amount is typed as it is said: `20` is 20 €. */
import { parseCents } from "../../../shared/money.ts";
import type { CaisseMessages } from "../words/words.ts";
import { Icon } from "../../components/icon.tsx";
import { digitOf } from "../../components/shortcuts.ts";

export type PadKey = "0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "," | "erase";

const ROWS: readonly PadKey[] = ["7", "8", "9", "4", "5", "6", "1", "2", "3", ",", "0", "erase"];
/** Digits before the comma. */
const WHOLE_MAX = 6;

interface KeypadProps {
  t: CaisseMessages;
  /** Whether what is typed has decimals. */
  decimal: boolean;
  disabled?: boolean;
  onKey: (key: PadKey) => void;
}

export function Keypad({ t, decimal, disabled = false, onKey }: KeypadProps) {
  const { caisse } = t;
  return (
    <div class="keypad" role="group" aria-label={caisse.amount}>
      {ROWS.map((key) => (
        <button
          type="button"
          key={key}
          class="keypad-key"
          disabled={disabled || (key === "," && !decimal)}
          aria-label={key === "erase" ? caisse.erase : key === "," ? caisse.decimal : undefined}
          onClick={() => onKey(key)}
        >
          {key === "erase" ? <Icon name="erase" /> : key === "," ? caisse.decimalMark : key}
        </button>
      ))}
    </div>
  );
}

/** What stands there after one more key. */
export function typed(entry: string, key: PadKey, decimal = true): string {
  if (key === "erase") return entry.slice(0, -1);
  if (key === ",") return !decimal || entry.includes(",") ? entry : `${entry || "0"},`;
  const [whole = "", cents] = entry.split(",");
  if (cents !== undefined) return cents.length < 2 ? entry + key : entry;
  if (whole === "0") return key;
  return whole.length < WHOLE_MAX ? entry + key : entry;
}

/** The keypad's key for a key of the keyboard; null when it is none. */
export function padKeyOf(event: KeyboardEvent): PadKey | null {
  if (event.key === "Backspace" || event.key === "Delete") return "erase";
  if (event.key === "," || event.key === "." || event.code === "NumpadDecimal") return ",";
  return digitOf(event) as PadKey | null;
}

/** Cents of what was typed. */
export function amountOf(entry: string): number {
  return parseCents(entry.replace(/,$/, "")) ?? 0;
}
