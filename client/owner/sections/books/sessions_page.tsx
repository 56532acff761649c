/** The drawers: which are open, and what was counted in those that were closed. */
import { formatCents } from "../../../../shared/money.ts";
import { Empty, Loading } from "../../../components/empty.tsx";
import { formatMoment } from "../../../shell/words/words.ts";
import { PagedTable } from "../../components/paged_table.tsx";
import { addressOf } from "../../pages/place.ts";
import { useSectionWork } from "../../pages/section_props.ts";
import type { BooksProps } from "./books_props.ts";
import { shortName } from "./period.ts";
import { SessionsWork } from "./sessions_rows.ts";
import { FilterChoice } from "./filter_choice.tsx";

export function SessionsPage({ store, t, w, locale }: BooksProps) {
  const words = w.sessions;
  const work = useSectionWork(() => new SessionsWork(store.client));
  const now = new Date();
  const open = store.tills.rows.value?.filter((till) => till.open);
  const money = (cents: number | null) => cents === null ? "" : formatCents(cents, locale);
  return (
    <>
      <section class="pane" aria-labelledby="open-title">
        <header class="pane-head">
          <h2 id="open-title">{words.open}</h2>
        </header>
        {open === undefined && <Loading label={words.open} rows={1} />}
        {open?.length === 0 && <p class="due-none">{words.noneOpen}</p>}
        {open?.map(({ name, label, by, since, training }) => (
          <div key={name} class="row">
            <span class="row-main">
              <span class="row-title due-name">
                {label === "" ? name : `${name} · ${label}`}
                {training && <span class="chip chip-note">{words.training}</span>}
              </span>
              <span class="row-about">{words.since(by ?? "", formatMoment(since ?? "", locale, now))}</span>
            </span>
            <a class="button button-plain" href={addressOf("books", "sessions", name)}>{words.x(name)}</a>
          </div>
        ))}
      </section>
      <section class="pane" aria-labelledby="sessions-title">
        <header class="pane-head">
          <h2 id="sessions-title">{words.title}</h2>
          <FilterChoice
            label={words.show}
            value={work.different.value ? "different" : ""}
            options={[["", words.all], ["different", words.different]]}
            onChange={(shown) => work.show(shown !== "")}
          />
        </header>
        <PagedTable
          pages={work.counted}
          loading={<Loading label={words.title} rows={5} />}
          empty={<Empty icon="till" title={words.empty} />}
          label={words.title}
          keyOf={({ id }) => id}
          columns={[
            {
              name: "day",
              label: words.day,
              cell: ({ jour, fermee_le }) => (
                <span class="row-main">
                  <span class="ticket-moment">{shortName(jour, locale)}</span>
                  <span class="row-about">{words.at(formatMoment(fermee_le, locale, now))}</span>
                </span>
              ),
            },
            {
              name: "till",
              label: w.z.till,
              cell: ({ caisse, formation }) => (
                <>
                  {caisse}
                  {formation === 1 && <span class="chip chip-note">{words.training}</span>}
                </>
              ),
            },
            {
              name: "by",
              label: words.by,
              aside: true,
              cell: ({ par, comptee_par }) => comptee_par === null ? par : words.countedBy(par, comptee_par),
            },
            { name: "expected", label: words.expected, figures: true, aside: true, cell: ({ attendu }) => money(attendu) },
            { name: "counted", label: words.counted, figures: true, aside: true, cell: ({ compte }) => money(compte) },
            {
              name: "variance",
              label: w.z.variance,
              figures: true,
              cell: ({ ecart, fond_ecart, motif }) => (
                <span class="session-variance">
                  <span class={ecart ? "variance-figure" : undefined}>{money(ecart)}</span>
                  {motif !== null && motif !== "" && <span class="row-about">{motif}</span>}
                  {fond_ecart !== null && fond_ecart !== 0 && (
                    <span class="row-about">
                      {w.drawer.difference} <span class="variance-figure">{money(fond_ecart)}</span>
                    </span>
                  )}
                </span>
              ),
            },
          ]}
          t={t}
          pager={w.pager}
        />
      </section>
    </>
  );
}
