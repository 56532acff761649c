/** The tills, what is done with one of them, and how a device becomes one. */
import "../../../common.ts";
import { useMemo } from "preact/hooks";
import { attempt } from "../../../network/attempt.ts";
import { JoinPanel } from "../../components/join_panel.tsx";
import { type SectionProps, speaking, useSectionWork } from "../../pages/section_props.ts";
import { HttpsPanel } from "./https_panel.tsx";
import { PrinterWork } from "./printer_work.ts";
import { PrintersPanel } from "./printers_panel.tsx";
import { ScannerPanel } from "./scanner_panel.tsx";
import { ScannerWork } from "./scanner_work.ts";
import { TerminalsPanel } from "./terminals_panel.tsx";
import { TerminalWork } from "./terminal_work.ts";
import { TillPane } from "./till_pane.tsx";
import { TillsPanel } from "./tills_panel.tsx";
import { TillWork } from "./till_work.ts";
import type { TillMessages } from "./words.ts";
import { words as en } from "./words_en.ts";
import { words as fr } from "./words_fr.ts";

export const Section = speaking<TillMessages>(TillsPage, { fr, en });

function TillsPage({ store, t, w, locale, rest: [place] }: SectionProps & { readonly w: TillMessages }) {
  const work = useMemo(() => new TillWork(store), []);
  const printing = useSectionWork(() => new PrinterWork(store.client));
  const cards = useSectionWork(() => new TerminalWork(store.client));
  const scanning = useSectionWork(() => new ScannerWork(store.client));
  const tills = store.tills.rows.value;
  // Names are capitals; what is asked for is not.
  const open = tills?.find(({ name }) => name === place) ?? null;
  const network = store.network.rows.value?.[0] ?? null;
  return (
    <>
      <div class="section-columns">
        <TillsPanel
          asked={place === "new" ? "add" : place === "approve" ? "approve" : null}
          openName={open?.name ?? null}
          tills={tills}
          t={t}
          locale={locale}
          onAdd={(name, label) => store.addTill(name, label)}
          onRelease={(name) => store.releaseTill(name)}
          onInvite={(name, onInvited) => attempt(async () => onInvited(await store.inviteTill(name)))}
          onApprove={(onApproved) => attempt(async () => onApproved(await store.approve()))}
        />
        {open === null
          ? <JoinPanel network={network} t={t} />
          : <TillPane key={open.name} till={open} work={work} t={t} w={w} locale={locale} />}
      </div>
      {open === null && network !== null && <HttpsPanel network={network} work={work} t={t} w={w.https} locale={locale} />}
      <PrintersPanel work={printing} tills={tills ?? []} t={t} words={w.printers} locale={locale} />
      <TerminalsPanel work={cards} tills={tills ?? []} t={t} words={w.terminals} locale={locale} />
      <ScannerPanel work={scanning} t={t} words={w.scanner} locale={locale} />
    </>
  );
}
