/** A month of days over the one four weeks before, or a year of them with the mean of each week. */
import { useSignal } from "@preact/signals";
import type { Locale } from "../../../../shared/errors.ts";
import { formatCents } from "../../../../shared/money.ts";
import { Chart, type ChartSeries } from "./chart.tsx";
import { daysFrom } from "../../../../shared/days.ts";
import { datesBetween, formatDay } from "./dates.ts";
import type { Day } from "./day.ts";
import type { Year } from "./overview_work.ts";
import type { OverviewWords } from "./words.ts";

const MONTH = 30;
/** Whole weeks: each day is over its own weekday. */
const FOUR_WEEKS = 28;
const WEEK = 7;
/** Days that are shown at least: a young shop's year has not been yet. */
const SEASON = 91;

export function DaysChart({ year, day, w, locale }: { year: Year; day: Day; w: OverviewWords; locale: Locale }) {
  const whole = useSignal(false);
  const turnover = new Map(year.days.map(({ date, turnover }) => [date, turnover]));
  // The last day goes on while one looks; the others are over.
  turnover.set(day.date, day.total.turnover);
  const opened = year.days[0]?.date ?? day.date;
  const of = (date: string) => turnover.get(date) ?? 0;
  const season = daysFrom(day.date, 1 - SEASON);
  const [first] = whole.value
    ? [year.first, opened < season ? opened : season].sort().reverse()
    : [daysFrom(day.date, 1 - MONTH)];
  const dates = datesBetween(first!, day.date);
  const total = formatCents(dates.reduce((sum, date) => sum + of(date), 0), locale);
  const compared: ChartSeries = whole.value
    ? {
      label: w.weekMean,
      kind: "mean",
      values: dates.map((date) => daysFrom(date, 1 - WEEK) < opened ? null : meanOfWeek(of, date)),
    }
    : {
      label: w.fourWeeksBefore,
      kind: "line",
      values: dates.map((date) => daysFrom(date, -FOUR_WEEKS) < opened ? null : of(daysFrom(date, -FOUR_WEEKS))),
    };
  return (
    <Chart
      name="days"
      title={w.days}
      places={dates.map((date) => ({ name: formatDay(date, locale, "dated"), mark: markOf(date, whole.value, locale) }))}
      series={[{ label: w.turnover, kind: "bars", values: dates.map(of) }, compared]}
      placeLabel={w.day}
      tableLabel={w.table}
      locale={locale}
    >
      <span class="chart-total">{whole.value ? w.yearTotal(total) : w.monthTotal(total)}</span>
      <span class="segments" role="group" aria-label={w.days}>
        <button type="button" class="segment" aria-pressed={!whole.value} onClick={() => whole.value = false}>{w.month}</button>
        <button type="button" class="segment" aria-pressed={whole.value} onClick={() => whole.value = true}>{w.year}</button>
      </span>
    </Chart>
  );
}

/** Of the seven days that end with one. */
function meanOfWeek(of: (date: string) => number, date: string): number {
  return Math.round(datesBetween(daysFrom(date, 1 - WEEK), date).reduce((sum, day) => sum + of(day), 0) / WEEK);
}

/** A month is marked by its days, a year by the months that begin. */
function markOf(date: string, whole: boolean, locale: Locale): string | null {
  if (!whole) return formatDay(date, locale, "dayAndMonth");
  return date.endsWith("-01") ? formatDay(date, locale, "month") : null;
}
