/** How charts are drawn: uPlot on a canvas, in the colours that their keys have on the page, which follow its theme. */
import uPlot from "uplot";

/** `bars` is what the chart is about, `line` what it is measured by; `mean` is a line without a break. */
export type Kind = "bars" | "line" | "mean";

export interface PlotSeries {
  readonly kind: Kind;
  /** One for each place along the axis; null where nothing is known. */
  readonly values: readonly (number | null)[];
}
export interface PlotOptions {
  readonly places: number;
  readonly series: readonly PlotSeries[];
  /** What stands under a place; null where nothing does. */
  readonly mark: (place: number) => string | null;
  readonly value: (value: number) => string;
  /** The place under the pointer, and where that is in pixels; null when it has left. */
  readonly onPoint: (place: { readonly at: number; readonly left: number } | null) => void;
}

const HEIGHT = 240;
/** Pixels between two marks at least, for the longest of them. */
const MARK_ROOM = 44;
const AXIS_ROOM = { left: 72, bottom: 32 } as const;
/** Cents between two lines of the grid: whole euros. */
const STEPS = [1, 2, 5].flatMap((digit) => Array.from({ length: 9 }, (_, power) => digit * 10 ** (power + 2))).sort((a, b) =>
  a - b
);

/** A chart in `host`, whose elements of class `chart-key-*` say which colours it has. */
export function drawPlot(host: HTMLElement, key: HTMLElement, options: PlotOptions): uPlot {
  const inkOf = (of: string) => getComputedStyle(key.querySelector(`[data-ink="${of}"]`) ?? key).color;
  const font = getComputedStyle(host).fontFamily;
  const axis: uPlot.Axis = { stroke: () => inkOf("axis"), font: `13px ${font}`, ticks: { show: false } };
  return new uPlot(
    {
      width: host.clientWidth,
      height: HEIGHT,
      padding: [12, 8, 0, 0],
      legend: { show: false },
      scales: { x: { time: false, range: [-0.5, options.places - 0.5] }, y: { range: roomFor } },
      axes: [
        {
          ...axis,
          size: AXIS_ROOM.bottom,
          grid: { show: false },
          splits: (plot) => marksOf(options, plot.bbox.width / devicePixelRatio),
          values: (_, places) => places.map((place) => options.mark(place) ?? ""),
        },
        {
          ...axis,
          size: AXIS_ROOM.left,
          incrs: STEPS,
          space: 48,
          grid: { stroke: () => inkOf("grid"), width: 1 },
          values: (_, values) => values.map(options.value),
        },
      ],
      series: [{}, ...options.series.map(({ kind }) => seriesOf(kind, () => inkOf(kind)))],
      cursor: { y: false, drag: { x: false, y: false }, points: { show: false } },
      hooks: {
        setCursor: [({ cursor: { idx, left }, over }) => {
          options.onPoint(
            typeof idx !== "number" || left === undefined || left < 0 ? null : {
              at: idx,
              left: over.offsetLeft + (idx + 0.5) * over.clientWidth / options.places,
            },
          );
        }],
      },
    },
    dataOf(options),
    host,
  );
}

export function dataOf({ places, series }: Pick<PlotOptions, "places" | "series">): uPlot.AlignedData {
  return [Array.from({ length: places }, (_, place) => place), ...series.map(({ values }) => [...values])];
}

function seriesOf(kind: Kind, ink: () => string): uPlot.Series {
  if (kind === "bars") {
    return {
      stroke: ink,
      fill: ink,
      width: 0,
      paths: uPlot.paths.bars!({ size: [0.68, 40, 1], radius: [0.18, 0] }),
      points: { show: false },
    };
  }
  const dash = kind === "line" ? { dash: [5, 4] } : {};
  return {
    stroke: ink,
    width: 2,
    ...dash,
    points: { show: kind === "line", size: 6, fill: ink, stroke: ink },
    spanGaps: kind === "mean",
  };
}

/** From nothing upwards, and below it on a day of refunds; a tenth of room above. */
function roomFor(_: uPlot, low: number | null, high: number | null): [number, number] {
  const top = Math.max(high ?? 0, 100);
  return [Math.min(low ?? 0, 0) * 1.1, top * 1.1];
}

/** Places whose marks have room beside each other. */
function marksOf({ places, mark }: PlotOptions, width: number): number[] {
  const marked = Array.from({ length: places }, (_, place) => place).filter((place) => mark(place) !== null);
  const every = Math.max(1, Math.ceil(marked.length * MARK_ROOM / Math.max(width, 1)));
  return marked.filter((_, at) => at % every === 0);
}

/** Follows the room that the chart has, and the theme; answers what ends that. */
export function followPage(host: HTMLElement, plot: uPlot): () => void {
  const room = new ResizeObserver(() => {
    if (host.clientWidth > 0 && host.clientWidth !== plot.width) plot.setSize({ width: host.clientWidth, height: HEIGHT });
  });
  const themes = ["(prefers-color-scheme: dark)", "(forced-colors: active)"].map((query) => matchMedia(query));
  const redraw = () => plot.redraw(false, true);
  room.observe(host);
  for (const theme of themes) theme.addEventListener("change", redraw);
  return () => {
    room.disconnect();
    for (const theme of themes) theme.removeEventListener("change", redraw);
  };
}
