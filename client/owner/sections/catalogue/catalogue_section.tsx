/** What the shop sells: all articles, one of them, or the categories, as the address says. */
import "../../../common.ts";
import { useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { Empty, Loading } from "../../../components/empty.tsx";
import { Icon } from "../../../components/icon.tsx";
import { Later } from "../../../components/later.tsx";
import { keepFile } from "../../components/kept_file.ts";
import { addressOf, goTo } from "../../pages/place.ts";
import { type SectionProps, speaking, useSectionWork } from "../../pages/section_props.ts";
import { BulkPanel } from "./bulk_panel.tsx";
import { BulkUndo } from "./bulk_undo.tsx";
import { BulkWork } from "./bulk_work.ts";
import { CategoriesPanel } from "./categories_panel.tsx";
import { CategoriesWork } from "./categories_work.ts";
import type { FieldContext } from "./ware_field.tsx";
import { WareWords } from "./ware_filters.tsx";
import { DiversOffer } from "./divers_offer.tsx";
import { WareForm } from "./ware_form.tsx";
import { WarePage } from "./ware_page.tsx";
import { WareTable } from "./ware_table.tsx";
import { WaresWork } from "./wares_work.ts";
import { words as en } from "./words_en.ts";
import { type Words, words as fr } from "./words_fr.ts";

export const Section = speaking<Words>(CatalogueSection, { fr, en });

const ALL = addressOf("catalogue");
const ADDING = addressOf("catalogue", "new");
const CATEGORIES = addressOf("catalogue", "categories");
const LABELS = addressOf("catalogue", "labels");
/** With it comes the drawing of codes, which is for once in a while. */
const LabelsPage = new Later(() => import("./labels_page.tsx")).part("LabelsPage", () => goTo(ALL, true));
const ADDING_CATEGORY = addressOf("catalogue", "category");

function CatalogueSection({ store, t, locale, rest: [place = "", one = ""], w }: SectionProps & { w: Words }) {
  const work = useSectionWork(() => new WaresWork(store.client, store.categories.rows));
  const categories = useMemo(() => new CategoriesWork(store.categories), []);
  const bulk = useMemo(() => new BulkWork(work), []);
  const bulking = useSignal(false);
  const context: FieldContext = {
    categories: store.categories.rows.value ?? [],
    deposits: work.wares.rows.value?.filter(({ nature }) => nature === "consigne") ?? [],
    rates: work.rates.value,
    t,
    w,
    locale,
    onChange: (ware, field, to) => work.change(ware, field, to),
  };
  const shared = { work, context, t, w, locale };
  if (place === "categories" || place === "category") {
    return (
      <>
        <BackLink label={w.back} />
        <CategoriesPanel
          work={categories}
          counts={countByCategory(work)}
          adds={place === "category"}
          t={t}
          w={w}
          locale={locale}
          onAdd={(name) => store.addCategory(name)}
          onAdds={(adds) => goTo(adds ? ADDING_CATEGORY : CATEGORIES, true)}
        />
      </>
    );
  }
  if (place === "labels") {
    const only = work.byId.value.get(Number(one));
    return (
      <>
        <BackLink label={w.back} />
        {work.wares.rows.value === null
          ? <Loading label={t.owner.loading} />
          : <LabelsPage client={store.client} wares={only === undefined ? bulk.targets.value : [only]} t={t} locale={locale} />}
      </>
    );
  }
  if (/^\d+$/.test(place)) {
    const ware = work.byId.value.get(Number(place));
    return (
      <>
        <BackLink label={w.back} />
        {ware !== undefined
          ? <WarePage key={ware.id} ware={ware} {...shared} />
          : work.wares.rows.value === null
          ? <Loading label={t.owner.loading} />
          : <Empty icon="tag" title={w.unknown} />}
      </>
    );
  }
  const adds = place === "new";
  return (
    <section class="pane catalogue" aria-label={t.owner.productsTitle}>
      <header class="pane-head">
        <WareWords work={work} w={w} />
        <span class="pane-actions">
          <button
            type="button"
            class="button button-quiet"
            aria-pressed={bulking.value}
            onClick={() => bulking.value = !bulking.value}
          >
            {w.bulk}
          </button>
          <button type="button" class="button button-quiet" onClick={() => download(work, context)}>{w.download}</button>
          <a class="button button-quiet" href={addressOf("exchange")}>{w.importFile}</a>
          <a class="button button-quiet" href={CATEGORIES}>{w.categories}</a>
          <a class="button button-quiet" href={LABELS}>{w.labels}</a>
          {!adds && (
            <a class="button button-main" href={ADDING}>
              <Icon name="plus" />
              {t.owner.productAdd}
            </a>
          )}
        </span>
      </header>
      {adds && <DiversOffer store={store} rates={context.rates} t={t} locale={locale} />}
      {adds && (
        <WareForm
          categories={context.categories}
          rates={context.rates}
          t={t}
          w={w}
          locale={locale}
          onAdd={(product) => store.addProduct(product)}
          onClose={() => goTo(ALL, true)}
        />
      )}
      {bulking.value && <BulkPanel bulk={bulk} context={context} onClose={() => bulking.value = false} />}
      <BulkUndo bulk={bulk} t={t} w={w} />
      <WareTable bulk={bulk} {...shared} />
    </section>
  );
}

/** What is looked for, in its order. The writing of files is fetched with the first of them. */
async function download({ found }: WaresWork, { categories, w }: FieldContext): Promise<void> {
  const { waresCsv } = await import("./wares_file.ts");
  const names = new Map(categories.map(({ id, name }) => [id, name]));
  keepFile(new Blob([waresCsv(found.peek(), names, w)], { type: "text/csv" }), w.fileName);
}

function BackLink({ label }: { label: string }) {
  return <a class="back-link" href={ALL}>← {label}</a>;
}

function countByCategory(work: WaresWork): ReadonlyMap<number | null, number> {
  const counts = new Map<number | null, number>();
  for (const { categoryId } of work.wares.rows.value ?? []) counts.set(categoryId, (counts.get(categoryId) ?? 0) + 1);
  return counts;
}
