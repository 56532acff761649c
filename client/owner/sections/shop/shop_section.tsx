/** What the shop is called, what stands on its receipts, and what its tills go by. */
import "../../../common.ts";
import type { WireRow } from "../../../../shared/protocol.ts";
import { Loading } from "../../../components/empty.tsx";
import { FailureNote } from "../../../components/failure_note.tsx";
import { type SectionProps, speaking, useSectionWork } from "../../pages/section_props.ts";
import { DayEndForm } from "./day_end_form.tsx";
import { LogoPanel } from "./logo_panel.tsx";
import { ReceiptPreview } from "./receipt_preview.tsx";
import { useSettingsDraft } from "./settings_draft.ts";
import { SettingsForm } from "./settings_form.tsx";
import { SettingsHistory } from "./settings_history.tsx";
import { ShopWork } from "./shop_work.ts";
import type { ShopMessages } from "./words.ts";
import { TerritoryForm } from "./territory_form.tsx";
import type { Territory } from "../../../../shared/territories.ts";
import { ZoneForm } from "./zone_form.tsx";
import { words as en } from "./words_en.ts";
import { words as fr } from "./words_fr.ts";

export const Section = speaking<ShopMessages>(ShopPage, { fr, en });

type Props = SectionProps & { readonly w: ShopMessages };

function ShopPage(props: Props) {
  const { store, t, w, locale } = props;
  const work = useSectionWork(() => new ShopWork(store.client));
  const row = work.shop.rows.value?.[0];
  const failure = work.shop.failure.value;
  return (
    <>
      {failure !== null && <FailureNote failure={failure} t={t} />}
      {row === undefined
        ? failure === null && <Loading label={t.owner.loading} rows={6} />
        : <Settings {...props} work={work} row={row} />}
      {row !== undefined && <LogoPanel logo={row["logo"] as string | null} work={work} t={t} w={w} />}
      {row !== undefined && (
        <TerritoryForm
          key={row["territoire"]}
          work={work.vat}
          present={row["territoire"] as Territory}
          t={t}
          w={w}
          locale={locale}
        />
      )}
      <ZoneForm t={t} w={w} locale={locale} onChange={(zone, told) => work.goByZone(zone, told)} />
      {row !== undefined && (
        <DayEndForm
          present={Number(row["fin_journee"])}
          t={t}
          w={w}
          locale={locale}
          onChange={(hour, told) => work.endDayAt(hour, told)}
        />
      )}
      <SettingsHistory history={work.history} t={t} w={w} locale={locale} />
    </>
  );
}

function Settings({ work, row, t, w, locale }: Props & { readonly work: ShopWork; readonly row: WireRow }) {
  const draft = useSettingsDraft(row, locale);
  return (
    <div class="section-columns shop-columns">
      <SettingsForm row={row} draft={draft} t={t} w={w} locale={locale} onSave={(change) => work.save(change)} />
      <ReceiptPreview
        draft={draft}
        logo={row["logo"] as string | null}
        demo={row["demo"] === 1}
        noVat={row["territoire"] === "franchise"}
        w={w}
        locale={locale}
      />
    </div>
  );
}
