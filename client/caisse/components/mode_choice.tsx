/** By which means: one of several, under its label. */
import type { PaymentMode, RefundMode } from "../../../shared/tender.ts";
import type { CaisseMessages } from "../words/words.ts";
import { Segments } from "./segments.tsx";

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
      <Segments label={label} options={modes} chosen={chosen} wrap nameOf={(mode) => t.caisse.modes[mode]} onChoose={onChoose} />
    </>
  );
}
