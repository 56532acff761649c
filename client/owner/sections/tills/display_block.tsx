/** The screens that face a till's customers: a code that pairs one, and ending all of them. */
import { useSignal } from "@preact/signals";
import { FailureNote } from "../../../components/failure_note.tsx";
import { useSubmission } from "../../../components/submission.ts";
import { CodeDialog } from "../../components/code_dialog.tsx";
import { SureDialog } from "../../components/sure_dialog.tsx";
import type { Invitation } from "../../store/work.ts";
import type { OwnerMessages } from "../../words/words.ts";
import type { TillWork } from "./till_work.ts";
import type { TillMessages } from "./words.ts";

/** `onDone` is told what became of it, in words. */
export function DisplayBlock(
  { till, work, t, w, onDone }: {
    till: string;
    work: TillWork;
    t: OwnerMessages;
    w: TillMessages;
    onDone: (said: string) => void;
  },
) {
  const invited = useSignal<Invitation | null>(null);
  const forgetting = useSignal(false);
  const submission = useSubmission();
  const words = w.displays;
  return (
    <div class="till-pins">
      <p class="field-about">{words.about(`/afficheur/${till}`)}</p>
      <div class="person-deeds">
        <button
          type="button"
          class="button button-plain"
          disabled={submission.busy}
          onClick={() => void submission.run(() => work.inviteDisplay(till, (invitation) => invited.value = invitation))}
        >
          {words.invite}
        </button>
        <button type="button" class="button button-plain" disabled={submission.busy} onClick={() => forgetting.value = true}>
          {words.forget}
        </button>
      </div>
      {submission.failure !== null && <FailureNote failure={submission.failure} t={t} />}
      {invited.value !== null && (
        <CodeDialog
          title={words.title(till)}
          lead={words.lead(`/afficheur/${till}`)}
          code={invited.value.code}
          expires={invited.value.expires}
          done={null}
          t={t}
          onClose={() => invited.value = null}
        />
      )}
      {forgetting.value && (
        <SureDialog
          title={words.forgetTitle(till)}
          body={words.forgetBody}
          deed={words.forget}
          t={t}
          onSure={() => void submission.run(() => work.forgetDisplays(till, (count) => onDone(words.forgotten(count))))}
          onClose={() => forgetting.value = false}
        />
      )}
    </div>
  );
}
