/** Which rows of a long table are shown, and the way to those before and after. */
import type { PagesOf } from "../store/pages_of.ts";

export interface PagerWords {
  /** What it is, for who hears it. */
  readonly label: string;
  readonly before: string;
  readonly after: string;
  readonly where: (first: number, last: number) => string;
}

export function Pager<Row>({ pages, words }: { pages: PagesOf<Row>; words: PagerWords }) {
  const { before } = pages;
  const count = pages.rows.value?.length ?? 0;
  const more = pages.more.value;
  if (before === 0 && !more) return null;
  return (
    <nav class="pager" aria-label={words.label}>
      <button type="button" class="button button-plain" disabled={before === 0} onClick={() => pages.previous()}>
        {words.before}
      </button>
      <span class="pager-where" role="status">{words.where(before + 1, before + count)}</span>
      <button type="button" class="button button-plain" disabled={!more} onClick={() => pages.next()}>{words.after}</button>
    </nav>
  );
}
