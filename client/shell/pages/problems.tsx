/** What could not be sent: said on every page, shown and decided about in a dialog. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Locale } from "../../../shared/errors.ts";
import { Dialog } from "../../components/dialog.tsx";
import { ProblemBanner, ProblemList } from "../components/problem_list.tsx";
import { Failure } from "../../network/failure.ts";
import type { Store } from "../store/store.ts";
import type { Messages } from "../words/words.ts";

export function Problems({ store, t, locale }: { store: Store; t: Messages; locale: Locale }) {
  const open = useSignal(false);
  const work = store.work.value;
  const { outbox } = store.client;
  const problems = store.problems.value.map((entry) => ({
    entry,
    failure: new Failure(entry.problem!.code, entry.problem!.status, entry.problem!.detail),
    lines: work?.contentOf?.(entry) ?? null,
  }));
  const none = problems.length === 0;
  useEffect(() => {
    // The next one is told first, and opened when its person wants to.
    if (none) open.value = false;
  }, [none]);
  if (none) return null;
  return (
    <>
      <ProblemBanner count={problems.length} t={t} onOpen={() => open.value = true} />
      {open.value && (
        <Dialog title={t.problems.title} close={t.close} onClose={() => open.value = false}>
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
      )}
    </>
  );
}
