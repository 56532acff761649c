/** The owner's form that adds something, or changes it: its fields, why it was refused, and the two ways out. */
import type { ComponentChildren } from "preact";
import type { OwnerMessages } from "../words/words.ts";
import { FailureNote } from "../../components/failure_note.tsx";
import type { Submission } from "../../components/submission.ts";

interface AddFormProps {
  submission: Submission;
  t: OwnerMessages;
  /** It is there already, and changed. */
  changes?: boolean;
  onSubmit: () => void;
  onClose: () => void;
  /** The fields. */
  children: ComponentChildren;
}

export function AddForm({ submission, t, changes = false, onSubmit, onClose, children }: AddFormProps) {
  const submit = (event: Event) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <form class="form form-inset" onSubmit={submit} noValidate>
      <div class="form-columns">{children}</div>
      {submission.failure !== null && <FailureNote failure={submission.failure} t={t} />}
      <div class="form-actions">
        <button type="button" class="button button-quiet" onClick={onClose}>{t.owner.cancel}</button>
        <button type="submit" class="button button-main" disabled={submission.busy}>
          {changes ? t.owner.keep : t.owner.save}
        </button>
      </div>
    </form>
  );
}
