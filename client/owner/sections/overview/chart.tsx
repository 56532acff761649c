/** A chart with its key, what is said of the place under the pointer, and the same figures as a table. */
import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import type { Locale } from "../../../../shared/errors.ts";
import { formatCents } from "../../../../shared/money.ts";
import { type Column, DataTable } from "../../components/data_table.tsx";
import { formatEuros } from "./amounts.ts";
import { dataOf, drawPlot, followPage, type Kind } from "./plot.ts";

export interface ChartSeries {
  readonly label: string;
  readonly kind: Kind;
  /** Cents. */
  readonly values: readonly (number | null)[];
}

interface ChartProps {
  /** Names the section, for its heading. */
  name: string;
  title: string;
  /** What stands beside the title. */
  children?: ComponentChildren;
  places: readonly { readonly name: string; readonly mark: string | null }[];
  series: readonly ChartSeries[];
  /** What a place is called at the head of the table. */
  placeLabel: string;
  tableLabel: string;
  locale: Locale;
}

export function Chart({ name, title, children, places, series, placeLabel, tableLabel, locale }: ChartProps) {
  const host = useRef<HTMLDivElement>(null);
  const key = useRef<HTMLUListElement>(null);
  const plot = useRef<ReturnType<typeof drawPlot> | null>(null);
  const point = useSignal<{ readonly at: number; readonly left: number } | null>(null);
  const shown = useRef(places);
  shown.current = places;
  useLayoutEffect(() => {
    const drawn = plot.current = drawPlot(host.current!, key.current!, {
      places: places.length,
      series,
      mark: (place) => shown.current[place]?.mark ?? null,
      value: (value) => formatEuros(value, locale),
      onPoint: (place) => point.value = place,
    });
    const leave = followPage(host.current!, drawn);
    return () => {
      leave();
      drawn.destroy();
      plot.current = point.value = null;
    };
  }, [places.length, series.map(({ kind }) => kind).join(), locale]);
  const values = JSON.stringify([places, series]);
  useEffect(() => plot.current?.setData(dataOf({ places: places.length, series })), [values]);
  const amount = (value: number | null | undefined) => value === null || value === undefined ? "–" : formatCents(value, locale);
  const pointed = point.value === null ? undefined : places[point.value.at];
  return (
    <section class="pane chart" aria-labelledby={`${name}-title`}>
      <header class="pane-head">
        <h2 id={`${name}-title`}>{title}</h2>
        {children}
      </header>
      <ul class="chart-key" ref={key}>
        {series.map(({ label, kind }) => (
          <li key={kind} class={`chart-key-${kind}`} data-ink={kind}>
            <span class="chart-key-sign" aria-hidden="true" />
            <span class="chart-key-label">{label}</span>
          </li>
        ))}
        <li class="chart-key-grid" data-ink="grid" hidden />
        <li class="chart-key-axis" data-ink="axis" hidden />
      </ul>
      {/* The table says the same to who does not see it. */}
      <div class="chart-frame" aria-hidden="true">
        <div class="chart-host" ref={host} />
        {pointed !== undefined && (
          <p
            class="chart-point"
            style={{ left: `${point.value!.left}px` }}
            data-side={point.value!.at * 2 > places.length ? "before" : "after"}
          >
            <strong>{pointed.name}</strong>
            {series.map(({ label, kind, values }) => (
              <span key={kind}>
                {label} <b>{amount(values[point.value!.at])}</b>
              </span>
            ))}
          </p>
        )}
      </div>
      <details class="chart-table">
        <summary>{tableLabel}</summary>
        <DataTable
          label={title}
          columns={[
            { name: "place", label: placeLabel, cell: (at: number) => places[at]!.name },
            ...series.map(({ label, kind, values }): Column<number> => ({
              name: kind,
              label,
              figures: true,
              cell: (at) => amount(values[at]),
            })),
          ]}
          rows={places.map((_, at) => at)}
          keyOf={(at) => at}
        />
      </details>
    </section>
  );
}
