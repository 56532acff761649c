/** Articles that will not last: each leads to its own place in the catalogue. */
import type { Locale } from "../../../../shared/errors.ts";
import { addressOf } from "../../pages/place.ts";
import { formatQuantity } from "./amounts.ts";
import type { Low } from "./overview_work.ts";
import type { OverviewWords } from "./words.ts";

export function LowStock({ low, w, locale }: { low: Low; w: OverviewWords; locale: Locale }) {
  return (
    <section class="pane low-stock" aria-labelledby="low-title">
      <header class="pane-head">
        <h2 id="low-title">{w.low}</h2>
        <span class="pane-count">{w.lowCount(low.count)}</span>
      </header>
      {low.count === 0 ? <p class="pane-lead">{w.lowNone(low.days)}</p> : (
        // What scrolls must be reachable by keys.
        <ul class="rows low-rows" tabIndex={0} aria-label={w.low}>
          {low.articles.map(({ id, label, stock, sold }) => (
            <li key={id} class="row" data-low={id}>
              <span class="row-main">
                <a class="row-title low-link" href={addressOf("catalogue", id)}>{label}</a>
                <span class="row-about">{w.lowLeft(formatQuantity(stock, locale), formatQuantity(sold, locale), low.days)}</span>
              </span>
              <span class={stock <= 0 ? "chip chip-gone" : "chip chip-short"}>{stock <= 0 ? w.lowGone : w.lowShort}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
