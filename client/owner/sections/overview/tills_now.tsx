/** The tills as they are now: who has which open, since when, and whether that person's page is connected. */
import type { Locale } from "../../../../shared/errors.ts";
import type { PresentPerson } from "../../../../shared/protocol.ts";
import type { Till } from "../../../shell/store/tills.ts";
import { formatMoment } from "../../../shell/words/words.ts";
import type { OverviewWords } from "./words.ts";
import { PaneHead } from "../../components/pane_head.tsx";

interface TillsNowProps {
  tills: readonly Till[];
  people: readonly PresentPerson[];
  w: OverviewWords;
  locale: Locale;
}

export function TillsNow({ tills, people, w, locale }: TillsNowProps) {
  const here = new Set(people.map(({ user_id }) => user_id));
  const inUse = tills.filter(({ active }) => active);
  return (
    <section class="pane tills-now" aria-labelledby="tills-now-title">
      <PaneHead id="tills-now-title" icon="till" title={w.tillsNow} />
      {inUse.length === 0 && <p class="pane-lead">{w.tillsNone}</p>}
      <ul class="rows">
        {inUse.map((till) => (
          <li key={till.name} class="row" data-till={till.name}>
            <span class="row-initial row-initial-wide" aria-hidden="true">{till.name}</span>
            <span class="row-main">
              <span class="row-title">{till.label || till.name}</span>
              <span class="row-about">
                {till.open && till.since !== null
                  ? w.tillOpen(till.by ?? "", formatMoment(till.since, locale, new Date()))
                  : w.tillClosed}
              </span>
            </span>
            {till.open && (
              <span class={here.has(till.byId ?? -1) ? "chip chip-payee" : "chip chip-brouillon"}>
                {here.has(till.byId ?? -1) ? w.online : w.offline}
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
