/** Prints that wait for a person: what was not printed and may be sent again, what nobody knows of, and a test ticket that is to be read. */
import type { ComponentChildren } from "preact";
import type { Locale } from "../../../../shared/errors.ts";
import { formatMoment } from "../../../shell/words/words.ts";
import type { Print } from "./printer_work.ts";
import type { PrinterMessages } from "./printers_fr.ts";

interface PrintsListProps {
  prints: readonly Print[];
  busy: boolean;
  words: PrinterMessages;
  locale: Locale;
  /** Asks what the test ticket shows that came out, or may have. */
  trialOf: (print: Print) => ComponentChildren;
  onAgain: (print: Print) => void;
  /** `out`: it was seen on the counter. */
  onAside: (print: Print, out: boolean) => void;
}

export function PrintsList({ prints, busy, words, locale, trialOf, onAgain, onAside }: PrintsListProps) {
  if (prints.length === 0) return null;
  return (
    <>
      <h3 class="printers-waiting">{words.prints}</h3>
      <ul class="rows" aria-live="polite">
        {prints.map((print) => {
          const { id, printer, title, state, reason, created } = print;
          const why = reason === null ? "" : ` (${words.reasons[reason] ?? reason})`;
          return (
            <li key={id} class="row" data-print={state}>
              <span class="row-main">
                <span class="row-title">{print.kind === "essai" ? words.tryOut : title}</span>
                <span class="row-about">
                  {`${words.states[state] ?? state}${why} · ${printer} · ${formatMoment(created, locale, new Date())}`}
                </span>
              </span>
              <span class="row-actions">
                {state === "refusee" && (
                  <button
                    type="button"
                    class="button button-plain"
                    disabled={busy}
                    onClick={() => onAgain(print)}
                  >
                    {words.again}
                  </button>
                )}
                {state === "inconnue" && (
                  <button
                    type="button"
                    class="button button-plain"
                    disabled={busy}
                    onClick={() => onAside(print, true)}
                  >
                    {words.out}
                  </button>
                )}
                {["refusee", "inconnue", "en_attente"].includes(state) && (
                  <button
                    type="button"
                    class="button button-quiet"
                    disabled={busy}
                    onClick={() => onAside(print, false)}
                  >
                    {words.layAside}
                  </button>
                )}
              </span>
              {print.kind === "essai" && (state === "imprimee" || state === "inconnue") && trialOf(print)}
            </li>
          );
        })}
      </ul>
    </>
  );
}
