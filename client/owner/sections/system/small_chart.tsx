/** One figure of the last hour as a line, with what it is now and the most that it was. */

interface SmallChartProps {
  label: string;
  /** The oldest first. */
  values: readonly number[];
  /** As many as there are places for: a server that has just started has fewer. */
  places: number;
  shown: (value: number) => string;
  most: (value: string) => string;
}

/** Of its own drawing; the page stretches it. */
const [WIDTH, HEIGHT] = [300, 40];

export function SmallChart({ label, values, places, shown, most }: SmallChartProps) {
  const highest = Math.max(...values, 0);
  return (
    <figure class="small-chart">
      <figcaption>
        <span>{label}</span> <b>{shown(values.at(-1) ?? 0)}</b>
      </figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
        <polyline points={pointsOf(values, places, highest)} />
      </svg>
      <p class="row-about">{most(shown(highest))}</p>
    </figure>
  );
}

/** From nothing at the bottom to the highest at the top; the newest at the right. */
export function pointsOf(values: readonly number[], places: number, highest: number): string {
  const first = places - values.length;
  const x = (at: number) => (first + at) * WIDTH / Math.max(1, places - 1);
  const y = (value: number) => HEIGHT - 1 - (highest === 0 ? 0 : value / highest) * (HEIGHT - 2);
  return values.map((value, at) => `${x(at).toFixed(1)},${y(value).toFixed(1)}`).join(" ");
}
