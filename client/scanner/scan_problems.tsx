/** Codes that came to nothing: each says so in a row of its own, and lands nowhere else. */
import type { Locale } from "../../shared/errors.ts";
import type { PickerWords } from "../catalogue/words/words.ts";
import type { ScanProblem } from "./desk.ts";
import { Icon } from "../components/icon.tsx";

interface ScanProblemsProps {
  problems: readonly ScanProblem[];
  t: PickerWords;
  locale: Locale;
  onDismiss: (id: number) => void;
}

export function ScanProblems({ problems, t, locale, onDismiss }: ScanProblemsProps) {
  return (
    <div class="scan-problems" role="alert">
      {problems.length > 0 && (
        <ul>
          {problems.map(({ id, code, trouble, label }) => (
            <li key={id} class="scan-problem">
              <Icon name="scan" />
              <span class="scan-text">
                <strong>{typeof trouble === "string" ? t.scan[trouble] : trouble[locale]}</strong>
                <span>
                  {label !== null && `${label} · `}
                  <span class="scan-code">{code}</span>
                </span>
              </span>
              <button
                type="button"
                class="button button-quiet button-icon"
                aria-label={t.scan.dismiss(code)}
                onClick={() => onDismiss(id)}
              >
                <Icon name="close" />
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
