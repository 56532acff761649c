/** What requests cost, by route: counted as they are answered, summed up when somebody asks. */
import { Counter, Histogram, Registry } from "prom-client";

/** Seconds. */
const BUCKETS = [
  ...[0.0005, 0.001, 0.002, 0.003, 0.005, 0.0075, 0.01, 0.015, 0.02, 0.03, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.5],
  ...[1, 2, 5, 30],
];

/** What requests cost, by route. */
export class Metrics {
  readonly registry = new Registry();
  readonly #duration: Histogram<"route">;
  readonly #answers: Counter<"route" | "status">;
  readonly #byRoute = new Map<string, { observe(seconds: number): void }>();
  /** What was counted of each route by status, and not handed over yet. */
  readonly #counted = new Map<string, Map<number, number>>();
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
    this.#answers = new Counter({
      name: "comptoir_http_requests_total",
      help: "Requests answered, by route and status",
      labelNames: ["route", "status"],
      registers: [this.registry],
    });
  }

  /** A route that was not asked for yet is told of, too: `status` is that of its good answer. */
  expect(route: string, status: number): void {
    this.#answers.inc({ route, status }, 0);
  }

  observe(route: string, status: number, ms: number): void {
    this.total += 1;
    this.#count(route, status);
    if (status >= 500) this.errors += 1;
    let observer = this.#byRoute.get(route);
    if (observer === undefined) this.#byRoute.set(route, observer = this.#duration.labels(route));
    observer.observe(ms / 1000);
  }

  /** All that was counted, as Prometheus text. */
  async text(): Promise<string> {
    for (const [route, counts] of this.#counted) {
      for (const [status, count] of counts) this.#answers.inc({ route, status }, count);
    }
    this.#counted.clear();
    return await this.registry.metrics();
  }

  /** In maps of ours: a labelled counter looks its labels up anew with each request. */
  #count(route: string, status: number): void {
    let counts = this.#counted.get(route);
    if (counts === undefined) this.#counted.set(route, counts = new Map());
    counts.set(status, (counts.get(status) ?? 0) + 1);
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
