/** Before the first customer: which till, and what is in its drawer; or the code that makes this device a till. */
import type { ComponentChildren } from "preact";
import type { Locale } from "../../../shared/errors.ts";
import { formatCents } from "../../../shared/money.ts";
import type { NearTill } from "../store/till.ts";
import type { CaisseMessages } from "../words/words.ts";
import { Empty } from "../../components/empty.tsx";
import { Icon } from "../../components/icon.tsx";
import { Keypad, type PadKey } from "./keypad.tsx";
import { Key, MainButton } from "../../components/main_button.tsx";

/** Digits of the owner's code. */
export const CODE_DIGITS = 6;

interface TillOpeningProps {
  tills: readonly NearTill[];
  chosen: NearTill | null;
  /** A code is to be typed, not a float. */
  coding: boolean;
  entry: string;
  /** Cents. */
  float: number;
  busy: boolean;
  t: CaisseMessages;
  locale: Locale;
  onChoose: (till: NearTill) => void;
  onCoding: (coding: boolean) => void;
  onKey: (key: PadKey) => void;
  /** Counts the float piece by piece. */
  onCount: () => void;
  onSubmit: () => void;
  /** What went wrong, or what was done. */
  children?: ComponentChildren;
}

export function TillOpening(props: TillOpeningProps) {
  const { tills, chosen, coding, entry, float, busy, t, locale, onChoose, onCoding, onKey, onCount, onSubmit, children } = props;
  const { opening } = t.caisse;
  if (tills.length === 0) {
    return (
      <section class="pane opening">
        <h1 class="visually-hidden">{opening.title}</h1>
        <Empty icon="till" title={opening.none}>{opening.noneBody}</Empty>
      </section>
    );
  }
  const elsewhere = chosen?.elsewhere === true;
  const lead = !coding ? opening.lead : elsewhere ? opening.codeFor(chosen.name) : opening.codeLead;
  return (
    <section class="pane opening" aria-labelledby="opening-title">
      <div class="opening-text">
        <h1 id="opening-title">{coding ? opening.codeTitle : opening.title}</h1>
        <p class="lead" aria-live="polite">{lead}</p>
        {children}
        <div class="till-choice" role="group" aria-label={opening.till}>
          {tills.map((till) => (
            <Tile
              key={till.name}
              till={till}
              chosen={till === chosen}
              t={t}
              onChoose={() => onChoose(till)}
            />
          ))}
        </div>
        {!coding && chosen?.open !== true && (
          <button type="button" class="button button-plain opening-code" disabled={busy || chosen === null} onClick={onCount}>
            <Icon name="till" />
            {opening.count}
          </button>
        )}
        {!elsewhere && (
          <button type="button" class="button button-quiet opening-code" onClick={() => onCoding(!coding)}>
            <Icon name={coding ? "undo" : "lock"} />
            {coding ? opening.noCode : opening.haveCode}
            {coding && <Key name="Esc" />}
          </button>
        )}
      </div>
      <div class="pad-side">
        <span class="entry-label">{coding ? opening.code : opening.float}</span>
        {coding
          ? (
            <output class={entry === "" ? "entry entry-code entry-empty" : "entry entry-code"} aria-label={opening.code}>
              {spaced(entry.padEnd(CODE_DIGITS, "·"))}
            </output>
          )
          : (
            <output class={entry === "" ? "entry entry-empty" : "entry"} aria-label={opening.float}>
              {t.caisse.euros(entry || "0")}
            </output>
          )}
        <Keypad t={t} decimal={!coding} disabled={busy || (!coding && chosen?.open === true)} onKey={onKey} />
        {coding
          ? (
            <MainButton disabled={busy || entry.length < CODE_DIGITS} onPress={onSubmit}>
              {opening.enrol}
            </MainButton>
          )
          : (
            <MainButton disabled={busy || chosen === null} onPress={onSubmit}>
              {chosen === null
                ? opening.choose
                : chosen.open
                ? opening.takeOver(chosen.name, chosen.by ?? "")
                : opening.submit(chosen.name, formatCents(float, locale))}
            </MainButton>
          )}
      </div>
    </section>
  );
}

function Tile({ till, chosen, t, onChoose }: { till: NearTill; chosen: boolean; t: CaisseMessages; onChoose: () => void }) {
  const { name, label, open, by, enrolled, elsewhere } = till;
  const { opening } = t.caisse;
  const mark = open ? opening.openBy(by ?? "") : elsewhere ? opening.elsewhere : enrolled ? opening.here : null;
  return (
    <button type="button" class="till-tile" disabled={open && elsewhere} aria-pressed={chosen} onClick={onChoose}>
      <strong>{name}</strong>
      {label !== "" && <span>{label}</span>}
      {mark !== null && (
        <span class="till-mark">
          <Icon name={open ? "person" : elsewhere ? "lock" : "check"} />
          {mark}
        </span>
      )}
    </button>
  );
}

/** In two threes, as it is read out. */
function spaced(code: string): string {
  return `${code.slice(0, 3)} ${code.slice(3)}`;
}
