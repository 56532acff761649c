/** What could not be sent: said on every page, shown and decided about in a dialog. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Locale } from "../../../shared/errors.ts";
import { ProblemBanner } from "../components/problem_banner.tsx";
import type { Store } from "../store/store.ts";
import type { Messages } from "../words/words.ts";
import { ProblemsDialog } from "./later.ts";

export function Problems({ store, t, locale }: { store: Store; t: Messages; locale: Locale }) {
  const open = useSignal(false);
  const count = store.problems.value.length;
  const none = count === 0;
  useEffect(() => {
    // The next one is told first, and opened when its person wants to.
    if (none) open.value = false;
  }, [none]);
  if (none) return null;
  return (
    <>
      <ProblemBanner count={count} t={t} onOpen={() => open.value = true} />
      {open.value && <ProblemsDialog store={store} t={t} locale={locale} onClose={() => open.value = false} />}
    </>
  );
}
