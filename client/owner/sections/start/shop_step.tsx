/** The shop as its receipts name it. */
import { useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import type { Locale } from "../../../../shared/errors.ts";
import type { WireRow } from "../../../../shared/protocol.ts";
import { TERRITORIES, type Territory } from "../../../../shared/territories.ts";
import { Choice, Field } from "../../../components/field.tsx";
import { useForm } from "../../../components/form.ts";
import { LongField } from "../../components/long_field.tsx";
import { goTo } from "../../pages/place.ts";
import { changesOf, useSettingsDraft } from "../shop/settings_draft.ts";
import { type SettingName, settingProblem, SETTINGS } from "../shop/shop_settings.ts";
import { words as en } from "../shop/words_en.ts";
import { words as fr } from "../shop/words_fr.ts";
import type { StartWork } from "./start_work.ts";
import { StepForm } from "./step_form.tsx";
import { placeOf } from "./steps.ts";
import type { StepProps } from "./step_props.ts";

/** What a receipt must say, and what it may. */
const ASKED: readonly SettingName[] = ["nom", "adresse", "siret", "tva_intracommunautaire", "message"];
const WORDS: Readonly<Record<Locale, typeof fr>> = { fr, en };

export function ShopStep({ work, row, t, w, locale }: StepProps & { readonly work: StartWork; readonly row: WireRow }) {
  const draft = useSettingsDraft(row, locale);
  const present = String(row["territoire"]);
  const territory = useSignal(present);
  const form = useForm();
  const said = WORDS[locale];
  const asked = useMemo(() => ASKED.map((name) => SETTINGS.find((setting) => setting.name === name)!), []);
  const changes = changesOf(draft, row, locale);
  const wanted = { ...row, ...Object.fromEntries(changes) };
  const problemOf = (setting: (typeof asked)[number]) =>
    changes.has(setting.name) ? settingProblem(setting, changes.get(setting.name)!, wanted, said) : null;
  const submit = async () => {
    const wrong = asked.some((setting) => problemOf(setting) !== null);
    const wanted = wrong ? null : Object.fromEntries(changes) as Record<string, string>;
    const moves = territory.value === present ? null : territory.value;
    if (await form.send(wanted, (change) => work.saveShop(change, moves))) goTo(placeOf("shop", 1)!);
  };
  return (
    <StepForm step="shop" title={w.shop.title} body={w.shop.body} submission={form} t={t} w={w} onSubmit={submit}>
      <div class="form-columns">
        {asked.map((setting) => {
          const { name, kind, chars } = setting;
          const field = {
            label: said.settings[name],
            value: draft[name],
            hint: said.hints[name] ?? "",
            error: form.tried ? problemOf(setting) : null,
            name: `shop-${name}`,
          };
          if (kind === "lines") return <LongField key={name} {...field} maxLength={chars} />;
          return <Field key={name} {...field} maxLength={chars + 6} />;
        })}
        <Choice
          label={said.vat.territory}
          hint={said.vat.hints[territory.value as Territory] ?? ""}
          value={territory}
          name="territory"
        >
          {TERRITORIES.map((name) => <option key={name} value={name}>{said.vat.territories[name]}</option>)}
        </Choice>
      </div>
    </StepForm>
  );
}
