/** What the screens before the sign-in are given. */
import type { ComponentChildren } from "preact";
import type { Locale } from "../../../shared/errors.ts";
import type { ClientState } from "../../network/client_state.ts";
import type { Store } from "../store/store.ts";
import type { Messages } from "../words/words.ts";

export interface DoorProps {
  store: Store;
  state: ClientState;
  t: Messages;
  locale: Locale;
  onLocale: (locale: Locale) => void;
  untold: ComponentChildren;
}
