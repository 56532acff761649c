/** A day's turnover by the hour, over that of the same weekday a week before. */
import type { Locale } from "../../../../shared/errors.ts";
import type { Day } from "./day.ts";
import { Chart } from "./chart.tsx";
import { formatDay } from "./dates.ts";
import type { OverviewWords } from "./words.ts";

/** Hours that are shown of a day on which nothing was sold. */
const USUAL = { first: 8, last: 19 } as const;

export function HoursChart({ day, w, locale }: { day: Day; w: OverviewWords; locale: Locale }) {
  const known = new Map(day.hours.map((hour) => [hour.hour, hour]));
  const first = Math.min(USUAL.first, ...known.keys());
  const last = Math.max(USUAL.last, ...known.keys());
  const hours = Array.from({ length: last - first + 1 }, (_, at) => first + at);
  return (
    <Chart
      name="hours"
      title={w.hours}
      places={hours.map((hour) => ({ name: w.hourName(hour), mark: w.hourName(hour) }))}
      series={[
        {
          label: day.date === day.today ? w.today : formatDay(day.date, locale, "short"),
          kind: "bars",
          values: hours.map((hour) => known.get(hour)?.turnover ?? 0),
        },
        {
          label: formatDay(day.dateBefore, locale, "short"),
          kind: "line",
          values: hours.map((hour) => known.get(hour)?.turnoverBefore ?? 0),
        },
      ]}
      placeLabel={w.hour}
      tableLabel={w.table}
      locale={locale}
    />
  );
}
