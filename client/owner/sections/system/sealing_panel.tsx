/** The journal's years past: which are sealed, which may be, and that they are. */
import { useSignal } from "@preact/signals";
import type { Locale } from "../../../../shared/errors.ts";
import { LANGUAGE } from "../../../../shared/language.ts";
import { Loading } from "../../../components/empty.tsx";
import { FailureNote } from "../../../components/failure_note.tsx";
import { type Column, DataTable } from "../../components/data_table.tsx";
import { RowButton } from "../../components/row_button.tsx";
import { HowFar } from "../../pages/how_far.tsx";
import type { OwnerMessages } from "../../words/words.ts";
import { inBytes } from "./in_bytes.ts";
import { SealDialog } from "./seal_dialog.tsx";
import { words as en } from "./sealing_en.ts";
import { type SealingMessages, words as fr } from "./sealing_fr.ts";
import type { JournalSealing, SealableYear, SealingWork } from "./sealing_work.ts";
import { beginning, typeset } from "./server_words.ts";

const WORDS: Readonly<Record<Locale, SealingMessages>> = { fr, en };

interface SealingPanelProps {
  work: SealingWork;
  t: OwnerMessages;
  locale: Locale;
}

export function SealingPanel({ work, t, locale }: SealingPanelProps) {
  const w = WORDS[locale];
  const asked = useSignal<number | null>(null);
  const found = work.found.value;
  const busy = found?.busy === true;
  const failure = work.failure.value;
  const records = new Intl.NumberFormat(LANGUAGE[locale]);
  const columns: readonly Column<SealableYear & { readonly name?: string }>[] = [
    { name: "year", label: w.year, cell: ({ year }) => String(year) },
    {
      name: "records",
      label: w.records,
      figures: true,
      aside: true,
      cell: (one) => records.format(one.last_seq - one.first_seq + 1),
    },
    {
      name: "size",
      label: w.size,
      figures: true,
      cell: ({ name, size_bytes }) => {
        const size = inBytes(size_bytes, locale);
        return name === undefined ? w.about(size) : size;
      },
    },
    {
      name: "place",
      label: w.place,
      aside: true,
      cell: ({ name }) => name === undefined ? w.inDatabase : <span class="file-name">{`journal/${name}`}</span>,
    },
  ];
  const deed: typeof columns[number] = {
    name: "seal",
    label: w.act,
    cell: ({ name, year }) =>
      name === undefined && <RowButton label={w.act} of={w.of(year)} disabled={busy} onPress={() => asked.value = year} />,
  };
  const rows = found === null ? [] : [...found.sealed, ...found.years];
  return (
    <section class="pane sealing" aria-labelledby="sealing-title">
      <header class="pane-head">
        <h2 id="sealing-title">{w.title}</h2>
      </header>
      <p class="pane-lead">{w.lead}</p>
      {failure !== null && <FailureNote failure={failure} t={t} />}
      {found === null && failure === null && <Loading label={t.owner.loading} rows={1} />}
      {busy && <HowFar client={work.client} work="sealing" locale={locale} />}
      {found !== null && <p class="sealing-said" role="status">{saidOf(found, w)}</p>}
      <DataTable
        label={w.title}
        columns={found?.years.length ? [...columns, deed] : columns}
        rows={rows}
        keyOf={({ year }) => year}
      />
      {found?.refused != null && <p class="pane-foot">{`${beginning(found.refused)}.`}</p>}
      {found !== null && asked.value !== null && (
        <SealDialog
          years={found.years.filter(({ year }) => year <= asked.value!)}
          work={work}
          t={t}
          w={w}
          locale={locale}
          onClose={() => asked.value = null}
        />
      )}
    </section>
  );
}

function saidOf({ busy, last, sealed, years }: JournalSealing, w: SealingMessages): string {
  if (busy) return w.busy;
  if (last !== null) return last.failed === null ? w.done : w.failed(typeset(last.failed));
  return sealed.length + years.length === 0 ? w.none : "";
}
