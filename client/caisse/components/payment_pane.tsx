/** Taking the money: what is left, the means, the notes, the keypad at the bottom right, and one button. */
import type { ComponentChildren } from "preact";
import type { Locale } from "../../../shared/errors.ts";
import { formatCents } from "../../../shared/money.ts";
import { likelyCash, MODES, type PaymentMode } from "../../../shared/tender.ts";
import type { CaisseMessages } from "../words/words.ts";
import { Keypad, type PadKey } from "./keypad.tsx";
import { Key, MainButton } from "../../components/main_button.tsx";

/** One key for each means, in their order: none that browsers own. */
export const MODE_KEYS = ["F2", "F4", "F8", "F9", "F10"] as const;
/** Asks for the code of a voucher or a gift card, which begins with it. */
export const CODE_KEY = "B";

/** Asks whose account it goes on. */
export const ACCOUNT_KEY = "C";

interface PaymentPaneProps {
  /** Cents. */
  left: number;
  change: number;
  /** The ticket in a few words, where its lines are out of sight. */
  about: string;
  entry: string;
  /** What the one button does now. */
  action: string;
  online: boolean;
  busy: boolean;
  /** What was given cannot pay it. */
  blocked: boolean;
  t: CaisseMessages;
  locale: Locale;
  onKey: (key: PadKey) => void;
  onMode: (mode: PaymentMode) => void;
  onCode: () => void;
  onAccount: () => void;
  onCash: (cents: number) => void;
  onSubmit: () => void;
  /** What went wrong. */
  children?: ComponentChildren;
}

export function PaymentPane(props: PaymentPaneProps) {
  const {
    left,
    change,
    about,
    entry,
    action,
    online,
    busy,
    blocked,
    t,
    locale,
    onKey,
    onMode,
    onCode,
    onAccount,
    onCash,
    onSubmit,
    children,
  } = props;
  const { pay, modes } = t.caisse;
  const over = left === 0;
  const still = over || busy;
  return (
    <section class="pane payment" aria-label={pay.modes}>
      <div class={`due${over ? " due-over" : ""}`} aria-live="polite" aria-atomic="true">
        <span class="due-word">
          {!over ? pay.due : blocked ? pay.overTaken : change > 0 ? pay.change : pay.even}
          <span class="due-ticket">{about}</span>
        </span>
        <strong class="due-amount">{formatCents(over ? change : left, locale)}</strong>
      </div>
      <div class="payment-notes">
        {children}
      </div>
      <div class="payment-keys">
        <div class="means" role="group" aria-label={pay.modes}>
          {MODES.map((mode, at) => (
            <button
              type="button"
              key={mode}
              class="mean"
              disabled={still}
              onClick={() => onMode(mode)}
            >
              <span>{modes[mode]}</span>
              <Key name={MODE_KEYS[at]!} />
            </button>
          ))}
          <button type="button" class="mean" disabled={still} onClick={onCode}>
            <span>{pay.byCode}</span>
            <Key name={CODE_KEY} />
          </button>
          <button type="button" class="mean" disabled={still} onClick={onAccount}>
            <span>{modes.compte}</span>
            <Key name={ACCOUNT_KEY} />
          </button>
        </div>
        <div class="pad-side">
          <div class="quick" role="group" aria-label={pay.notes}>
            <button type="button" class="quick-note" disabled={still} onClick={() => onCash(left)}>{pay.exact}</button>
            {likelyCash(left).map((note) => (
              <button
                type="button"
                key={note}
                class="quick-note"
                disabled={still}
                onClick={() => onCash(note)}
              >
                {t.caisse.euros(String(note / 100))}
              </button>
            ))}
          </div>
          <output class={entry === "" ? "entry entry-empty" : "entry"} aria-label={pay.entry}>
            {t.caisse.euros(entry || "0")}
          </output>
          <Keypad t={t} decimal disabled={still} onKey={onKey} />
        </div>
      </div>
      <MainButton disabled={busy || blocked || !online} onPress={onSubmit}>
        {busy ? pay.sending : online ? action : pay.offline}
      </MainButton>
    </section>
  );
}
