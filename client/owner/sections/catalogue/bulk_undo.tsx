/** What the last change of many articles did, and the way back. */
import { FailureNote } from "../../../components/failure_note.tsx";
import { Icon } from "../../../components/icon.tsx";
import { useSubmission } from "../../../components/submission.ts";
import type { OwnerMessages } from "../../words/words.ts";
import type { BulkWork } from "./bulk_work.ts";
import type { Words } from "./words_fr.ts";

export function BulkUndo({ bulk, t, w }: { bulk: BulkWork; t: OwnerMessages; w: Words }) {
  const submission = useSubmission();
  const done = bulk.done.value;
  if (done === null) return null;
  return (
    <div class="bulk-done" role="status">
      <p>{w.bulkDone(done.changes.length)}</p>
      {submission.failure !== null && <FailureNote failure={submission.failure} t={t} />}
      <span class="pane-actions">
        <button
          type="button"
          class="button button-plain"
          disabled={submission.busy}
          onClick={() => submission.run(() => bulk.undo(done))}
        >
          <Icon name="undo" />
          {w.undo}
        </button>
        <button type="button" class="button button-quiet" onClick={() => bulk.forget()}>{t.close}</button>
      </span>
    </div>
  );
}
