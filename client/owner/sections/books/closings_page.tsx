/** Closings: what waits for one, and those that were made. */
import { useSignal } from "@preact/signals";
import { formatCents } from "../../../../shared/money.ts";
import { Empty, Loading } from "../../../components/empty.tsx";
import { formatDateAndTime } from "../../../shell/words/words.ts";
import { PagedTable } from "../../components/paged_table.tsx";
import { addressOf, goTo } from "../../pages/place.ts";
import { useSectionWork } from "../../pages/section_props.ts";
import { AutomaticPanel } from "./automatic_panel.tsx";
import type { BooksProps } from "./books_props.ts";
import { CloseDialog } from "./close_dialog.tsx";
import { ClosingsWork } from "./closings_work.ts";
import { DuePanel } from "./due_panel.tsx";
import { type PeriodKind, shortName } from "./period.ts";
import { FilterChoice } from "./filter_choice.tsx";

const KINDS: readonly PeriodKind[] = ["jour", "mois", "annee"];

export function ClosingsPage(props: BooksProps) {
  const { store, t, w, locale } = props;
  const work = useSectionWork(() => new ClosingsWork(store.client));
  /** The period that is about to be closed. */
  const closing = useSignal<string | null>(null);
  const due = work.due.rows.value?.[0] ?? null;
  const words = w.closings;
  return (
    <>
      <DuePanel
        due={due}
        failure={work.due.failure.value}
        t={t}
        w={w}
        locale={locale}
        onClose={(period) => closing.value = period}
      />
      {due !== null && <AutomaticPanel closing={due.automatique} t={t} w={w} onSave={(hour) => work.closeAt(hour)} />}
      <section class="pane" aria-labelledby="closings-title">
        <header class="pane-head">
          <h2 id="closings-title">{words.title}</h2>
          <FilterChoice<PeriodKind | "">
            label={words.kind}
            value={work.kind.value ?? ""}
            options={[["", words.all], ...KINDS.map((kind) => [kind, words.kinds[kind]] as const)]}
            onChange={(kind) => work.show(kind === "" ? null : kind)}
          />
        </header>
        <PagedTable
          pages={work.made}
          loading={<Loading label={words.loading} rows={5} />}
          empty={<Empty icon="lock" title={words.empty}>{words.emptyBody}</Empty>}
          label={words.title}
          keyOf={({ id }) => id}
          hrefOf={({ id }) => addressOf("books", "closings", id)}
          columns={[
            {
              name: "period",
              label: words.period,
              cell: ({ genre, periode, complement }) => (
                <>
                  {shortName(periode, locale)}
                  {complement > 0 && (
                    <span class="chip chip-note">
                      {genre === "jour" ? w.z.ofDay(complement + 1) : `${w.due.supplement} ${complement}`}
                    </span>
                  )}
                </>
              ),
            },
            { name: "tickets", label: words.tickets, figures: true, cell: ({ tickets }) => tickets },
            { name: "total", label: words.total, figures: true, cell: ({ total_ttc }) => formatCents(total_ttc, locale) },
            {
              name: "perpetual",
              label: words.perpetual,
              figures: true,
              aside: true,
              cell: ({ perpetuel }) => formatCents(perpetuel, locale),
            },
            { name: "made", label: words.made, aside: true, cell: ({ cloturee_le }) => formatDateAndTime(cloturee_le, locale) },
          ]}
          t={t}
          pager={w.pager}
        />
      </section>
      {closing.value !== null && due !== null && (
        <CloseDialog
          period={closing.value}
          due={due}
          t={t}
          w={w}
          locale={locale}
          onClose={(period, answers) => work.close(period, answers)}
          onClosed={(id) => goTo(addressOf("books", "closings", id))}
          onCancel={() => closing.value = null}
        />
      )}
    </>
  );
}
