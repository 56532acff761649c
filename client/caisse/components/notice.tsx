/** What happened to the work in hand, said until it is read. */
import type { Locale } from "../../../shared/errors.ts";
import type { AsideMessages } from "../words/aside.ts";
import type { Notice } from "../store/notice.ts";
import { FailureNote } from "../../components/failure_note.tsx";
import { Icon } from "../../components/icon.tsx";
import { recallName } from "../../shell/words/recall.ts";

/** What a failure says of what was tried. */
const FAILED = {
  encaisser: "payment",
  add: "add",
  change: "change",
  tender: "tender",
  take: "take",
  rembourser: "take",
  ouvrir: "take",
  fermer: "take",
  relever: "take",
  mouvement: "take",
  regler: "take",
} as const;

export function CaisseNotice(
  { notice, t, locale, onClose }: { notice: Notice; t: AsideMessages; locale: Locale; onClose: () => void },
) {
  const { loss } = t.caisse;
  return (
    <div class="caisse-notice" role="alert">
      {notice.kind !== "failure"
        ? (
          <p class="note note-warm">
            <Icon name="alert" />
            <strong>{notice.kind === "loss" ? lossText(notice, t, locale) : loss[notice.kind]}</strong>
          </p>
        )
        : (
          <div class="caisse-notice-text">
            <strong>{loss[FAILED[notice.what]]}</strong>
            <FailureNote failure={notice.failure} t={t} />
          </div>
        )}
      <button type="button" class="button button-plain" onClick={onClose}>{loss.understood}</button>
    </div>
  );
}

function lossText({ loss: { ticket, how, by } }: Extract<Notice, { kind: "loss" }>, t: AsideMessages, locale: Locale): string {
  const { loss } = t.caisse;
  const name = loss.ticket(recallName(ticket, locale));
  if (how === "taken" && by !== "") return loss.takenBy(name, by);
  const text = loss[how](name);
  return text.charAt(0).toUpperCase() + text.slice(1);
}
