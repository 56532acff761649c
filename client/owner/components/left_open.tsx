/** Tills that were left open on a day before: said wherever the owner is, until they are counted. */
import type { Locale } from "../../../shared/errors.ts";
import type { Till } from "../../shell/store/tills.ts";
import { formatMoment } from "../../shell/words/words.ts";
import type { OwnerMessages } from "../words/words.ts";

interface LeftOpenProps {
  tills: readonly Till[] | null;
  t: OwnerMessages;
  locale: Locale;
  /** The address of a till. */
  hrefOf: (name: string) => string;
}

export function LeftOpen({ tills, t, locale, hrefOf }: LeftOpenProps) {
  return (
    <>
      {tills?.filter(({ leftOpen }) => leftOpen).map(({ name, by, since }) => (
        <p key={name} class="note note-warm" role="status">
          {t.tills.leftOpen(name, by ?? "", formatMoment(since ?? "", locale, new Date()))}{" "}
          <a href={hrefOf(name)}>{t.tills.toTill(name)}</a>
        </p>
      ))}
    </>
  );
}
