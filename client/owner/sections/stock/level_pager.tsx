/** Which of the articles are shown, and the way to those before and after. */
import type { PagesOf } from "../books/pages_of.ts";
import type { StockWords } from "./words.ts";

export function LevelPager<Row>({ pages, w: { pager } }: { pages: PagesOf<Row>; w: StockWords }) {
  const { before } = pages;
  const more = pages.more.value;
  if (before === 0 && !more) return null;
  return (
    <nav class="pager" aria-label={pager.label}>
      <button type="button" class="button button-plain" disabled={before === 0} onClick={() => pages.previous()}>
        {pager.before}
      </button>
      <span class="pager-where" role="status">{pager.where(before + 1, before + (pages.rows.value?.length ?? 0))}</span>
      <button type="button" class="button button-plain" disabled={!more} onClick={() => pages.next()}>{pager.after}</button>
    </nav>
  );
}
