/** A day by one of its sides: who sold, by what means, which articles. A table whose bars say the shares at a glance. */
import { useSignal } from "@preact/signals";
import type { Locale } from "../../../../shared/errors.ts";
import { formatCents } from "../../../../shared/money.ts";
import { formatQuantity } from "./amounts.ts";
import { formatDay } from "./dates.ts";
import type { Day, Group, Share } from "./day.ts";
import type { OverviewWords } from "./words.ts";

/** Rows that are shown before one asks for all. */
const FEW = 6;

export function Shares({ day, group, w, locale }: { day: Day; group: Group; w: OverviewWords; locale: Locale }) {
  const all = useSignal(false);
  const shares = day.groups[group];
  const most = Math.max(1, ...shares.map(({ amount }) => amount));
  const counted = shares.some(({ count }) => count !== null);
  const count = (value: number | null) =>
    value === null ? "" : group === "articles" ? formatQuantity(value, locale) : String(value);
  const weekday = formatDay(day.dateBefore, locale, "short");
  const shown = all.value ? shares : shares.slice(0, FEW);
  return (
    <section class="pane shares" aria-labelledby={`${group}-title`} data-group={group}>
      <header class="pane-head">
        <h2 id={`${group}-title`}>{w.groups[group]}</h2>
      </header>
      {shares.length === 0
        ? <p class="pane-lead">{day.date === day.today ? w.nothingYet : w.nothingSold}</p>
        : (
          <div class="table-frame" tabIndex={0} role="region" aria-label={w.groups[group]}>
            <table class="table">
              <thead>
                <tr>
                  <th scope="col">
                    <span class="visually-hidden">{w.groups[group]}</span>
                  </th>
                  {counted && <th scope="col" class="figures">{group === "articles" ? w.quantity : w.tickets}</th>}
                  <th scope="col" class="figures">
                    {w.amount}
                    <span class="share-before">{weekday}</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {shown.map((share) => (
                  <tr key={share.id} data-share={share.id ?? ""}>
                    <th scope="row" class="share-name">
                      <span>{nameOf(share, group, w)}</span>
                      <span class="share-bar" aria-hidden="true">
                        <span class="share-part" style={{ width: `${Math.max(0, share.amount) * 100 / most}%` }} />
                      </span>
                    </th>
                    {counted && <td class="figures">{count(share.count)}</td>}
                    <td class="figures">
                      {formatCents(share.amount, locale)}
                      <span class="share-before">
                        <span class="visually-hidden">{weekday}</span>{" "}
                        {share.before === 0 ? w.noSale : formatCents(share.before, locale)}
                      </span>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      {shares.length > FEW && (
        <button
          type="button"
          class="button button-quiet shares-more"
          aria-expanded={all.value}
          onClick={() => all.value = !all.value}
        >
          {all.value ? w.less : w.more(shares.length)}
        </button>
      )}
    </section>
  );
}

function nameOf({ id, label }: Share, group: Group, w: OverviewWords): string {
  return (group === "means" ? w.means[String(id)] : label) ?? w.unnamed[group];
}
