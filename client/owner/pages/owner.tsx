/** The administrateur on the server PC: tills, team, catalogue, and the sales as they come. */
import "../../common.ts";
import type { Locale } from "../../../shared/errors.ts";
import { CataloguePanel } from "../components/catalogue_panel.tsx";
import { JoinPanel } from "../components/join_panel.tsx";
import { usePageTitle } from "../../components/page_title.ts";
import { PeoplePanel } from "../components/people_panel.tsx";
import { SaleList } from "../components/sale_list.tsx";
import { TeamPanel } from "../components/team_panel.tsx";
import { TillsPanel } from "../components/tills_panel.tsx";
import { attempt } from "../../network/attempt.ts";
import { OwnerWork } from "../store/work.ts";
import type { OwnerMessages } from "../words/words.ts";
import type { RoleScreens } from "../../shell/role_screens.ts";

export const owner: RoleScreens<OwnerWork, OwnerMessages> = { Work: OwnerWork, Page: OwnerPage };

function OwnerPage({ store, t, locale }: { store: OwnerWork; t: OwnerMessages; locale: Locale }) {
  const { sales } = store;
  usePageTitle(t.roles.administrateur, t);
  return (
    <main class="owner">
      <h1 class="visually-hidden">{t.roles.administrateur}</h1>
      <div class="owner-panels">
        <JoinPanel network={store.network.rows.value?.[0] ?? null} t={t} />
        <TillsPanel
          tills={store.tills.rows.value}
          t={t}
          locale={locale}
          onAdd={(name, label) => store.addTill(name, label)}
          onRelease={(name) => store.releaseTill(name)}
          onInvite={(name, onInvited) => attempt(async () => onInvited(await store.inviteTill(name)))}
          onApprove={(onApproved) => attempt(async () => onApproved(await store.approve()))}
        />
        <TeamPanel
          accounts={store.accounts.rows.value}
          t={t}
          onAdd={(account) => store.addAccount(account)}
          onTraining={(id, training) => store.setTraining(id, training)}
        />
        <CataloguePanel
          products={store.products.rows.value}
          categories={store.categories.rows.value}
          t={t}
          locale={locale}
          onAddProduct={(product) => store.addProduct(product)}
          onAddCategory={(name) => store.addCategory(name)}
        />
      </div>
      <div class="owner-panels">
        <PeoplePanel
          people={store.people.value}
          tills={store.tills.rows.value ?? []}
          userId={store.userId}
          t={t}
          locale={locale}
        />
        <SaleList sales={sales.rows.value} failure={sales.failure.value} t={t} locale={locale} />
      </div>
    </main>
  );
}
