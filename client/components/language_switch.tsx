import type { Locale } from "../../shared/errors.ts";

/** Each language under its own name, so that whoever is lost finds the way back. */
export function LanguageSwitch(
  { locale, label, onChoose }: { locale: Locale; label: string; onChoose: (locale: Locale) => void },
) {
  const choice = (value: Locale, text: string, name: string) => (
    <button
      type="button"
      class="language"
      lang={value}
      aria-label={name}
      aria-pressed={locale === value}
      onClick={() => onChoose(value)}
    >
      {text}
    </button>
  );
  return (
    <div class="languages" role="group" aria-label={label}>
      {choice("fr", "FR", "Français")}
      {choice("en", "EN", "English")}
    </div>
  );
}
