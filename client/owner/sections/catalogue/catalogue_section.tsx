/** What the shop sells. */
import "../../../common.ts";
import { CataloguePanel } from "../../components/catalogue_panel.tsx";
import type { SectionProps } from "../../pages/section_props.ts";

export function Section({ store, t, locale, rest }: SectionProps) {
  return (
    <CataloguePanel
      key={rest[0]}
      adds={rest[0] === "new" ? "product" : rest[0] === "category" ? "category" : null}
      products={store.products.rows.value}
      categories={store.categories.rows.value}
      t={t}
      locale={locale}
      onAddProduct={(product) => store.addProduct(product)}
      onAddCategory={(name) => store.addCategory(name)}
    />
  );
}
