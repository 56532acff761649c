/** A till that was left open on a day before: one's own is to be counted first, a colleague's may be taken over. */
import type { Locale } from "../../../shared/errors.ts";
import { formatMoment } from "../../shell/words/words.ts";
import type { AsideMessages } from "../words/aside.ts";

interface LeftOpenNoteProps {
  name: string;
  /** A colleague's name; null for one's own till. */
  by: string | null;
  /** RFC 3339. */
  since: string;
  t: AsideMessages;
  locale: Locale;
  onCount: () => void;
}

export function LeftOpenNote({ name, by, since, t, locale, onCount }: LeftOpenNoteProps) {
  const { leftOpen, actions } = t.caisse;
  const moment = formatMoment(since, locale, new Date());
  return (
    <p class="note note-warm left-open" role="status">
      {by === null ? leftOpen.own(name, moment) : leftOpen.of(name, by, moment)}
      {by === null && <button type="button" class="button button-plain" onClick={onCount}>{actions.count}</button>}
    </p>
  );
}
