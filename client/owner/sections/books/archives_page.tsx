/** Archives, made and to be made, and the check of all that is signed. */
import { useSignal } from "@preact/signals";
import { Choice } from "../../../components/field.tsx";
import { Empty, Loading } from "../../../components/empty.tsx";
import { formatDateAndTime } from "../../../shell/words/words.ts";
import { PagedTable } from "../../components/paged_table.tsx";
import { useSectionWork } from "../../pages/section_props.ts";
import { ArchiveButton } from "./archive_button.tsx";
import { ArchivesWork } from "./archives_work.ts";
import { fetchKnownKeys } from "./archives_rows.ts";
import type { BooksProps } from "./books_props.ts";
import { AttestationPanel } from "./attestation_panel.tsx";
import { CheckPanel } from "./check_panel.tsx";
import { type PeriodKind, periodName, shortName } from "./period.ts";
import { ProofPanel } from "./proof_panel.tsx";
import { StaleNote } from "../../components/stale_note.tsx";

const KINDS: readonly PeriodKind[] = ["annee", "mois", "jour"];

export function ArchivesPage(props: BooksProps) {
  const { store: { client }, t, w, locale } = props;
  const words = w.archives;
  const work = useSectionWork(() => new ArchivesWork(client));
  const chosen = useSignal("");
  const periods = work.periods.rows.value;
  const period = chosen.value || periods?.find(({ kind }) => kind === "mois")?.period || periods?.[0]?.period;
  if (chosen.peek() === "" && period !== undefined) chosen.value = period;
  return (
    <>
      <div class="halves">
        <section class="pane" aria-labelledby="archive-title">
          <header class="pane-head">
            <h2 id="archive-title">{words.make}</h2>
          </header>
          <div class="pane-inner">
            <p class="dialog-lead">{words.makeLead}</p>
            <StaleNote of={work.periods} t={t} />
            {periods?.length === 0 && <p>{words.noPeriod}</p>}
            {periods !== null && period !== undefined && (
              <>
                <Choice label={words.period} name="period" value={chosen}>
                  {KINDS.map((kind) => (
                    <optgroup key={kind} label={words.groups[kind]}>
                      {periods.filter((one) => one.kind === kind).map(({ period }) => (
                        <option key={period} value={period}>{periodName(period, locale)}</option>
                      ))}
                    </optgroup>
                  ))}
                </Choice>
                <ArchiveButton
                  client={client}
                  period={period}
                  label={words.download}
                  main
                  t={t}
                  w={w}
                  onTaken={() => work.made.again()}
                />
              </>
            )}
          </div>
        </section>
        <CheckPanel client={work.client} onCheck={() => work.verify()} t={t} w={w} locale={locale} />
      </div>
      <AttestationPanel {...props} />
      <ProofPanel knownKeys={() => fetchKnownKeys(client)} w={w} />
      <section class="pane" aria-labelledby="archives-title">
        <header class="pane-head">
          <h2 id="archives-title">{words.made}</h2>
        </header>
        <p class="pane-lead">{words.madeLead}</p>
        <PagedTable
          pages={work.made}
          loading={<Loading label={words.loading} rows={3} />}
          empty={<Empty icon="lock" title={words.empty} />}
          label={words.made}
          keyOf={({ seq }) => seq}
          columns={[
            { name: "period", label: words.period, cell: ({ period }) => shortName(period, locale) },
            { name: "when", label: words.when, cell: ({ made }) => formatDateAndTime(made, locale) },
            { name: "by", label: words.by, aside: true, cell: ({ by }) => by },
            {
              name: "manifest",
              label: words.manifest,
              aside: true,
              cell: ({ manifest }) => <code class="hash">{manifest}</code>,
            },
          ]}
          t={t}
          pager={w.pager}
        />
      </section>
    </>
  );
}
