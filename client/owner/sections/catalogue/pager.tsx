/** The foot of a long table: how many there are, and the pages before and after. */
import type { Words } from "./words_fr.ts";

interface PagerProps {
  page: number;
  pages: number;
  /** How many there are. */
  summary: string;
  w: Words;
  onTurn: (page: number) => void;
}

export function Pager({ page, pages, summary, w, onTurn }: PagerProps) {
  const turn = (label: string, to: number) => (
    <button
      type="button"
      class="button button-quiet"
      disabled={to < 0 || to >= pages}
      onClick={() => onTurn(to)}
    >
      {label}
    </button>
  );
  return (
    <div class="pane-foot ware-pager">
      <span role="status">{summary}</span>
      {pages > 1 && (
        <span class="ware-pager-turns">
          {turn(w.pageBefore, page - 1)}
          <span>{w.pageOf(page + 1, pages)}</span>
          {turn(w.pageAfter, page + 1)}
        </span>
      )}
    </div>
  );
}
