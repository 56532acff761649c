/** What happened to the work in hand, said until it is read. */
import type { CaisseMessages } from "../words/words.ts";
import type { Notice } from "../store/caisse.ts";
import { FailureNote } from "../../components/failure_note.tsx";
import { Icon } from "../../components/icon.tsx";

export function CaisseNotice({ notice, t, onClose }: { notice: Notice; t: CaisseMessages; onClose: () => void }) {
  const { loss } = t.caisse;
  return (
    <div class="caisse-notice" role="alert">
      {notice.kind === "loss"
        ? (
          <p class="note note-warm">
            <Icon name="alert" />
            <strong>{lossText(notice, t)}</strong>
          </p>
        )
        : (
          <div class="caisse-notice-text">
            <strong>{notice.what === "encaisser" ? loss.payment : notice.what === "add" ? loss.add : loss.take}</strong>
            <FailureNote failure={notice.failure} t={t} />
          </div>
        )}
      <button type="button" class="button button-plain" onClick={onClose}>{loss.understood}</button>
    </div>
  );
}

function lossText({ loss: { ticket, how, by } }: Extract<Notice, { kind: "loss" }>, t: CaisseMessages): string {
  const { loss } = t.caisse;
  const name = loss.ticket(ticket.recall);
  if (how === "taken" && by !== "") return loss.takenBy(name, by);
  const text = loss[how](name);
  return text.charAt(0).toUpperCase() + text.slice(1);
}
