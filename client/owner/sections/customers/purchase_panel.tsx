/** What a customer has bought: the sums, and the latest tickets. */
import { formatCents } from "../../../../shared/money.ts";
import { FailureNote } from "../../../components/failure_note.tsx";
import { LiveList } from "../../../network/live_list.ts";
import { formatMoment } from "../../../shell/words/words.ts";
import { DataTable } from "../../components/data_table.tsx";
import { addressOf } from "../../pages/place.ts";
import { useSectionWork } from "../../pages/section_props.ts";
import { fetchPurchases } from "./customer_rows.ts";
import type { CustomersProps } from "./customers_list.tsx";

export function PurchasePanel({ id, work, t, w, locale }: CustomersProps & { id: number }) {
  const list = useSectionWork(() =>
    new LiveList(work.client, ["paiements"], async () => [await fetchPurchases(work.client, id)])
  );
  const purchases = list.rows.value?.[0];
  const now = new Date();
  return (
    <section class="pane" aria-labelledby="purchases-title">
      <header class="pane-head">
        <h2 id="purchases-title">{w.purchases}</h2>
        {purchases !== undefined && (
          <span class="pane-count">{w.bought(purchases.count, formatCents(purchases.sum, locale))}</span>
        )}
      </header>
      {list.failure.value !== null && <FailureNote failure={list.failure.value} t={t} />}
      {purchases?.count === 0 && <p class="pane-lead">{w.noPurchases}</p>}
      {purchases !== undefined && purchases.count > 0 && (
        <DataTable
          label={w.purchases}
          rows={purchases.latest}
          keyOf={(ticket) => ticket.id}
          hrefOf={(ticket) => addressOf("books", "tickets", ticket.id)}
          columns={[
            { name: "ticket", label: w.ticket, cell: ({ number }) => number },
            { name: "at", label: w.when, cell: ({ at }) => formatMoment(at, locale, now) },
            { name: "amount", label: w.amount, cell: ({ total }) => formatCents(total, locale), figures: true },
          ]}
        />
      )}
    </section>
  );
}
