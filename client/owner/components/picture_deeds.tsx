/** Choosing a picture from a file, or taking away the one that is there; and why that did not come about. */
import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { FailureNote } from "../../components/failure_note.tsx";
import { Icon } from "../../components/icon.tsx";
import type { Action, Submission } from "../../components/submission.ts";
import type { OwnerMessages } from "../words/words.ts";
import { FilePick } from "./file_pick.tsx";

interface PictureDeedsProps {
  /** How the deeds stand. */
  kind: string;
  /** Whether there is one that can be taken away. */
  removes: boolean;
  submission: Submission;
  t: OwnerMessages;
  w: { readonly file: string; readonly choose: string; readonly remove: string; readonly unreadable: string };
  /** False where the file is no picture that this browser reads. */
  onTake: (chosen: File) => Promise<boolean>;
  onRemove: () => ReturnType<Action>;
  /** What is done with it besides. */
  children?: ComponentChildren;
}

export function PictureDeeds({ kind, removes, submission, t, w, onTake, onRemove, children }: PictureDeedsProps) {
  const unreadable = useSignal(false);
  const take = async (chosen: File) => void (unreadable.value = !await onTake(chosen));
  return (
    <>
      <div class={kind}>
        {children}
        <FilePick label={w.file} accept="image/*" disabled={submission.busy} onPick={(file) => void take(file)}>
          <Icon name="plus" />
          {w.choose}
        </FilePick>
        {removes && (
          <button
            type="button"
            class="button button-quiet"
            disabled={submission.busy}
            onClick={() => void submission.run(onRemove)}
          >
            {w.remove}
          </button>
        )}
      </div>
      {unreadable.value && <p class="note note-bad" role="alert">{w.unreadable}</p>}
      {submission.failure !== null && <FailureNote failure={submission.failure} t={t} />}
    </>
  );
}
