/** What the settings were before: who changed which, and when. */
import type { Locale } from "../../../../shared/errors.ts";
import type { Territory } from "../../../../shared/territories.ts";
import { Empty, Loading } from "../../../components/empty.tsx";
import { FailureNote } from "../../../components/failure_note.tsx";
import { formatMoment } from "../../../shell/words/words.ts";
import { type Column, DataTable } from "../../components/data_table.tsx";
import type { JournalPages } from "../../store/journal_pages.ts";
import { differences } from "../../store/journal_records.ts";
import type { OwnerMessages } from "../../words/words.ts";
import { type SettingName, toldValue } from "./shop_settings.ts";
import type { ShopMessages } from "./words.ts";

interface Changed {
  readonly key: string;
  readonly at: string;
  readonly who: string;
  readonly column: string;
  readonly before: unknown;
  readonly after: unknown;
}

export function SettingsHistory(
  { history, t, w, locale }: { history: JournalPages; t: OwnerMessages; w: ShopMessages; locale: Locale },
) {
  const records = history.records.value;
  const failure = history.failure.value;
  const now = new Date();
  const rows = records?.flatMap(({ seq, at, username, changes }) =>
    changes.filter(({ table, op }) => table === "boutique" && op === "update")
      .flatMap((change) => differences(change).map((each) => ({ key: `${seq} ${each.column}`, at, who: username, ...each })))
  );
  const told = (column: string, value: unknown) => {
    const text = column === "territoire" ? w.vat.territories[value as Territory] ?? "" : toldValue(column, value, w, locale);
    return text === "" ? <span class="value-none">{w.empty}</span> : <span class="value">{text}</span>;
  };
  const columns: readonly Column<Changed>[] = [
    { name: "when", label: w.columns.when, cell: ({ at }) => formatMoment(at, locale, now) },
    { name: "who", label: w.columns.who, cell: ({ who }) => who, aside: true },
    { name: "what", label: w.columns.what, cell: ({ column }) => w.settings[column as SettingName] ?? column },
    { name: "before", label: w.columns.before, cell: ({ column, before }) => told(column, before) },
    { name: "after", label: w.columns.after, cell: ({ column, after }) => told(column, after) },
  ];
  return (
    <section class="pane settings-history">
      <header class="pane-head">
        <h2>{w.history}</h2>
      </header>
      {failure !== null && <FailureNote failure={failure} t={t} />}
      {rows === undefined && failure === null && <Loading label={t.owner.loading} rows={2} />}
      {rows?.length === 0 && <Empty icon="undo" title={w.historyEmpty} />}
      <DataTable
        label={w.history}
        columns={columns}
        rows={rows}
        keyOf={({ key }) => key}
      />
      {history.more.value && (
        <div class="pane-foot">
          <button type="button" class="button button-plain" disabled={history.busy.value} onClick={() => history.older()}>
            {w.older}
          </button>
        </div>
      )}
    </section>
  );
}
