/** A card that was charged for a ticket that is not paid: its money goes back by the terminal. */
import { useSignal } from "@preact/signals";
import { formatCents } from "../../../shared/money.ts";
import type { Locale } from "../../../shared/errors.ts";
import { Dialog } from "../../components/dialog.tsx";
import { FailureNote } from "../../components/failure_note.tsx";
import type { Failure } from "../../network/failure.ts";
import type { CardMessages } from "../words/card.ts";

interface CardBackDialogProps {
  /** Cents. */
  amount: number;
  busy: boolean;
  failure: Failure | null;
  t: CardMessages;
  locale: Locale;
  onBack: (genre: "annulation" | "credit", reason: string) => void;
  /** Somebody has done it there. */
  onByHand: (reason: string) => void;
  onClose: () => void;
}

export function CardBackDialog({ amount, busy, failure, t, locale, onBack, onByHand, onClose }: CardBackDialogProps) {
  const { card } = t;
  const reason = useSignal(card.reasons[0]!);
  return (
    <Dialog title={card.goesBack(formatCents(amount, locale))} close={t.close} onClose={onClose} class="card-dialog">
      <div class="dialog-body">
        <p class="dialog-text">{card.backHow}</p>
        <div class="reason-choices" role="group" aria-label={card.why}>
          {card.reasons.map((choice) => (
            <button
              type="button"
              key={choice}
              class="reason-choice"
              aria-pressed={reason.value === choice}
              onClick={() => reason.value = choice}
            >
              {choice}
            </button>
          ))}
        </div>
        {failure !== null && <FailureNote failure={failure} t={t} />}
      </div>
      <div class="dialog-foot">
        <button type="button" class="button button-quiet button-big" disabled={busy} onClick={() => onByHand(reason.value)}>
          {card.byHand}
        </button>
        <button
          type="button"
          class="button button-plain button-big"
          disabled={busy}
          onClick={() => onBack("credit", reason.value)}
        >
          {card.credit}
        </button>
        <button
          type="button"
          class="button button-main button-big"
          data-first
          disabled={busy}
          onClick={() => onBack("annulation", reason.value)}
        >
          {card.reverse}
        </button>
      </div>
    </Dialog>
  );
}
