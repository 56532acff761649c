/** The report of sales to consumers: its periods with their due dates and files, and what it depends on. */
import { useSignal } from "@preact/signals";
import { Loading } from "../../../components/empty.tsx";
import { FailureNote } from "../../../components/failure_note.tsx";
import { Choice, Field } from "../../../components/field.tsx";
import { useSubmission } from "../../../components/submission.ts";
import { formatDay } from "../../../shell/words/words.ts";
import { DataTable } from "../../components/data_table.tsx";
import { useSectionWork } from "../../pages/section_props.ts";
import type { BooksProps } from "./books_props.ts";
import { ACTIVITIES, type ReportFile, type ReportPeriod, type ReportSettings, ReportsWork, SCHEMES } from "./reports_work.ts";
import { StaleNote } from "../../components/stale_note.tsx";

export function ReportsPanel({ store: { client }, t, w, locale }: BooksProps) {
  const words = w.reports;
  const work = useSectionWork(() => new ReportsWork(client));
  const submission = useSubmission();
  const changes = useSignal(false);
  const periods = work.periods.rows.value;
  const settings = work.settings.rows.value?.[0];
  const take = ({ periode }: ReportPeriod, file: ReportFile) => submission.run(() => work.take(periode, file));
  const sends = settings !== undefined && settings.matricule_pa !== "";
  const file = (period: ReportPeriod, name: ReportFile, label: string) => (
    <button
      type="button"
      class="button button-plain"
      disabled={submission.busy}
      aria-label={words.of(label, words.span(formatDay(period.du, locale), formatDay(period.au, locale)))}
      onClick={() => take(period, name)}
    >
      {label}
    </button>
  );
  return (
    <section class="pane" aria-labelledby="reports-title">
      <header class="pane-head">
        <h2 id="reports-title">{words.title}</h2>
        {settings !== undefined && !changes.value && (
          <button
            type="button"
            class="button button-plain"
            onClick={() => changes.value = true}
          >
            {words.change}
          </button>
        )}
      </header>
      <p class="pane-lead">{words.lead}</p>
      {settings !== undefined && changes.value && (
        <ReportForm
          settings={settings}
          work={work}
          t={t}
          w={w}
          onClose={() => changes.value = false}
        />
      )}
      {settings !== undefined && !changes.value && (
        <p class="pane-lead">
          {words.schemes[settings.regime_tva as keyof typeof words.schemes]} ·{" "}
          {sends ? words.platform(settings.matricule_pa) : words.noPlatform}
        </p>
      )}
      <StaleNote of={work.periods} t={t} />
      {submission.failure !== null && <FailureNote failure={submission.failure} t={t} />}
      {periods === null && work.periods.failure.value === null && <Loading label={words.title} rows={3} />}
      {periods !== null && (
        <DataTable
          label={words.title}
          rows={periods}
          keyOf={({ periode }) => periode}
          columns={[
            {
              name: "period",
              label: words.period,
              cell: ({ du, au }) => words.span(formatDay(du, locale), formatDay(au, locale)),
            },
            { name: "due", label: words.due, cell: ({ echeance }) => formatDay(echeance, locale) },
            {
              name: "state",
              label: words.state,
              cell: ({ etat }) => <span class={etat === "prete" ? "chip chip-payee" : "chip"}>{words.states[etat]}</span>,
            },
            {
              name: "files",
              label: words.files,
              cell: (period) => (
                <span class="ledger-files">
                  {file(period, "csv", "CSV")}
                  {period.factures > 0 && file(period, "factures", words.invoices(period.factures))}
                  {sends && period.etat === "prete" && file(period, "xml", "XML")}
                  {sends && period.etat === "prete" && file(period, "rectificatif", words.replacing)}
                </span>
              ),
            },
          ]}
        />
      )}
    </section>
  );
}

function ReportForm({ settings, work, t, w: { reports: words }, onClose }: Pick<BooksProps, "t" | "w"> & {
  settings: ReportSettings;
  work: ReportsWork;
  onClose: () => void;
}) {
  const scheme = useSignal(settings.regime_tva);
  const activity = useSignal(settings.activite);
  const platform = useSignal(settings.matricule_pa);
  const submission = useSubmission();
  const save = async () => {
    const wanted = { regime_tva: scheme.value, activite: activity.value, matricule_pa: platform.value.trim().toUpperCase() };
    if (await submission.run(() => work.keep(wanted))) onClose();
  };
  return (
    <form
      class="form form-inset"
      aria-label={words.change}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <div class="form-columns">
        <Choice label={words.scheme} name="report-scheme" value={scheme}>
          {SCHEMES.map((name) => <option key={name} value={name}>{words.schemes[name]}</option>)}
        </Choice>
        <Choice label={words.activity} name="report-activity" value={activity}>
          {ACTIVITIES.map((name) => <option key={name} value={name}>{words.activities[name]}</option>)}
        </Choice>
        <Field label={words.platformField} value={platform} hint={words.platformHint} name="report-platform" maxLength={4} />
      </div>
      {submission.failure !== null && <FailureNote failure={submission.failure} t={t} />}
      <div class="form-actions">
        <button type="button" class="button button-quiet" onClick={onClose}>{t.owner.cancel}</button>
        <button type="submit" class="button button-main" disabled={submission.busy}>{words.save}</button>
      </div>
    </form>
  );
}
