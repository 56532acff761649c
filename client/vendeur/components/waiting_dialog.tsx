/** One waiting ticket: what is on it, and what may be done with it. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Locale } from "../../../shared/errors.ts";
import { formatCents } from "../../../shared/money.ts";
import { formatMeasure } from "../../../shared/units.ts";
import { lineTotal } from "../../../shared/vat.ts";
import type { Messages } from "../../shell/words/words.ts";
import type { VendeurMessages } from "../words/words.ts";
import type { Failure } from "../../network/failure.ts";
import type { TicketLine } from "../store/ticket.ts";
import { Dialog } from "../../components/dialog.tsx";
import { Loading } from "../../components/empty.tsx";
import { FailureNote } from "../../components/failure_note.tsx";
import { recallName } from "../../shell/words/recall.ts";
import { useSubmission } from "../../components/submission.ts";
import type { WaitingCard } from "./waiting_tickets.tsx";

interface WaitingDialogProps {
  card: WaitingCard;
  /** Why the server refused it; null when it did not. */
  refused: string | null;
  online: boolean;
  /** Another ticket is in hand. */
  handFull: boolean;
  loadLines: () => Promise<readonly TicketLine[]>;
  words: Messages;
  t: VendeurMessages;
  locale: Locale;
  onTakeBack: () => Promise<Failure | null>;
  /** Sends it again as it is. */
  onAgain: () => void;
  onCancel: () => void;
  onClose: () => void;
}

export function WaitingDialog(props: WaitingDialogProps) {
  const { card, refused, online, handFull, loadLines, words, t, locale, onTakeBack, onAgain, onCancel, onClose } = props;
  const { waiting } = t;
  const lines = useSignal<readonly TicketLine[] | null>(null);
  const submission = useSubmission();
  useEffect(() => {
    let current = true;
    loadLines().then((loaded) => {
      if (current) lines.value = loaded;
    }, () => {});
    return () => void (current = false);
  }, [card.id, online]);
  const { state } = card;
  const recall = recallName(card, locale);
  // What this device still holds needs no server.
  const here = state === "refused" || state === "stuck";
  const mayTake = state === "refused" || (state !== "sending" && state !== "en_caisse" && online);
  const takeBack = async () => {
    if (await submission.run(onTakeBack)) onClose();
  };
  return (
    <Dialog
      title={`${recall === null ? card.customer ?? waiting.unnamed : waiting.recall(recall)} · ${
        formatCents(card.total, locale)
      }`}
      close={t.close}
      onClose={onClose}
    >
      <div class="dialog-body">
        <p class="dialog-lead">{lead(props)}</p>
        {refused !== null && <p class="note note-bad">{refused}</p>}
        {mayTake && handFull && <p class="dialog-lead">{waiting.handKept}</p>}
        {!online && !here && state !== "sending" && <p class="stale">{waiting.offline}</p>}
        {submission.failure !== null && <FailureNote failure={submission.failure} t={words} />}
        {lines.value === null ? online && <Loading label={waiting.loadingLines} rows={3} /> : (
          <ul class="brief-lines">
            {lines.value.map(({ id, label, quantity, unit, price, discount }) => (
              <li key={id}>
                <span>{formatMeasure(quantity, unit, locale)} × {label}</span>
                <span class="brief-amount">{formatCents(lineTotal(quantity, price, discount?.cents ?? 0), locale)}</span>
              </li>
            ))}
          </ul>
        )}
      </div>
      {state !== "sending" && state !== "en_caisse" && (
        <footer class="dialog-foot">
          {state === "stuck" && (
            <button
              type="button"
              class="button button-plain"
              disabled={!online}
              onClick={() => {
                onAgain();
                onClose();
              }}
            >
              {words.problems.again}
            </button>
          )}
          {!here && (
            <button type="button" class="button button-bad-plain" disabled={!online} onClick={onCancel}>{waiting.cancel}</button>
          )}
          <button type="button" class="button button-main" data-first disabled={!mayTake || submission.busy} onClick={takeBack}>
            {waiting.takeBack}
          </button>
        </footer>
      )}
    </Dialog>
  );
}

function lead({ card, t }: WaitingDialogProps): string {
  const { waiting } = t;
  switch (card.state) {
    case "brouillon":
      return waiting.takeDraftBody;
    case "en_attente":
      return card.reason === null ? waiting.takeBackBody : `${waiting.returned(card.reason)}. ${waiting.takeBackBody}`;
    case "en_caisse":
      return waiting.atTill(card.cashier ?? "");
    case "sending":
      return waiting.sendingBody;
    case "refused":
      return waiting.refusedBody;
    case "stuck":
      return waiting.stuckBody;
  }
}
