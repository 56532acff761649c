/** The shop at a glance: a day in figures beside the same weekday a week before, the year behind it, and what goes on now. */
import "../../../common.ts";
import { Loading } from "../../../components/empty.tsx";
import { FailureNote } from "../../../components/failure_note.tsx";
import { OwnerIcon } from "../../components/owner_icon.tsx";
import { addressOf } from "../../pages/place.ts";
import { type SectionProps, speaking, useSectionWork } from "../../pages/section_props.ts";
import { daysFrom } from "../../../../shared/days.ts";
import { formatDay } from "./dates.ts";
import { DaysChart } from "./days_chart.tsx";
import { type Day, GROUPS } from "./day.ts";
import { Figures } from "./figures.tsx";
import { FirstSteps, StillMissing } from "./first_steps.tsx";
import { HoursChart } from "./hours_chart.tsx";
import { LowStock } from "./low_stock.tsx";
import { OverviewWork } from "./overview_work.ts";
import { PeoplePanel } from "./people_panel.tsx";
import { SaleList } from "./sale_list.tsx";
import { Shares } from "./shares.tsx";
import { TillsNow } from "./tills_now.tsx";
import type { OverviewWords } from "./words.ts";
import { words as en } from "./words_en.ts";
import { words as fr } from "./words_fr.ts";

export const Section = speaking<OverviewWords>((props) => <Overview key={props.rest[0] ?? ""} {...props} />, { fr, en });

type Props = SectionProps & { readonly w: OverviewWords };

function Overview(props: Props) {
  const { store, t, w, locale, rest } = props;
  const work = useSectionWork(() => new OverviewWork(store.client, rest[0] ?? null));
  const { sales } = store;
  const failure = work.day.failure.value;
  const people = store.people.value;
  const tills = store.tills.rows.value ?? [];
  return (
    <div class="overview">
      {failure !== null && <FailureNote failure={failure} t={t} />}
      {work.day.rows.value === null && failure === null && <Loading label={w.loading} rows={8} />}
      <Glance {...props} work={work} />
      <aside class="overview-now" aria-label={w.now}>
        {work.waits.rows.value?.map(({ hour, tills }) => (
          <p key={hour} class="stale" role="status">
            <a class="closing-waits" href={addressOf("books", "closings")}>
              {tills.length === 0 ? w.closingBlocked(hour) : w.closingWaits(hour, tills.join(", "))}
            </a>
          </p>
        ))}
        <TillsNow tills={tills} people={people} w={w} locale={locale} />
        <SaleList sales={sales.rows.value} failure={sales.failure.value} t={t} locale={locale} />
        <PeoplePanel people={people} tills={tills} userId={store.userId} t={t} locale={locale} />
      </aside>
    </div>
  );
}

function Glance({ store, work, w, locale, rest }: Props & { readonly work: OverviewWork }) {
  const day = work.day.rows.value?.[0];
  const year = work.year.rows.value?.[0];
  const low = work.low.rows.value?.[0];
  if (day === undefined || year === undefined) return null;
  const isFirst = rest[0] === undefined && year.days.length === 0 && day.total.tickets + day.total.refunds === 0;
  return (
    <>
      <div class="overview-day">
        {isFirst ? <FirstSteps ready={readyIn(store, work)} w={w} /> : (
          <>
            <DayBar day={day} w={w} locale={locale} />
            <Figures day={day} w={w} locale={locale} />
            <HoursChart day={day} w={w} locale={locale} />
            <StillMissing ready={readyIn(store, work)} w={w} />
          </>
        )}
      </div>
      {!isFirst && (
        <div class="overview-sides">
          <div class="overview-groups">
            {GROUPS.map((group) => <Shares key={group} day={day} group={group} w={w} locale={locale} />)}
            {low !== undefined && <LowStock low={low} w={w} locale={locale} />}
          </div>
          <DaysChart year={year} day={day} w={w} locale={locale} />
        </div>
      )}
    </>
  );
}

/** What is not known yet is not called missing. */
function readyIn({ products, accounts, tills }: SectionProps["store"], work: OverviewWork) {
  const shop = work.shop.rows.value?.[0];
  return {
    name: shop === undefined || shop["nom"] !== "",
    papers: shop === undefined || (shop["adresse"] !== "" && shop["siret"] !== ""),
    article: products.rows.value?.length !== 0,
    person: accounts.rows.value === null || accounts.rows.value.some(({ role, active }) => active && role !== "administrateur"),
    till: tills.rows.value === null || tills.rows.value.some(({ open }) => open),
  };
}

function DayBar({ day: { date, dateBefore, today }, w, locale }: { day: Day; w: OverviewWords; locale: SectionProps["locale"] }) {
  const place = (to: string) => to >= today ? addressOf("overview") : addressOf("overview", to);
  return (
    <header class="day-bar">
      <div class="day-bar-name">
        <h2>{formatDay(date, locale, "long")}</h2>
        <p>{w.comparedTo(formatDay(dateBefore, locale, "long"))}</p>
      </div>
      <nav class="day-bar-steps" aria-label={w.day}>
        <a class="button button-plain" href={place(daysFrom(date, -1))} aria-label={w.dayBefore}>
          <OwnerIcon name="earlier" />
        </a>
        {date < today && (
          <>
            <a class="button button-plain" href={place(today)}>{w.today}</a>
            <a class="button button-plain" href={place(daysFrom(date, 1))} aria-label={w.dayAfter}>
              <OwnerIcon name="later" />
            </a>
          </>
        )}
      </nav>
    </header>
  );
}
