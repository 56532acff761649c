/** While the server is looked for, and when it does not answer. */
import type { ComponentChildren } from "preact";
import type { Locale } from "../../../shared/errors.ts";
import { CardPage } from "../components/card_page.tsx";
import { FailureNote } from "../../components/failure_note.tsx";
import type { Messages } from "../words/words.ts";
import type { ClientState } from "../../network/client_state.ts";

interface StartingProps {
  state: ClientState;
  t: Messages;
  locale: Locale;
  onLocale: (locale: Locale) => void;
  untold: ComponentChildren;
  onRetry: () => void;
}

export function Starting({ state, onRetry, ...page }: StartingProps) {
  const { t } = page;
  const failed = state.phase === "offline";
  const { starting } = t;
  return (
    <CardPage
      {...page}
      state={state}
      title={failed ? starting.failedTitle : starting.title}
      lead={failed ? starting.failedBody : starting.body}
    >
      <div class="progress" aria-hidden="true">
        <span />
      </div>
      {failed && state.failure !== null && state.failure.status !== 0 && <FailureNote failure={state.failure} t={t} />}
      {failed && <button type="button" class="button button-plain button-wide" onClick={onRetry}>{starting.retry}</button>}
    </CardPage>
  );
}
