/** What the owner has typed of the shop's settings, beside what is stored. */
import { type Signal, signal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import type { Locale } from "../../../../shared/errors.ts";
import type { WireRow } from "../../../../shared/protocol.ts";
import { type SettingName, SETTINGS, shownText, storedValue } from "./shop_settings.ts";

export type SettingsDraft = Readonly<Record<SettingName, Signal<string>>>;

/** Fields that nobody has typed into follow what is stored. */
export function useSettingsDraft(row: WireRow, locale: Locale): SettingsDraft {
  const draft = useMemo(() => textsOf(row, locale), []);
  const shown = useMemo(() => new Map<SettingName, string>(SETTINGS.map(({ name }) => [name, draft[name].peek()])), []);
  useEffect(() => {
    for (const setting of SETTINGS) {
      const text = shownText(setting, row[setting.name], locale);
      if (draft[setting.name].peek() === shown.get(setting.name)) draft[setting.name].value = text;
      shown.set(setting.name, text);
    }
  }, [row, locale]);
  return draft;
}

export function undoAll(draft: SettingsDraft, row: WireRow, locale: Locale): void {
  for (const setting of SETTINGS) draft[setting.name].value = shownText(setting, row[setting.name], locale);
}

/** Settings that differ from what is stored, with what is to be stored of each; null for what is no such value. */
export function changesOf(
  draft: SettingsDraft,
  row: WireRow,
  locale: Locale,
): ReadonlyMap<SettingName, string | number | null> {
  return new Map(
    SETTINGS.filter((setting) => draft[setting.name].value !== shownText(setting, row[setting.name], locale))
      .map((setting) => [setting.name, storedValue(setting, draft[setting.name].value)] as const)
      .filter(([name, value]) => value !== row[name]),
  );
}

function textsOf(row: WireRow, locale: Locale): SettingsDraft {
  return Object.fromEntries(
    SETTINGS.map((setting) => [setting.name, signal(shownText(setting, row[setting.name], locale))]),
  ) as SettingsDraft;
}
