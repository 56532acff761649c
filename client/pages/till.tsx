/** Vendeur and caisse: products, the ticket in hand, and the shop's sales. */
import { useSignal } from "@preact/signals";
import type { Locale } from "../../shared/errors.ts";
import { FailureNote } from "../components/failure_note.tsx";
import { ProductPicker } from "../components/product_picker.tsx";
import { SaleList } from "../components/sale_list.tsx";
import { TicketPane } from "../components/ticket_pane.tsx";
import type { Messages } from "../i18n.ts";
import type { Product } from "../store/catalogue.ts";
import type { Store } from "../store/store.ts";

export function Till({ store, t, locale }: { store: Store; t: Messages; locale: Locale }) {
  const problem = useSignal<string | null>(null);
  const { ticket, products, sales } = store;
  const pick = (product: Product) => problem.value = ticket.add(product) ? null : t.ticket.full;
  const refused = store.refused.value;
  return (
    <main class="till-page">
      {refused !== null && (
        <div class="till-refused">
          <strong>{t.ticket.refused}</strong>
          <FailureNote failure={refused} t={t} />
          <button type="button" class="button button-plain" onClick={() => store.refused.value = null}>{t.ticket.dismiss}</button>
        </div>
      )}
      <div class="till">
        <ProductPicker
          products={products.rows.value}
          categories={store.categories.rows.value}
          t={t}
          locale={locale}
          onPick={pick}
        />
        <TicketPane
          lines={ticket.lines.value}
          total={ticket.total.value}
          hasProducts={products.rows.value?.length !== 0}
          problem={problem.value}
          t={t}
          locale={locale}
          onQuantity={(productId, quantity) => ticket.setQuantity(productId, quantity)}
          onClear={() => ticket.clear()}
          onSave={(note) => store.sell(note)}
        />
        <SaleList sales={sales.rows.value} failure={sales.failure.value} pending={store.pending.value} t={t} locale={locale} />
      </div>
    </main>
  );
}
