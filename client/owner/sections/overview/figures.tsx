/** What a day comes to in four figures, each beside the same weekday a week before. */
import type { ComponentChildren } from "preact";
import type { Locale } from "../../../../shared/errors.ts";
import { formatCents } from "../../../../shared/money.ts";
import { formatRate } from "./amounts.ts";
import { formatDay } from "./dates.ts";
import type { Day, Sums, Total } from "./day.ts";
import type { OverviewWords } from "./words.ts";

export function Figures({ day, w, locale }: { day: Day; w: OverviewWords; locale: Locale }) {
  const { total, totalBefore, soFarBefore } = day;
  // A day that goes on is measured by what the other had done by this time.
  const before: Sums = soFarBefore ?? totalBefore;
  const money = (cents: number) => formatCents(cents, locale);
  const compared = (of: (sums: Sums) => number | null, said: (value: number) => string) => (
    <Compared now={of(total)} before={of(before)} said={said} soFar={soFarBefore !== null} day={day} w={w} locale={locale} />
  );
  return (
    <dl class="day-figures">
      <Figure name="turnover" label={w.turnover} value={money(total.turnover)}>
        {compared(({ turnover }) => turnover, money)}
        {total.givenBack > 0 && <span>{w.givenBack(money(total.givenBack))}</span>}
      </Figure>
      <Figure name="tickets" label={w.tickets} value={String(total.tickets)}>
        {compared(({ tickets }) => tickets, String)}
      </Figure>
      <Figure name="basket" label={w.basket} value={total.basket === null ? w.noSale : money(total.basket)}>
        {compared(({ basket }) => basket, money)}
      </Figure>
      <Figure name="margin" label={w.margin} value={total.margin === null ? w.noSale : money(total.margin)}>
        <span>{aboutMargin(total, w, locale)}</span>
      </Figure>
    </dl>
  );
}

function Figure({ name, label, value, children }: { name: string; label: string; value: string; children: ComponentChildren }) {
  return (
    <div class="figure" data-figure={name}>
      <dt>{label}</dt>
      <dd class="figure-value">{value}</dd>
      <dd class="figure-about">{children}</dd>
    </div>
  );
}

interface ComparedProps {
  now: number | null;
  before: number | null;
  said: (value: number) => string;
  soFar: boolean;
  day: Day;
  w: OverviewWords;
  locale: Locale;
}

/** By a sign, a word for who hears it, and a colour. */
function Compared({ now, before, said, soFar, day, w, locale }: ComparedProps) {
  const name = formatDay(day.dateBefore, locale, "short");
  if (before === null || before <= 0) return <span>{soFar ? w.nothingSoFar(name) : w.nothingBefore(name)}</span>;
  const about = (soFar ? w.soFar : w.wholeDay)(said(before), name);
  if (now === null) return <span>{about}</span>;
  const way = now > before ? "up" : now < before ? "down" : "same";
  return (
    <>
      <span class={`trend trend-${way}`}>
        <span aria-hidden="true">{{ up: "▲", down: "▼", same: "=" }[way]}</span>
        <span class="visually-hidden">{w[way]}</span> {formatRate(now / before - 1, locale, true)}
      </span>{" "}
      <span>{about}</span>
    </>
  );
}

function aboutMargin({ margin, covered, withoutVat }: Total, w: OverviewWords, locale: Locale): string {
  if (margin === null) return w.noCosts;
  const rate = (part: number, whole: number) => whole === 0 ? w.noSale : formatRate(part / whole, locale);
  return w.marginOf(rate(margin, covered), rate(covered, withoutVat));
}
