/** By which means: one of several, under its label. */
import type { PaymentMode, RefundMode } from "../../../shared/tender.ts";
import type { CaisseMessages } from "../words/words.ts";

interface ModeChoiceProps<M> {
  label: string;
  modes: readonly M[];
  chosen: M | null;
  t: CaisseMessages;
  onChoose: (mode: M) => void;
}

export function ModeChoice<M extends PaymentMode | RefundMode>({ label, modes, chosen, t, onChoose }: ModeChoiceProps<M>) {
  return (
    <>
      <p class="field-label">{label}</p>
      <div class="segments segments-wrap" role="group" aria-label={label}>
        {modes.map((mode) => (
          <button
            type="button"
            key={mode}
            class="segment"
            aria-pressed={mode === chosen}
            onClick={() => onChoose(mode)}
          >
            {t.caisse.modes[mode]}
          </button>
        ))}
      </div>
    </>
  );
}
