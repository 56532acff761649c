/** The administrateur on the server PC: tills, team, catalogue, and the sales as they come. */
import type { Locale } from "../../shared/errors.ts";
import { CataloguePanel } from "../components/catalogue_panel.tsx";
import { JoinPanel } from "../components/join_panel.tsx";
import { SaleList } from "../components/sale_list.tsx";
import { TeamPanel } from "../components/team_panel.tsx";
import type { Messages } from "../i18n.ts";
import type { Store } from "../store/store.ts";

export function Owner({ store, t, locale }: { store: Store; t: Messages; locale: Locale }) {
  const { sales } = store;
  return (
    <main class="owner">
      <div class="owner-panels">
        <JoinPanel network={store.network.rows.value?.[0] ?? null} t={t} />
        <TeamPanel accounts={store.accounts.rows.value} t={t} onAdd={(account) => store.addAccount(account)} />
        <CataloguePanel
          products={store.products.rows.value}
          categories={store.categories.rows.value}
          t={t}
          locale={locale}
          onAddProduct={(product) => store.addProduct(product)}
          onAddCategory={(name) => store.addCategory(name)}
        />
      </div>
      <SaleList sales={sales.rows.value} failure={sales.failure.value} pending={[]} t={t} locale={locale} />
    </main>
  );
}
