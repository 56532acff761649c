/** How the server did in the last hour: small charts that go on while they are looked at. */
import type { Locale } from "../../../../shared/errors.ts";
import { LANGUAGE } from "../../../../shared/language.ts";
import { LIMITS } from "../../../../shared/limits.ts";
import { inBytes } from "./in_bytes.ts";
import { SmallChart } from "./small_chart.tsx";
import type { Recent } from "./system_work.ts";
import type { SystemMessages } from "./words.ts";

/** Of a server that has just started the first minutes have the room: its line would be a stroke at the edge. */
const PLACES_LEAST = 30;

export function FiguresPanel({ recent, w, locale }: { recent: Recent; w: SystemMessages; locale: Locale }) {
  const figure = (digits: number) => {
    const format = new Intl.NumberFormat(LANGUAGE[locale], { maximumFractionDigits: digits });
    return (value: number) => format.format(value);
  };
  const aSecond = (value: number) => w.aSecond(figure(1)(value * 1000 / LIMITS.figuresMs));
  const charts = [
    ["requests", w.requestsNow, aSecond],
    ["errors", w.errorsNow, figure(0)],
    ["commit_ms", w.slowestCommits, (value: number) => w.milliseconds(figure(1)(value))],
    ["connected", w.connected, figure(0)],
    ["rss_bytes", w.memory, (value: number) => inBytes(value, locale)],
  ] as const;
  return (
    <section class="pane figures-panel" aria-labelledby="figures-title">
      <header class="pane-head">
        <h2 id="figures-title">{w.lastHour}</h2>
      </header>
      <div class="small-charts">
        {charts.map(([name, label, shown]) => (
          <SmallChart
            key={name}
            label={label}
            values={recent[name]}
            places={Math.max(PLACES_LEAST, recent[name].length)}
            shown={shown}
            most={w.most}
          />
        ))}
      </div>
    </section>
  );
}
