/** The shop's sales, newest first, as they come in from every till. */
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Locale } from "../../../../shared/errors.ts";
import { formatCents } from "../../../../shared/money.ts";
import type { OwnerMessages } from "../../words/words.ts";
import { formatMoment } from "../../../shell/words/words.ts";
import type { Sale } from "../../store/rows.ts";
import type { Failure } from "../../../network/failure.ts";
import { Empty, Loading } from "../../../components/empty.tsx";

interface SaleListProps {
  /** Null while they are fetched for the first time. */
  sales: readonly Sale[] | null;
  failure: Failure | null;
  t: OwnerMessages;
  locale: Locale;
}

/** Rows that came after the list was first shown: they are marked, and the last one is said aloud. */
function useArrivals(sales: readonly Sale[] | null, onArrival: (sale: Sale) => void): ReadonlySet<string> {
  const known = useRef<Set<string> | null>(null);
  const arrived = useRef(new Set<string>());
  if (sales === null) known.current = null;
  const fresh = known.current === null ? [] : sales?.filter(({ id }) => !known.current?.has(id)) ?? [];
  for (const { id } of fresh) arrived.current.add(id);
  if (sales !== null) known.current = new Set(sales.map(({ id }) => id));
  const newest = fresh[0];
  useEffect(() => {
    if (newest !== undefined) onArrival(newest);
  }, [newest?.id]);
  return arrived.current;
}

export function SaleList({ sales, failure, t, locale }: SaleListProps) {
  const said = useSignal("");
  const now = new Date();
  const seller = (sale: Sale) => sale.seller ?? t.sales.unknownSeller;
  const arrived = useArrivals(sales, (sale) => said.value = t.sales.arrived(seller(sale), formatCents(sale.total, locale)));
  return (
    <section class="pane sales" aria-labelledby="sales-title">
      <header class="pane-head">
        <h2 id="sales-title">{t.sales.title}</h2>
        <span class="pane-count">{t.sales.count(sales?.length ?? 0)}</span>
      </header>
      <p class="visually-hidden" aria-live="polite">{said.value}</p>
      {failure !== null && sales !== null && <p class="stale">{t.errors.stale}</p>}
      <div class="pane-body" tabIndex={0}>
        {sales === null && <Loading label={t.sales.loading} rows={6} />}
        {sales?.length === 0 && <Empty icon="receipt" title={t.sales.empty}>{t.sales.emptyBody}</Empty>}
        <ol class="sale-rows">
          {sales?.map((sale) => (
            <li key={sale.id} class={arrived.has(sale.id) ? "sale sale-arrived" : "sale"} data-sale={sale.id}>
              <span class="sale-who">{seller(sale)}</span>
              <span class="sale-total">{formatCents(sale.total, locale)}</span>
              <span class="sale-about">
                <span class="sale-number">{shortName(sale, t)}</span>
                <time dateTime={sale.created}>{formatMoment(sale.created, locale, now)}</time>
                {sale.note !== null && <span class="sale-note">{sale.note}</span>}
              </span>
              <span class={`chip chip-${sale.state}`}>{t.states[sale.state]}</span>
            </li>
          ))}
        </ol>
      </div>
    </section>
  );
}

/** The number that people say to each other: the recall number once there is one, else the end of the id. */
function shortName(sale: Sale, { sales }: OwnerMessages): string {
  return sale.recall === null ? `#${sale.id.slice(-4).toUpperCase()}` : sales.number(sale.recall);
}
