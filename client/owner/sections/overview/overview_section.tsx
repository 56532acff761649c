/** What goes on in the shop: the sales as they come, and who is there. */
import "../../../common.ts";
import { PeoplePanel } from "../../components/people_panel.tsx";
import { SaleList } from "../../components/sale_list.tsx";
import type { SectionProps } from "../../pages/section_props.ts";

export function Section({ store, t, locale }: SectionProps) {
  const { sales } = store;
  return (
    <div class="section-columns">
      <SaleList sales={sales.rows.value} failure={sales.failure.value} t={t} locale={locale} />
      <PeoplePanel
        people={store.people.value}
        tills={store.tills.rows.value ?? []}
        userId={store.userId}
        t={t}
        locale={locale}
      />
    </div>
  );
}
