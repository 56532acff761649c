/** What each of the cashier's screens is given. */
import type { Locale } from "../../../shared/errors.ts";
import type { CaisseWork } from "../store/work.ts";
import type { AsideMessages } from "../words/aside.ts";
import type { CaisseMessages } from "../words/words.ts";

export interface ScreenProps {
  store: CaisseWork;
  t: CaisseMessages;
  locale: Locale;
  /** The server is there, and heard. */
  online: boolean;
  /** A command is under way whose answer must be known. */
  busy: boolean;
  onHelp: () => void;
}

/** The same for a screen that is fetched later, with its own words. */
export interface AsideProps extends ScreenProps {
  t: AsideMessages;
}
