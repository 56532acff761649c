/** The server itself: how it is, what its disk holds, and the copies of the shop. */
import "../../../common.ts";
import { FailureNote } from "../../../components/failure_note.tsx";
import { type SectionProps, speaking, useSectionWork } from "../../pages/section_props.ts";
import { AccessPanel } from "./access_panel.tsx";
import { AccessWork } from "./access_work.ts";
import { BackupsPanel } from "./backups_panel.tsx";
import { DoctorPanel } from "./doctor_panel.tsx";
import { FiguresPanel } from "./figures_panel.tsx";
import { HeadOfficePanel } from "./head_office_panel.tsx";
import { HeadOfficeWork } from "./head_office_work.ts";
import { SealingPanel } from "./sealing_panel.tsx";
import { SealingWork } from "./sealing_work.ts";
import { ServerPanel } from "./server_panel.tsx";
import { SupportPanel } from "./support_panel.tsx";
import { SystemWork } from "./system_work.ts";
import type { SystemMessages } from "./words.ts";
import { words as en } from "./words_en.ts";
import { words as fr } from "./words_fr.ts";

export const Section = speaking<SystemMessages>(SystemPage, { fr, en });

function SystemPage({ store, t, w, locale }: SectionProps & { readonly w: SystemMessages }) {
  const work = useSectionWork(() => new SystemWork(store.client));
  const access = useSectionWork(() => new AccessWork(store.client));
  const headOffice = useSectionWork(() => new HeadOfficeWork(store.client));
  const sealing = useSectionWork(() => new SealingWork(store.client));
  const failure = work.failure.value;
  return (
    <>
      {failure !== null && <FailureNote failure={failure} t={t} />}
      <div class="section-columns">
        <div class="section-column">
          <BackupsPanel
            kept={work.kept.value}
            t={t}
            w={w}
            locale={locale}
            onMake={() => work.backUp()}
            onPlan={(plan) => work.plan(plan)}
            restore={work.restore}
          />
          <SealingPanel work={sealing} t={t} locale={locale} />
          {work.recent.value !== null && <FiguresPanel recent={work.recent.value} w={w} locale={locale} />}
        </div>
        <ServerPanel figures={work.figures.value} keys={work.keys.value} t={t} w={w} locale={locale} />
      </div>
      <DoctorPanel client={store.client} t={t} locale={locale} />
      <SupportPanel client={store.client} t={t} w={w} />
      <HeadOfficePanel work={headOffice} t={t} w={w} locale={locale} />
      <AccessPanel work={access} t={t} w={w} locale={locale} />
    </>
  );
}
