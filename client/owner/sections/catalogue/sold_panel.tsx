/** What was sold of an article in the last 30 days: the sums, a bar a day, and the days as a table. */
import type { Locale } from "../../../../shared/errors.ts";
import { formatCents } from "../../../../shared/money.ts";
import { Loading } from "../../../components/empty.tsx";
import { FailureNote } from "../../../components/failure_note.tsx";
import type { Failure } from "../../../network/failure.ts";
import { DataTable } from "../../components/data_table.tsx";
import type { OwnerMessages } from "../../words/words.ts";
import { formatQuantity } from "./quantity.ts";
import type { DaySold } from "./ware_story.ts";
import type { Words } from "./words_fr.ts";

/** Of the shop's dates, which have no time: in no zone but the one they are made in here. */
const days = (language: string) =>
  new Intl.DateTimeFormat(language, { weekday: "short", day: "numeric", month: "short", timeZone: "UTC" });
const DAYS = { fr: days("fr-FR"), en: days("en-IE") } as const;

interface SoldPanelProps {
  /** Null until they are known. */
  sold: readonly DaySold[] | null;
  failure: Failure | null;
  t: OwnerMessages;
  w: Words;
  locale: Locale;
}

export function SoldPanel({ sold, failure, t, w, locale }: SoldPanelProps) {
  const sum = (of: "quantity" | "amount") => sold?.reduce((total, day) => total + day[of], 0) ?? 0;
  return (
    <section class="pane" aria-labelledby="sold-title">
      <header class="pane-head">
        <h2 id="sold-title">{w.soldTitle}</h2>
        {sold !== null && (
          <p class="sold-sums">
            <span>{w.pieces(formatQuantity(sum("quantity"), locale))}</span>
            <strong>{formatCents(sum("amount"), locale)}</strong>
          </p>
        )}
      </header>
      {failure !== null && <FailureNote failure={failure} t={t} />}
      {sold === null && failure === null && <Loading label={t.owner.loading} rows={1} />}
      {sold?.length === 0 && <p class="pane-lead">{w.soldNothing}</p>}
      {sold !== null && sold.length > 0 && (
        <DataTable
          label={w.soldTitle}
          rows={sold.toReversed()}
          keyOf={({ day }) => day}
          columns={[
            { name: "day", label: w.day, cell: ({ day }) => DAYS[locale].format(new Date(`${day}T00:00:00Z`)) },
            {
              name: "bar",
              label: "",
              cell: (day) => <Bar part={day.amount / Math.max(...sold.map(({ amount }) => amount), 1)} />,
              aside: true,
            },
            { name: "quantity", label: w.quantity, cell: ({ quantity }) => formatQuantity(quantity, locale), figures: true },
            { name: "amount", label: w.amount, cell: ({ amount }) => formatCents(amount, locale), figures: true },
          ]}
        />
      )}
    </section>
  );
}

/** For the eyes: the figures stand beside it. */
function Bar({ part }: { part: number }) {
  return (
    <svg class="sold-bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" focusable="false">
      <rect width={Math.max(0, part) * 100} height="8" rx="1" />
    </svg>
  );
}
