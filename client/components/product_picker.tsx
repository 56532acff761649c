/** The catalogue as tiles: search on top, categories as tabs, a tap adds. */
import { useComputed, useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import type { Locale } from "../../shared/errors.ts";
import { formatCents } from "../../shared/money.ts";
import type { Messages } from "../i18n.ts";
import type { Category, Product } from "../store/catalogue.ts";
import { Empty, Loading } from "./empty.tsx";
import { Icon } from "./icon.tsx";
import { Search } from "./search.ts";

/** Tiles drawn at a time: more is slow on an old PC, and nobody scrolls through them. */
const TILES = 60;

interface ProductPickerProps {
  products: readonly Product[] | null;
  categories: readonly Category[] | null;
  t: Messages;
  locale: Locale;
  onPick: (product: Product) => void;
}

export function ProductPicker({ products, categories, t, locale, onPick }: ProductPickerProps) {
  const words = useSignal("");
  const category = useSignal<number | null>(null);
  const wanted = useComputed(() => category.value).value;
  const search = useMemo(() => {
    const inCategory = products?.filter((product) => wanted === null || product.categoryId === wanted) ?? [];
    return new Search(inCategory, ({ label, barcode }) => `${label} ${barcode ?? ""}`);
  }, [products, wanted]);
  const found = search.find(words.value, TILES + 1);
  const used = categories?.filter(({ id }) => products?.some((product) => product.categoryId === id)) ?? [];

  return (
    <section class="pane picker" aria-labelledby="products-title">
      <header class="pane-head">
        <h2 id="products-title">{t.products.title}</h2>
        <label class="search">
          <Icon name="search" />
          <span class="visually-hidden">{t.products.search}</span>
          <input
            class="input"
            type="search"
            placeholder={t.products.search}
            value={words.value}
            onInput={(event) => words.value = event.currentTarget.value}
          />
        </label>
      </header>
      {used.length > 0 && (
        <div class="tabs" role="group" aria-label={t.owner.category}>
          {[{ id: null, name: t.products.all }, ...used].map(({ id, name }) => (
            <button
              type="button"
              key={id}
              class="tab"
              aria-pressed={wanted === id}
              onClick={() => category.value = id}
            >
              {name}
            </button>
          ))}
        </div>
      )}
      <div class="pane-body">
        {products === null && <Loading label={t.products.loading} />}
        {products?.length === 0 && <Empty icon="basket" title={t.products.empty}>{t.products.emptyBody}</Empty>}
        {products !== null && products.length > 0 && found.length === 0 && <Empty icon="search" title={t.products.none} />}
        <div class="tiles">
          {found.slice(0, TILES).map((product) => (
            <button
              type="button"
              key={product.id}
              class="tile"
              aria-label={t.products.add(product.label, formatCents(product.price, locale))}
              onClick={() => onPick(product)}
            >
              <span class="tile-label">{product.label}</span>
              <span class="tile-price">{formatCents(product.price, locale)}</span>
            </button>
          ))}
        </div>
        {found.length > TILES && <p class="picker-more">{t.products.more((products?.length ?? 0) - TILES)}</p>}
      </div>
    </section>
  );
}
