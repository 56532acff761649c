/** The owner's catalogue: products and categories, listed and added to. */
import { useSignal } from "@preact/signals";
import type { Locale } from "../../../shared/errors.ts";
import { formatCents, parseCents } from "../../../shared/money.ts";
import type { OwnerMessages } from "../words/words.ts";
import type { Category, Product } from "../../catalogue/catalogue.ts";
import type { Failure } from "../../network/failure.ts";
import type { NewProduct } from "../store/work.ts";
import { AddForm } from "./add_form.tsx";
import { Empty, Loading } from "../../components/empty.tsx";
import { Choice, Field } from "../../components/field.tsx";
import { Icon } from "../../components/icon.tsx";
import { useSubmission } from "../../components/submission.ts";

/** Basis points, the usual one first. */
const VAT_RATES = [2000, 1000, 550, 210, 0];
/** Rows drawn; the rest is found by search in the screens to come. */
const ROWS = 200;

interface CataloguePanelProps {
  /** The form that is open to begin with. */
  adds: "product" | "category" | null;
  products: readonly Product[] | null;
  categories: readonly Category[] | null;
  t: OwnerMessages;
  locale: Locale;
  onAddProduct: (product: NewProduct) => Promise<Failure | null>;
  onAddCategory: (name: string) => Promise<Failure | null>;
}

export function CataloguePanel({ adds, products, categories, t, locale, onAddProduct, onAddCategory }: CataloguePanelProps) {
  const adding = useSignal(adds);
  const { owner } = t;
  const names = new Map(categories?.map(({ id, name }) => [id, name]));
  const close = () => adding.value = null;
  return (
    <section class="pane catalogue" aria-labelledby="catalogue-title">
      <header class="pane-head">
        <h2 id="catalogue-title">
          <Icon name="tag" />
          {owner.productsTitle}
        </h2>
        {adding.value === null && (
          <span class="pane-actions">
            <button type="button" class="button button-quiet" onClick={() => adding.value = "category"}>
              {owner.categoryAdd}
            </button>
            <button type="button" class="button button-plain" onClick={() => adding.value = "product"}>
              <Icon name="plus" />
              {owner.productAdd}
            </button>
          </span>
        )}
      </header>
      {adding.value === "product" && (
        <ProductForm categories={categories ?? []} t={t} locale={locale} onAdd={onAddProduct} onClose={close} />
      )}
      {adding.value === "category" && <CategoryForm t={t} onAdd={onAddCategory} onClose={close} />}
      {products === null && <Loading label={owner.loading} rows={3} />}
      {products?.length === 0 && adding.value === null && <Empty icon="tag" title={owner.productsEmpty} />}
      <ul class="rows">
        {products?.slice(0, ROWS).map(({ id, label, barcode, categoryId, price, vat }) => (
          <li key={id} class="row">
            <span class="row-main">
              <span class="row-title">{label}</span>
              <span class="row-about">
                {[names.get(categoryId ?? 0) ?? owner.noCategory, `${t.owner.vat} ${formatRate(vat, locale)}`, barcode]
                  .filter((part) => part !== null).join(" · ")}
              </span>
            </span>
            <span class="row-amount">{formatCents(price, locale)}</span>
          </li>
        ))}
      </ul>
      {products !== null && products.length > 0 && <p class="pane-foot">{owner.productCount(products.length)}</p>}
    </section>
  );
}

interface ProductFormProps {
  categories: readonly Category[];
  t: OwnerMessages;
  locale: Locale;
  onAdd: (product: NewProduct) => Promise<Failure | null>;
  onClose: () => void;
}

function ProductForm({ categories, t, locale, onAdd, onClose }: ProductFormProps) {
  const label = useSignal("");
  const price = useSignal("");
  const vat = useSignal(String(VAT_RATES[0]));
  const category = useSignal("");
  const barcode = useSignal("");
  const tried = useSignal(false);
  const submission = useSubmission();
  const cents = parseCents(price.value);
  const submit = async () => {
    tried.value = true;
    if (label.value.trim() === "" || cents === null) return;
    const done = await submission.run(() =>
      onAdd({
        label: label.value.trim(),
        price: cents,
        vat: Number(vat.value),
        categoryId: category.value === "" ? null : Number(category.value),
        barcode: barcode.value.trim() || null,
      })
    );
    if (done) onClose();
  };
  return (
    <AddForm submission={submission} t={t} onSubmit={submit} onClose={onClose}>
      <Field
        label={t.owner.label}
        value={label}
        error={tried.value && label.value.trim() === "" ? t.account.missing : null}
        name="label"
        maxLength={200}
        autofocus
      />
      <Field
        label={t.owner.price}
        value={price}
        error={tried.value && cents === null ? t.owner.priceWrong : null}
        name="price"
        inputMode="decimal"
        placeholder={locale === "fr" ? "12,50" : "12.50"}
      />
      <Choice label={t.owner.vat} value={vat} name="vat">
        {VAT_RATES.map((rate) => <option key={rate} value={String(rate)}>{formatRate(rate, locale)}</option>)}
      </Choice>
      <Choice label={t.owner.category} value={category} name="category">
        <option value="">{t.owner.noCategory}</option>
        {categories.map(({ id, name }) => <option key={id} value={String(id)}>{name}</option>)}
      </Choice>
      <Field
        label={t.owner.barcode}
        value={barcode}
        hint={t.owner.optional}
        name="barcode"
        inputMode="numeric"
        maxLength={64}
      />
    </AddForm>
  );
}

function CategoryForm(
  { t, onAdd, onClose }: { t: OwnerMessages; onAdd: (name: string) => Promise<Failure | null>; onClose: () => void },
) {
  const name = useSignal("");
  const tried = useSignal(false);
  const submission = useSubmission();
  const submit = async () => {
    tried.value = true;
    const wanted = name.value.trim();
    if (wanted !== "" && await submission.run(() => onAdd(wanted))) onClose();
  };
  return (
    <AddForm submission={submission} t={t} onSubmit={submit} onClose={onClose}>
      <Field
        label={t.owner.categoryName}
        value={name}
        error={tried.value && name.value.trim() === "" ? t.account.missing : null}
        name="category-name"
        maxLength={100}
        autofocus
      />
    </AddForm>
  );
}

/** Basis points as people write a rate: `5,5 %`. */
function formatRate(rate: number, locale: Locale): string {
  return new Intl.NumberFormat(locale === "fr" ? "fr-FR" : "en-IE", { style: "percent", maximumFractionDigits: 2 }).format(
    rate / 10_000,
  );
}
