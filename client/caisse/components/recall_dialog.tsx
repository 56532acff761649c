/** A number that is another day's: which ticket is meant is asked, never guessed. */
import type { Locale } from "../../../shared/errors.ts";
import { formatCents } from "../../../shared/money.ts";
import { Dialog } from "../../components/dialog.tsx";
import { Key } from "../../components/main_button.tsx";
import { digitOf } from "../../components/shortcuts.ts";
import { recallName } from "../../shell/words/recall.ts";
import type { QueueTicket } from "../store/rows.ts";
import type { CaisseMessages } from "../words/words.ts";

interface RecallDialogProps {
  /** As it was typed. */
  recall: string;
  tickets: readonly QueueTicket[];
  t: CaisseMessages;
  locale: Locale;
  onTake: (ticket: QueueTicket) => void;
  onClose: () => void;
}

export function RecallDialog({ recall, tickets, t, locale, onTake, onClose }: RecallDialogProps) {
  const { queue } = t.caisse;
  const onKeyDown = (event: KeyboardEvent) => {
    const chosen = tickets[Number(digitOf(event) ?? 0) - 1];
    if (chosen !== undefined) onTake(chosen);
    // The key that asked is still held down: it answers nothing.
    else if (event.key !== "Enter" || !event.repeat) return;
    event.preventDefault();
  };
  return (
    <Dialog title={queue.number(recall)} close={t.close} onClose={onClose} class="reason-dialog" onKeyDown={onKeyDown}>
      <div class="dialog-body">
        <p class="dialog-text">{queue.noneToday(recall)}</p>
        <div class="reason-choices">
          {tickets.map((ticket, at) => (
            <button
              type="button"
              key={ticket.id}
              class="reason-choice"
              {...(at === 0 ? { "data-first": "" } : {})}
              onClick={() => onTake(ticket)}
            >
              <Key name={String(at + 1)} />
              {queue.number(recallName(ticket, locale) ?? "")} · {ticket.seller || queue.unknownSeller} ·{" "}
              {formatCents(ticket.total, locale)}
            </button>
          ))}
        </div>
      </div>
    </Dialog>
  );
}
