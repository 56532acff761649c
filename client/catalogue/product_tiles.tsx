/** Products as tiles: a tap adds. One stop for Tab, arrows within; more are drawn as one scrolls. */
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Locale } from "../../shared/errors.ts";
import { formatUnitPrice } from "../../shared/units.ts";
import type { Product } from "./catalogue.ts";
import { Picture } from "./picture.tsx";

interface ProductTilesProps {
  /** Those that come before the others, under a title of their own; there may be none. */
  firsts: readonly Product[];
  /** What the first are called, and the others. */
  titles: readonly [string, string];
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

export function ProductTiles({ firsts, titles, products, colors, firstMarked, label, open, locale, onPick }: ProductTilesProps) {
  const box = useRef<HTMLDivElement>(null);
  const stop = useSignal(0);
  const drawn = [...firsts, ...products];
  useEffect(() => {
    stop.value = 0;
  }, [drawn[0]?.id]);
  const onKeyDown = (event: KeyboardEvent) => {
    const tiles = [...box.current!.querySelectorAll<HTMLElement>(".tile")];
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
      {drawn.flatMap((product, at) => {
        const price = product.open && product.price === 0 ? open : formatUnitPrice(product.price, product.unit, locale);
        const color = product.categoryId === null ? undefined : colors.get(product.categoryId);
        const title = firsts.length === 0 ? null : at === 0 ? titles[0] : at === firsts.length ? titles[1] : null;
        return [
          title !== null && <p key={title} class="tiles-title">{title}</p>,
          <button
            type="button"
            key={product.id}
            class={firstMarked && at === 0 ? "tile tile-first" : "tile"}
            style={color === undefined ? undefined : { "--tint": color }}
            tabIndex={at === Math.min(stop.value, drawn.length - 1) ? 0 : -1}
            aria-label={label(product.label, price)}
            onClick={() => onPick(product)}
          >
            {product.image !== null && <Picture image={product.image} class="tile-picture" />}
            <span class="tile-label">{product.label}</span> <span class="tile-price">{price}</span>
          </button>,
        ];
      })}
    </div>
  );
}

/** The tile that an arrow leads to: beside it, or the nearest of the next row; null when the key is no arrow. */
function neighbour(tiles: readonly HTMLElement[], at: number, key: string): number | null {
  if (key === "ArrowLeft") return Math.max(0, at - 1);
  if (key === "ArrowRight") return Math.min(tiles.length - 1, at + 1);
  if (key !== "ArrowUp" && key !== "ArrowDown") return null;
  const { offsetTop: top, offsetLeft: left } = tiles[at]!;
  const beyond = tiles.filter((tile) => key === "ArrowUp" ? tile.offsetTop < top : tile.offsetTop > top);
  const row = key === "ArrowUp" ? beyond.at(-1)?.offsetTop : beyond[0]?.offsetTop;
  const distance = (tile: HTMLElement) => Math.abs(tile.offsetLeft - left);
  const [nearest] = beyond.filter(({ offsetTop }) => offsetTop === row).sort((a, b) => distance(a) - distance(b));
  return nearest === undefined ? at : tiles.indexOf(nearest);
}
