/** One article: all its fields and codes, what it costs, what its price was, what was sold of it, and its stock. */
import { useEffect } from "preact/hooks";
import type { Locale } from "../../../../shared/errors.ts";
import { formatCents } from "../../../../shared/money.ts";
import { Icon } from "../../../components/icon.tsx";
import { FailureNote } from "../../../components/failure_note.tsx";
import { formatMoment } from "../../../shell/words/words.ts";
import { DataTable } from "../../components/data_table.tsx";
import { addressOf } from "../../pages/place.ts";
import { useSectionWork } from "../../pages/section_props.ts";
import type { OwnerMessages } from "../../words/words.ts";
import { CodesPanel } from "./codes_panel.tsx";
import { CostPanel } from "./cost_panel.tsx";
import { ImagePanel } from "./image_panel.tsx";
import { SoldPanel } from "./sold_panel.tsx";
import { StockPanel } from "./stock_panel.tsx";
import { FIELDS, type Ware } from "./ware.ts";
import { type FieldContext, WareField } from "./ware_field.tsx";
import { WareStory } from "./ware_story.ts";
import type { WaresWork } from "./wares_work.ts";
import type { Words } from "./words_fr.ts";

interface WarePageProps {
  ware: Ware;
  work: WaresWork;
  context: FieldContext;
  t: OwnerMessages;
  w: Words;
  locale: Locale;
}

export function WarePage({ ware, work, context, t, w, locale }: WarePageProps) {
  const story = useSectionWork(() => new WareStory(work.client, ware.id));
  return (
    <>
      <section class="pane" aria-labelledby="ware-title">
        <header class="pane-head">
          <h2 id="ware-title">{ware.label}</h2>
          {!ware.active && <span class="chip">{w.retired}</span>}
          <a class="button button-plain" href={addressOf("catalogue", "labels", ware.id)}>
            <Icon name="print" />
            {w.label}
          </a>
        </header>
        <dl class="ware-fields">
          {FIELDS.map((field) => (
            <div key={field} class="ware-field">
              <dt>{w.fields[field]}</dt>
              <dd>
                <WareField ware={ware} field={field} context={context} />
              </dd>
            </div>
          ))}
        </dl>
      </section>
      <div class="ware-halves">
        <CodesPanel ware={ware} client={work.client} t={t} w={w} locale={locale} />
        <CostPanel ware={ware} client={work.client} t={t} w={w} locale={locale} />
        <ImagePanel ware={ware} work={work} t={t} locale={locale} />
      </div>
      <SoldPanel sold={story.sold.rows.value} failure={story.sold.failure.value} t={t} w={w} locale={locale} />
      <div class="ware-halves">
        <StockPanel ware={ware} story={story} t={t} w={w} locale={locale} />
        <Prices ware={ware} story={story} t={t} w={w} locale={locale} />
      </div>
    </>
  );
}

function Prices({ ware, story, t, w, locale }: Omit<WarePageProps, "work" | "context"> & { story: WareStory }) {
  useEffect(() => void story.prices.refresh(), [ware.price]);
  const prices = story.prices.rows.value;
  const failure = story.prices.failure.value;
  const now = new Date();
  return (
    <section class="pane" aria-labelledby="prices-title">
      <header class="pane-head">
        <h2 id="prices-title">{w.priceHistory}</h2>
      </header>
      {failure !== null && <FailureNote failure={failure} t={t} />}
      {prices?.length === 0 && <p class="pane-lead">{w.noPrices}</p>}
      <DataTable
        label={w.priceHistory}
        rows={prices}
        keyOf={({ at }) => at}
        columns={[
          { name: "at", label: w.when, cell: ({ at }) => formatMoment(at, locale, now) },
          { name: "by", label: w.who, cell: ({ by }) => by, aside: true },
          {
            name: "before",
            label: w.before,
            cell: ({ before }) => before === null ? "—" : formatCents(before, locale),
            figures: true,
          },
          { name: "after", label: w.after, cell: ({ after }) => formatCents(after, locale), figures: true },
        ]}
      />
    </section>
  );
}
