/** What requests cost, by route: counted as they are answered, summed up when somebody asks. */
import { Histogram, Registry } from "prom-client";

/** Seconds. */
const BUCKETS = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 30];

/** What requests cost, by route. */
export class Metrics {
  readonly registry = new Registry();
  readonly #duration: Histogram<"route">;
  readonly #byRoute = new Map<string, { observe(seconds: number): void }>();
  total = 0;
  errors = 0;

  constructor() {
    this.#duration = new Histogram({
      name: "comptoir_http_request_duration_seconds",
      help: "Time from request to answer, by route",
      labelNames: ["route"],
      buckets: BUCKETS,
      registers: [this.registry],
    });
  }

  observe(route: string, status: number, ms: number): void {
    this.total += 1;
    if (status >= 500) this.errors += 1;
    let observer = this.#byRoute.get(route);
    if (observer === undefined) this.#byRoute.set(route, observer = this.#duration.labels(route));
    observer.observe(ms / 1000);
  }

  /** p50, p95 and p99 in milliseconds by route, interpolated within the histogram's buckets. */
  async latency(): Promise<Record<string, { p50: number; p95: number; p99: number }>> {
    const { values } = await this.#duration.get();
    const out: Record<string, { p50: number; p95: number; p99: number }> = {};
    for (const route of this.#byRoute.keys()) {
      const counts = values.filter((v) => v.labels.route === route && v.metricName?.endsWith("_bucket"))
        .map((v) => ({ upTo: Number((v.labels as { le?: unknown }).le), count: v.value }));
      out[route] = { p50: quantile(counts, 0.5), p95: quantile(counts, 0.95), p99: quantile(counts, 0.99) };
    }
    return out;
  }
}

/** `counts` are cumulative, seconds; the result is milliseconds. */
function quantile(counts: readonly { upTo: number; count: number }[], q: number): number {
  const rank = q * (counts.at(-1)?.count ?? 0);
  let below = { upTo: 0, count: 0 };
  for (const bucket of counts) {
    if (bucket.count >= rank) {
      const upTo = Number.isFinite(bucket.upTo) ? bucket.upTo : below.upTo;
      const share = bucket.count === below.count ? 1 : (rank - below.count) / (bucket.count - below.count);
      return Math.round((below.upTo + (upTo - below.upTo) * share) * 1e6) / 1e3;
    }
    below = bucket;
  }
  return 0;
}
