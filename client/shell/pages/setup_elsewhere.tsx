/** On a till, before the owner's account exists: where to make it. */
import type { ComponentChildren } from "preact";
import type { Locale } from "../../../shared/errors.ts";
import { CardPage } from "../components/card_page.tsx";
import { SETUP } from "../words/setup.ts";
import type { Messages } from "../words/words.ts";
import type { ClientState } from "../../network/client_state.ts";

export interface SetupElsewhereProps {
  state: ClientState;
  t: Messages;
  locale: Locale;
  onLocale: (locale: Locale) => void;
  untold: ComponentChildren;
  /** The server's port; empty for the scheme's own. */
  port: string;
  onRetry: () => void;
}

export function SetupElsewhere({ port, onRetry, ...page }: SetupElsewhereProps) {
  const setup = SETUP[page.locale];
  return (
    <CardPage {...page} title={setup.elsewhereTitle} lead={setup.elsewhereBody}>
      <p class="address">http://localhost{port === "" ? "" : `:${port}`}</p>
      <button type="button" class="button button-main button-wide" onClick={onRetry}>{setup.elsewhereRetry}</button>
    </CardPage>
  );
}
