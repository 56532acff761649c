/** When the shop closes by itself, as the owner sets it, and what it waits for. */
import { useSignal } from "@preact/signals";
import { useId } from "preact/hooks";
import { FailureNote } from "../../../components/failure_note.tsx";
import { useSubmission } from "../../../components/submission.ts";
import type { Failure } from "../../../network/failure.ts";
import type { OwnerMessages } from "../../words/words.ts";
import type { AutomaticClosing } from "./closings_rows.ts";
import type { BooksWords } from "./words.ts";

interface AutomaticPanelProps {
  closing: AutomaticClosing | null;
  t: OwnerMessages;
  w: BooksWords;
  onSave: (hour: string | null) => Promise<Failure | null>;
}

export function AutomaticPanel({ closing, t, w: { automatic: words }, onSave }: AutomaticPanelProps) {
  const kept = closing?.heure ?? "";
  const typed = useSignal<string | null>(null);
  const saved = useSignal(false);
  const submission = useSubmission();
  const id = useId();
  const hour = typed.value ?? kept;
  const submit = async (event: Event) => {
    event.preventDefault();
    saved.value = false;
    if (hour === kept) return;
    if (!await submission.run(() => onSave(hour === "" ? null : hour))) return;
    typed.value = null;
    saved.value = true;
  };
  return (
    <section class="pane" aria-labelledby={`${id}-title`}>
      <header class="pane-head">
        <h2 id={`${id}-title`}>{words.title}</h2>
      </header>
      <p class="pane-lead">{words.body}</p>
      <form class="automatic" onSubmit={submit} noValidate>
        <div class="field">
          <label for={id}>{words.hour}</label>
          <input
            id={id}
            type="time"
            name="closing-hour"
            class="input"
            value={hour}
            aria-describedby={`${id}-off`}
            onInput={(event) => typed.value = event.currentTarget.value}
          />
          <p id={`${id}-off`} class="field-about">{words.off}</p>
        </div>
        <button type="submit" class="button button-main" disabled={submission.busy || hour === kept}>{words.save}</button>
        <p class="form-said" role="status">{saved.value ? words.saved : ""}</p>
      </form>
      {submission.failure !== null && <FailureNote failure={submission.failure} t={t} />}
    </section>
  );
}

/** Why nothing is closed although its hour has come; nothing otherwise. */
export function closingWaits(closing: AutomaticClosing | null, { automatic }: BooksWords): string | null {
  if (closing === null) return null;
  const { heure, attend, bloque } = closing;
  if (bloque !== null) {
    return bloque.jours_vides === null ? automatic.blocked(heure) : automatic.blockedDays(heure, bloque.jours_vides);
  }
  if (attend.length === 0) return null;
  return (attend.length === 1 ? automatic.waits : automatic.waitsMany)(heure, attend.join(", "));
}
