/** Products as tiles: a tap adds. One stop for Tab, arrows within; more are drawn as one scrolls. */
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Locale } from "../../shared/errors.ts";
import { formatUnitPrice } from "../../shared/units.ts";
import type { Product } from "./catalogue.ts";

interface ProductTilesProps {
  products: readonly Product[];
  /** `#rrggbb` by category. */
  colors: ReadonlyMap<number, string>;
  /** The first tile is what Enter adds. */
  firstMarked: boolean;
  label: (label: string, price: string) => string;
  /** Instead of a price that is said at the till. */
  open: string;
  locale: Locale;
  onPick: (product: Product) => void;
}

export function ProductTiles({ products, colors, firstMarked, label, open, locale, onPick }: ProductTilesProps) {
  const box = useRef<HTMLDivElement>(null);
  const stop = useSignal(0);
  useEffect(() => {
    stop.value = 0;
  }, [products[0]?.id]);
  const onKeyDown = (event: KeyboardEvent) => {
    const tiles = [...box.current!.children] as HTMLElement[];
    const at = tiles.indexOf(document.activeElement as HTMLElement);
    const next = at === -1 ? null : neighbour(tiles, at, event.key);
    if (next === null) return;
    event.preventDefault();
    event.stopPropagation();
    tiles[next]?.focus();
    stop.value = next;
  };
  return (
    <div class="tiles" ref={box} onKeyDown={onKeyDown}>
      {products.map((product, at) => {
        const price = product.open && product.price === 0 ? open : formatUnitPrice(product.price, product.unit, locale);
        const color = product.categoryId === null ? undefined : colors.get(product.categoryId);
        return (
          <button
            type="button"
            key={product.id}
            class={firstMarked && at === 0 ? "tile tile-first" : "tile"}
            style={color === undefined ? undefined : { "--tint": color }}
            tabIndex={at === Math.min(stop.value, products.length - 1) ? 0 : -1}
            aria-label={label(product.label, price)}
            onClick={() => onPick(product)}
          >
            <span class="tile-label">{product.label}</span> <span class="tile-price">{price}</span>
          </button>
        );
      })}
    </div>
  );
}

/** The tile that an arrow leads to; null when the key is no arrow. */
function neighbour(tiles: readonly HTMLElement[], at: number, key: string): number | null {
  const top = tiles[0]!.offsetTop;
  const second = tiles.findIndex((tile) => tile.offsetTop > top);
  const columns = second === -1 ? tiles.length : second;
  const steps: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns };
  const step = steps[key];
  if (step === undefined) return null;
  return at + step >= 0 && at + step < tiles.length ? at + step : at;
}
