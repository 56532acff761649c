/** What went wrong, in words, with the wait that the server asks for counted down. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { explain, type Messages } from "../shell/words/words.ts";
import type { Failure } from "../network/failure.ts";
import { Icon } from "./icon.tsx";

export function FailureNote({ failure, t }: { failure: Failure; t: Messages }) {
  const left = useSignal(failure.retryAfterS ?? 0);
  useEffect(() => {
    left.value = failure.retryAfterS ?? 0;
    if (left.peek() === 0) return;
    const timer = setInterval(() => {
      left.value = Math.max(0, left.peek() - 1);
      if (left.peek() === 0) clearInterval(timer);
    }, 1000);
    return () => clearInterval(timer);
  }, [failure]);
  const counts = failure.retryAfterS !== null && failure.retryAfterS > 0;
  return (
    <div class="note note-bad" role="alert">
      <Icon name="alert" />
      <div>
        {/* Said once; the figures that count down are for the eyes only. */}
        <p class={counts ? "visually-hidden" : undefined}>{explain(failure, t)}</p>
        {counts && <p class="note-wait" aria-hidden="true">{t.errors.retryIn(left.value)}</p>}
        {failure.code === "role_not_allowed_here" && <p class="note-more">{t.signIn.whoWorksWhere}</p>}
      </div>
    </div>
  );
}
