/** The shop's settings, to be changed together. */
import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import type { Locale } from "../../../../shared/errors.ts";
import type { WireRow } from "../../../../shared/protocol.ts";
import { FailureNote } from "../../../components/failure_note.tsx";
import { Choice, Field } from "../../../components/field.tsx";
import { submits, useForm } from "../../../components/form.ts";
import type { Failure } from "../../../network/failure.ts";
import { LongField } from "../../components/long_field.tsx";
import type { OwnerMessages } from "../../words/words.ts";
import { changesOf, type SettingsDraft, undoAll } from "./settings_draft.ts";
import { type SettingGroup, settingProblem, SETTINGS, shownText } from "./shop_settings.ts";
import type { ShopMessages } from "./words.ts";

/** Without them a receipt is not what the law wants of it. */
const WANTED = ["nom", "adresse", "siret"] as const;

interface SettingsFormProps {
  row: WireRow;
  draft: SettingsDraft;
  t: OwnerMessages;
  w: ShopMessages;
  locale: Locale;
  onSave: (change: Readonly<Record<string, string | number>>) => Promise<Failure | null>;
}

export function SettingsForm({ row, draft, t, w, locale, onSave }: SettingsFormProps) {
  const element = useRef<HTMLFormElement>(null);
  const saved = useSignal(false);
  const form = useForm();
  const changes = changesOf(draft, row, locale);
  const wanted = { ...row, ...Object.fromEntries(changes) };
  const problems = new Map(
    SETTINGS.filter(({ name }) => changes.has(name))
      .map((setting) => [setting.name, settingProblem(setting, changes.get(setting.name)!, wanted, w)] as const)
      .filter(([, problem]) => problem !== null),
  );
  const missing = WANTED.filter((name) => String(row[name] ?? "") === "");
  const submit = async () => {
    saved.value = false;
    const wrong = [...problems.keys()][0];
    if (wrong !== undefined) element.current?.querySelector<HTMLElement>(`[name="shop-${wrong}"]`)?.focus();
    const wanted = wrong !== undefined || changes.size === 0
      ? null
      : Object.fromEntries(changes) as Record<string, string | number>;
    if (await form.send(wanted, onSave)) {
      for (const setting of SETTINGS) {
        if (changes.has(setting.name)) draft[setting.name].value = shownText(setting, changes.get(setting.name), locale);
      }
      saved.value = true;
    }
  };
  return (
    <form class="pane settings" ref={element} onSubmit={submits(submit)} noValidate>
      {missing.length > 0 && <p class="stale">{w.missing(missing.map((name) => w.settings[name]).join(", "))}</p>}
      {(Object.keys(w.groups) as SettingGroup[]).map((group) => (
        <fieldset key={group} class="settings-group">
          <legend>{w.groups[group]}</legend>
          {SETTINGS.filter((setting) => setting.group === group && setting.name in row).map(({ name, kind, chars }) => {
            const field = {
              label: w.settings[name],
              value: draft[name],
              hint: w.hints[name] ?? "",
              error: form.tried ? problems.get(name) ?? null : null,
              name: `shop-${name}`,
              maxLength: chars + 6,
            };
            if (kind === "choice" || kind === "figure") {
              return (
                <Choice key={name} label={field.label} value={field.value} hint={field.hint} name={field.name}>
                  {Object.entries(w.choices[name] ?? {}).map(([value, told]) => (
                    <option key={value} value={value}>{told}</option>
                  ))}
                </Choice>
              );
            }
            if (kind === "lines") return <LongField key={name} {...field} maxLength={chars} />;
            return <Field key={name} {...field} inputMode={kind === "line" ? "text" : "decimal"} />;
          })}
        </fieldset>
      ))}
      {form.failure !== null && <FailureNote failure={form.failure} t={t} />}
      <div class="settings-foot">
        <p class="form-said" role="status">{changes.size > 0 ? "" : saved.value ? w.saved : w.unchanged}</p>
        {changes.size > 0 && (
          <button type="button" class="button button-quiet" onClick={() => undoAll(draft, row, locale)}>{w.undo}</button>
        )}
        <button type="submit" class="button button-main" disabled={form.busy || changes.size === 0}>{w.save}</button>
      </div>
    </form>
  );
}
