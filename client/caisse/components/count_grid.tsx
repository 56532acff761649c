/** The drawer, counted note by note and coin by coin, without knowing what should be there. */
import type { ComponentChildren } from "preact";
import { useSignal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { Locale } from "../../../shared/errors.ts";
import { formatCents } from "../../../shared/money.ts";
import { COINS, countedCents, NOTES } from "../../../shared/tender.ts";
import type { Count } from "../store/drawer.ts";
import type { AsideMessages } from "../words/aside.ts";
import { Dialog } from "../../components/dialog.tsx";
import { MainButton } from "../../components/main_button.tsx";
import { BackButton } from "./back_button.tsx";
import { TextField } from "./text_field.tsx";

/** Digits of a number of pieces. */
const DIGITS = 5;

interface CountGridProps {
  count: Count;
  note: string;
  /** What is still open, each as a sentence. */
  warnings: readonly string[];
  online: boolean;
  busy: boolean;
  t: AsideMessages;
  locale: Locale;
  onCount: (value: number, pieces: number) => void;
  onNote: (note: string) => void;
  onClose: () => void;
  onBack: () => void;
  /** What is counted for where no till of one's own is closed: its own words. */
  opens?: { readonly title: string; readonly lead: string; readonly submit: (total: string) => string };
  /** What went wrong. */
  children?: ComponentChildren;
}

export function CountGrid(props: CountGridProps) {
  const { count, note, warnings, online, busy, t, locale, onCount, onNote, onClose, onBack, opens, children } = props;
  const { count: words } = t.caisse;
  const asking = useSignal(false);
  const pane = useRef<HTMLElement>(null);
  // With the screen, not after its first frame: whoever types or picks a field by then would be torn from it.
  useLayoutEffect(() => pane.current?.querySelector("input")?.focus(), []);
  const total = formatCents(countedCents(count), locale);
  // Enter goes to the next kind of piece, and from the last one to the button.
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.target instanceof HTMLInputElement)) return;
    event.preventDefault();
    const form = event.currentTarget as HTMLElement;
    const stops = [...form.querySelectorAll<HTMLElement>(".piece-input, .drawer-note, .main-button")];
    stops[stops.indexOf(event.target) + 1]?.focus();
  };
  const column = (title: string, values: readonly number[]) => (
    <fieldset class="pieces">
      <legend>{title}</legend>
      {values.map((value) => (
        <label key={value} class="piece">
          <span class="piece-value">{faceValue(value, t)}</span>
          <span aria-hidden="true">×</span>
          <input
            class="input piece-input"
            inputMode="numeric"
            aria-label={words.piece(faceValue(value, t))}
            value={count[value] === undefined || count[value] === 0 ? "" : String(count[value])}
            placeholder="0"
            onFocus={(event) => event.currentTarget.select()}
            onInput={(event) => {
              const digits = event.currentTarget.value.replace(/\D/g, "").slice(0, DIGITS);
              event.currentTarget.value = digits;
              onCount(value, Number(digits));
            }}
          />
          <span class="piece-sum">{formatCents(value * (count[value] ?? 0), locale)}</span>
        </label>
      ))}
    </fieldset>
  );
  return (
    <section ref={pane} class="pane drawer" aria-labelledby="count-title" onKeyDown={onKeyDown}>
      <header class="pane-head">
        <div>
          <h2 id="count-title">{opens === undefined ? t.caisse.titles.count : opens.title}</h2>
          <p class="pane-count">{opens === undefined ? words.lead : opens.lead}</p>
        </div>
        <BackButton t={t} onPress={onBack} />
      </header>
      <div class="pane-body">
        {children}
        {warnings.length > 0 && (
          <div class="drawer-warnings">
            {warnings.map((warning) => <p key={warning} class="stale">{warning}</p>)}
          </div>
        )}
        <div class="drawer-columns">
          {column(words.notes, NOTES)}
          {column(words.coins, COINS)}
        </div>
      </div>
      <footer class="drawer-foot">
        {opens === undefined
          ? (
            <TextField
              label={words.note}
              kind="drawer-note"
              maxLength={500}
              placeholder={words.noteHint}
              value={note}
              onText={onNote}
            />
          )
          : <span />}
        <p class="drawer-total" aria-live="polite">
          <span>{words.total}</span>
          <strong>{total}</strong>
        </p>
        {opens === undefined
          ? <MainButton disabled={busy || !online} onPress={() => asking.value = true}>{words.submit}</MainButton>
          : <MainButton disabled={busy || !online} onPress={onClose}>{opens.submit(total)}</MainButton>}
      </footer>
      {asking.value && (
        <Dialog title={words.sure(total)} close={t.close} onClose={() => asking.value = false}>
          <p class="dialog-body">{words.sureBody}</p>
          <div class="dialog-foot">
            <button type="button" class="button button-plain button-big" onClick={() => asking.value = false}>
              {words.recount}
            </button>
            <button
              type="button"
              class="button button-main button-big"
              data-first
              onClick={() => {
                asking.value = false;
                onClose();
              }}
            >
              {words.submit}
            </button>
          </div>
        </Dialog>
      )}
    </section>
  );
}

/** What stands on the piece. */
function faceValue(cents: number, { caisse }: AsideMessages): string {
  return cents >= 100 ? caisse.euros(String(cents / 100)) : caisse.cents(cents);
}
