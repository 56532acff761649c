/** Choosing the language of the screens, and what is said when it cannot be had. */
import type { Locale } from "../../../shared/errors.ts";
import type { Messages } from "../words/words.ts";
import { Icon } from "../../components/icon.tsx";

/** Each language under its own name, so that whoever is lost finds the way back. */
export function LanguageSwitch(
  { locale, label, onChoose }: { locale: Locale; label: string; onChoose: (locale: Locale) => void },
) {
  const choice = (value: Locale, text: string, name: string) => (
    <button
      type="button"
      class="language"
      lang={value}
      aria-label={`${text}, ${name}`}
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

/** The language that was chosen is not here, and cannot be fetched: the present one stays. */
export function LanguageFailure({ t, onClose }: { t: Messages; onClose: () => void }) {
  return (
    <div class="notice" role="alert">
      <p class="note note-warm">
        <Icon name="alert" />
        {t.languageFailed}
      </p>
      <button type="button" class="button button-plain" onClick={onClose}>{t.understood}</button>
    </div>
  );
}
