/** What could not be sent, and what its person decides about it. */
import type { Locale } from "../../../shared/errors.ts";
import { Dialog } from "../../components/dialog.tsx";
import { ProblemList } from "../components/problem_list.tsx";
import { Failure } from "../../network/failure.ts";
import type { Store } from "../store/store.ts";
import type { Messages } from "../words/words.ts";

interface ProblemsDialogProps {
  store: Store;
  t: Messages;
  locale: Locale;
  onClose: () => void;
}

export function ProblemsDialog({ store, t, locale, onClose }: ProblemsDialogProps) {
  const work = store.work.value;
  const { outbox } = store.client;
  const problems = store.problems.value.map((entry) => ({
    entry,
    failure: new Failure(entry.problem!.code, entry.problem!.status, entry.problem!.detail),
    lines: work?.contentOf?.(entry) ?? null,
  }));
  return (
    <Dialog title={t.problems.title} close={t.close} onClose={onClose}>
      <div class="dialog-body">
        <ProblemList
          problems={problems}
          online={store.state.value.phase === "ready"}
          t={t}
          locale={locale}
          onAgain={(entry) => outbox.retry(entry)}
          onDiscard={(entry) => outbox.discardWith(entry)}
        />
      </div>
    </Dialog>
  );
}
