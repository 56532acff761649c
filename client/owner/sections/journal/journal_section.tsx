/** What happened in the shop: found by who, what, where and when, each record with what it changed. */
import "../../../common.ts";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { FailureNote } from "../../../components/failure_note.tsx";
import { Failure } from "../../../network/failure.ts";
import { shopZone } from "../../../shell/words/shop_clock.ts";
import { addressOf, goTo } from "../../pages/place.ts";
import { type SectionProps, speaking, useSectionWork } from "../../pages/section_props.ts";
import type { JournalRecord } from "../../store/journal_records.ts";
import { JournalFilters } from "./journal_filters.tsx";
import { JournalList } from "./journal_list.tsx";
import { JournalWork } from "./journal_work.ts";
import { RecordDialog } from "./record_dialog.tsx";
import type { JournalMessages } from "./words.ts";
import { words as en } from "./words_en.ts";
import { words as fr } from "./words_fr.ts";

export const Section = speaking<JournalMessages>(JournalPage, { fr, en });

/** Tables in which much happens: what changes there is looked up at once, the rest within seconds. */
const FOLLOWED = ["ventes", "produits", "equipe", "caisses", "sessions_caisse", "boutique", "clients", "clotures"];

function JournalPage({ store, t, w, locale, rest: [place] }: SectionProps & { readonly w: JournalMessages }) {
  const work = useSectionWork(() => new JournalWork(store.client, FOLLOWED, () => shopZone.peek()));
  const seq = /^\d{1,15}$/.test(place ?? "") ? Number(place) : null;
  const opened = useSignal<JournalRecord | null>(null);
  const failure = useSignal<Failure | null>(null);
  useEffect(() => {
    let wanted = true;
    opened.value = failure.value = null;
    if (seq === null) return;
    const known = work.pages.records.peek()?.find((record) => record.seq === seq);
    if (known !== undefined) return void (opened.value = known);
    work.record(seq).then(
      (record) => wanted && (opened.value = record),
      (error) => wanted && (failure.value = Failure.from(error)),
    );
    return () => {
      wanted = false;
    };
  }, [seq]);
  const close = () => goTo(addressOf("journal"));
  return (
    <>
      <p class="pane-lead journal-lead">{w.lead}</p>
      <JournalFilters
        filter={work.filter.value}
        accounts={store.accounts.rows.value ?? []}
        tables={work.tables.rows.value ?? []}
        w={w}
        onSearch={(change) => work.search(change)}
      />
      {failure.value !== null && <FailureNote failure={failure.value} t={t} />}
      <JournalList work={work} open={seq} t={t} w={w} locale={locale} />
      {opened.value !== null && (
        <RecordDialog
          record={opened.value}
          t={t}
          w={w}
          locale={locale}
          fetchWhole={(seq) => work.whole(seq)}
          onLife={(table, key) => {
            work.life(table, key);
            close();
          }}
          onClose={close}
        />
      )}
    </>
  );
}
