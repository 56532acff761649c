/** The catalogue: search on top, categories, and a window of tiles on what was found. */
import { type Signal, useSignal } from "@preact/signals";
import type { ComponentChildren, Ref } from "preact";
import { useEffect, useMemo, useRef } from "preact/hooks";
import type { Locale } from "../../shared/errors.ts";
import type { PickerWords } from "./words/words.ts";
import type { Category, Product } from "./catalogue.ts";
import type { LiveCatalogue } from "./live.ts";
import type { LiveList } from "../network/live_list.ts";
import { CategoryTabs } from "./category_tabs.tsx";
import { Empty, Loading } from "../components/empty.tsx";
import { Icon } from "../components/icon.tsx";
import { ProductTiles } from "./product_tiles.tsx";

/** Tiles drawn with a key, about a screenful, and added each time the end comes near: more at once is slow on an old PC. */
const TILES = 30;
/** How near the end is when more are drawn. */
const NEAR = "240px";
/** The articles are there without them. */
const NO_CATEGORIES: readonly Category[] = [];

interface ProductPickerProps {
  catalogue: LiveCatalogue;
  categories: LiveList<Category>;
  words: Signal<string>;
  category: Signal<number | null>;
  searchRef: Ref<HTMLInputElement>;
  t: PickerWords;
  locale: Locale;
  /** What was typed, before it counts as words; answers the words. */
  onType: (text: string) => string;
  onPick: (product: Product) => void;
  /** Enter, with the first product found; null when there is none. */
  onEnter: (first: Product | null) => void;
  children?: ComponentChildren;
}

export function ProductPicker(props: ProductPickerProps) {
  const {
    catalogue,
    words,
    category,
    searchRef,
    t,
    locale,
    onType,
    onPick,
    onEnter,
    children,
  } = props;
  // Null while they are fetched for the first time.
  const products = catalogue.shown.value;
  const failure = catalogue.failure.value;
  const categories = props.categories.rows.value ?? (props.categories.failure.value === null ? null : NO_CATEGORIES);
  const body = useRef<HTMLDivElement>(null);
  const end = useRef<HTMLParagraphElement>(null);
  /** The press that is under way gives the search the focus. */
  const taking = useRef(false);
  // Once per catalogue, not with each key: it looks at every product.
  const [used, colors] = useMemo(() => {
    const ids = new Set(products?.map(({ categoryId }) => categoryId));
    const filled = categories?.filter(({ id }) => ids.has(id)) ?? [];
    return [filled, new Map(filled.map(({ id, color }) => [id, color]))];
  }, [products, categories]);
  // Without the other each would change places when it comes.
  const ready = products !== null && categories !== null;
  const wanted = words.value;
  const searching = wanted.trim() !== "";
  // The one that was chosen may be gone, or empty by now.
  const inCategory = !searching && used.some(({ id }) => id === category.value) ? category.value : null;
  const list = `${inCategory} ${wanted}`;
  // Another list begins small by itself: to reset a number afterwards would draw it twice.
  const shown = useSignal({ list, tiles: TILES });
  const tiles = shown.value.list === list ? shown.value.tiles : TILES;
  const found = catalogue.find(wanted, inCategory, tiles);
  const leading = searching || inCategory !== null ? [] : catalogue.firsts.value;
  // Each article is there once.
  const others = leading.length === 0 ? found.products : found.products.filter((product) => !leading.includes(product));
  useEffect(() => body.current?.scrollTo(0, 0), [list]);
  useEffect(() => {
    if (end.current === null) return;
    const observer = new IntersectionObserver(([entry]) => {
      if (entry?.isIntersecting) shown.value = { list, tiles: tiles + TILES };
    }, { root: body.current, rootMargin: NEAR });
    observer.observe(end.current);
    return () => observer.disconnect();
  }, [list, tiles, ready, found.total > tiles]);

  return (
    <section class="pane picker" aria-label={t.products.title}>
      <header class="picker-head">
        <label class="search">
          <Icon name="search" />
          <span class="visually-hidden">{t.products.search}</span>
          <input
            ref={searchRef}
            class="input"
            type="search"
            name="search"
            autocomplete="off"
            autocapitalize="none"
            spellcheck={false}
            enterkeyhint="done"
            placeholder={t.products.search}
            value={wanted}
            // What is there is what was wanted before: the next word takes its place.
            onPointerDown={(event) => taking.current = document.activeElement !== event.currentTarget}
            onClick={(event) => taking.current && event.currentTarget.select()}
            onInput={(event) => event.currentTarget.value = words.value = onType(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === "Enter") {
                event.preventDefault();
                // Held down it would add, then pay.
                if (!event.repeat) onEnter(searching ? found.products[0] ?? null : null);
              } else if (event.key === "ArrowDown") {
                event.preventDefault();
                body.current?.querySelector<HTMLElement>(".tile")?.focus();
              }
            }}
          />
          {searching && (
            <button
              type="button"
              class="search-clear"
              aria-label={t.products.clearSearch}
              onClick={() => {
                words.value = "";
                body.current?.closest("section")?.querySelector("input")?.focus();
              }}
            >
              <Icon name="close" />
            </button>
          )}
        </label>
        {children}
      </header>
      {ready && used.length > 0 && (
        <CategoryTabs
          categories={used}
          chosen={inCategory}
          label={t.products.categories}
          all={t.products.all}
          onChoose={(id) => {
            words.value = "";
            category.value = id;
          }}
        />
      )}
      {failure !== null && products !== null && <p class="stale">{t.products.stale}</p>}
      <p class="visually-hidden" aria-live="polite">{searching ? t.products.found(found.total) : ""}</p>
      {/* Another than the one that waited: what comes above it with the products would be seen to push it down. */}
      <div key={ready ? "ready" : "waiting"} class="pane-body" ref={body}>
        {!ready && failure === null && <Loading label={t.products.loading} rows={6} />}
        {!ready && failure !== null && <Empty icon="alert" title={t.products.failed}>{failure.detail ?? undefined}</Empty>}
        {ready && products?.length === 0 && <Empty icon="basket" title={t.products.empty}>{t.products.emptyBody}</Empty>}
        {ready && products !== null && products.length > 0 && found.total === 0 && (
          <Empty icon="search" title={t.products.none(wanted.trim())}>{t.products.noneBody}</Empty>
        )}
        {ready && found.total > 0 && (
          <ProductTiles
            firsts={leading}
            titles={[catalogue.chosen.value ? t.products.favourites : t.products.often, t.products.others]}
            products={others}
            colors={colors}
            firstMarked={searching}
            open={t.products.openPrice}
            label={t.products.add}
            locale={locale}
            onPick={onPick}
          />
        )}
        {ready && found.total > tiles && <p class="picker-more" ref={end}>{t.products.more(found.total - tiles)}</p>}
      </div>
    </section>
  );
}
