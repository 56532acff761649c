/** Which rows of a long table are shown, and the way to those before and after. */
import type { BooksWords } from "./words.ts";
import type { PagesOf } from "./pages_of.ts";

export function Pager<Row>({ pages, w }: { pages: PagesOf<Row>; w: BooksWords }) {
  const { before } = pages;
  const count = pages.rows.value?.length ?? 0;
  const more = pages.more.value;
  if (before === 0 && !more) return null;
  return (
    <nav class="pager" aria-label={w.pager.label}>
      <button type="button" class="button button-plain" disabled={before === 0} onClick={() => pages.previous()}>
        {w.pager.newer}
      </button>
      <span class="pager-where" role="status">{w.pager.where(before + 1, before + count)}</span>
      <button type="button" class="button button-plain" disabled={!more} onClick={() => pages.next()}>{w.pager.older}</button>
    </nav>
  );
}
