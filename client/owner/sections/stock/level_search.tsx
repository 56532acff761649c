/** The field by which articles are looked for. */
import type { LevelsWork } from "./stock_work.ts";
import type { StockWords } from "./words.ts";

export function LevelSearch({ work, w }: { work: LevelsWork; w: StockWords }) {
  return (
    <input
      type="search"
      class="input stock-search"
      name="stock-search"
      aria-label={w.search}
      placeholder={w.search}
      value={work.text.value}
      // It may stand in a form that something else is sent by.
      onKeyDown={(event) => {
        if (event.key === "Enter") event.preventDefault();
      }}
      onInput={(event) => work.find(event.currentTarget.value)}
    />
  );
}
