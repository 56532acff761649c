/** What comes in from files and goes out as files. */
import "../../../common.ts";
import { type SectionProps, speaking, useSectionWork } from "../../pages/section_props.ts";
import { ExportPanel } from "./export_panel.tsx";
import { ImportPanel } from "./import_panel.tsx";
import { ImportsDone } from "./imports_done.tsx";
import { ImportWork } from "./import_work.ts";
import { words as en } from "./words_en.ts";
import { type Words, words as fr } from "./words_fr.ts";

export const Section = speaking<Words>(ExchangePage, { fr, en });

function ExchangePage({ store, t, w, locale, rest: [sort] }: SectionProps & { readonly w: Words }) {
  const work = useSectionWork(() => new ImportWork(store.client, sort));
  return (
    <>
      <ImportPanel work={work} t={t} w={w} locale={locale} />
      <ImportsDone work={work} t={t} w={w} locale={locale} />
      <ExportPanel client={store.client} t={t} w={w} />
    </>
  );
}
