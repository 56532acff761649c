/** What each of the cashier's screens is given. */
import type { Locale } from "../../../shared/errors.ts";
import type { CaisseWork } from "../store/work.ts";
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
