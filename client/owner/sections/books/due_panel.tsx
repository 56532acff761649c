/** What waits to be closed, what stands in the way, and the button for each. */
import type { DuePeriod } from "../../../../shared/closing_sums.ts";
import type { Locale } from "../../../../shared/errors.ts";
import { formatCents } from "../../../../shared/money.ts";
import { Loading } from "../../../components/empty.tsx";
import { FailureNote } from "../../../components/failure_note.tsx";
import { Icon } from "../../../components/icon.tsx";
import type { Failure } from "../../../network/failure.ts";
import { formatMoment } from "../../../shell/words/words.ts";
import { addressOf } from "../../pages/place.ts";
import type { OwnerMessages } from "../../words/words.ts";
import { closingWaits } from "./automatic_panel.tsx";
import type { ClosingsDue } from "./closings_rows.ts";
import { kindOf, periodName } from "./period.ts";
import type { BooksWords } from "./words.ts";

interface DuePanelProps {
  /** Null while it is asked for. */
  due: ClosingsDue | null;
  failure: Failure | null;
  t: OwnerMessages;
  w: BooksWords;
  locale: Locale;
  onClose: (period: string) => void;
}

/** Of each kind that many are shown, the newest. */
const SHOWN = 4;

export function DuePanel({ due, failure, t, w, locale, onClose }: DuePanelProps) {
  const words = w.due;
  const now = new Date();
  const waits = closingWaits(due?.automatique ?? null, w);
  const kinds = due === null ? [] : [due.jours, due.mois, due.annees];
  return (
    <section class="pane closings-due" aria-labelledby="due-title">
      <header class="pane-head">
        <h2 id="due-title">{words.title}</h2>
        {due !== null && due.en_attente.length > 0 && <p class="chip chip-note">{words.waiting(due.en_attente.length)}</p>}
      </header>
      {failure !== null && (
        <div class="pane-note">
          <FailureNote failure={failure} t={t} />
        </div>
      )}
      {due === null && failure === null && <Loading label={words.title} rows={1} />}
      {waits !== null && <p class="stale due-open" role="status">{waits}</p>}
      {due?.caisses_ouvertes.map(({ caisse, par, ouverte_le }) => (
        <p key={caisse} class="stale due-open">
          <Icon name="till" />
          <span>{words.open(caisse, par, formatMoment(ouverte_le, locale, now))}</span>
          <a href={addressOf("tills")}>{words.toTills}</a>
        </p>
      ))}
      {due !== null && kinds.every((periods) => periods.length === 0) && (
        <p class="due-none">
          <Icon name="check" />
          {words.nothing}
        </p>
      )}
      {kinds.filter((periods) => periods.length > 0).map((periods) => (
        <ul key={kindOf(periods[0]!.periode)} class="due-periods">
          {periods.slice(-SHOWN).toReversed().map((period, at) => (
            <DueRow
              key={period.periode}
              period={period}
              last={at === 0}
              today={due!.aujourdhui}
              w={w}
              locale={locale}
              onClose={onClose}
            />
          ))}
          {periods.length > SHOWN && <li class="due-more">{words.more(periods.length - SHOWN)}</li>}
        </ul>
      ))}
    </section>
  );
}

interface DueRowProps {
  period: DuePeriod;
  /** The newest of its kind: closing it closes all of them. */
  last: boolean;
  today: string;
  w: BooksWords;
  locale: Locale;
  onClose: (period: string) => void;
}

function DueRow({ period: { periode, tickets, total_ttc, complement }, last, today, w, locale, onClose }: DueRowProps) {
  const name = periodName(periode, locale);
  return (
    <li class="row" data-due={periode}>
      <span class="row-main">
        <span class="row-title due-name">
          {name}
          {periode === today && <span class="chip">{w.due.today}</span>}
          {complement && <span class="chip chip-note">{kindOf(periode) === "jour" ? w.due.further : w.due.supplement}</span>}
        </span>
        <span class="row-about">{w.counted(tickets)}</span>
      </span>
      <span class="row-amount">{formatCents(total_ttc, locale)}</span>
      <button
        type="button"
        class={last ? "button button-main" : "button button-plain"}
        aria-label={`${w.due.kinds[kindOf(periode)]}${w.receipt.colon}${name}`}
        onClick={() => onClose(periode)}
      >
        {w.due.kinds[kindOf(periode)]}
      </button>
    </li>
  );
}
