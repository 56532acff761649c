/** An exchange that comes to less than nothing: how much goes back, by which means, and one button. */
import type { ComponentChildren } from "preact";
import type { Locale } from "../../../shared/errors.ts";
import { formatCents } from "../../../shared/money.ts";
import { REFUND_MODES, type RefundMode } from "../../../shared/tender.ts";
import { MainButton } from "../../components/main_button.tsx";
import type { AsideMessages } from "../words/aside.ts";
import { ModeChoice } from "./mode_choice.tsx";

interface GiveBackPaneProps {
  /** Cents, positive. */
  amount: number;
  mode: RefundMode;
  online: boolean;
  busy: boolean;
  t: AsideMessages;
  locale: Locale;
  onMode: (mode: RefundMode) => void;
  onSubmit: () => void;
  /** What went wrong. */
  children?: ComponentChildren;
}

export function GiveBackPane({ amount, mode, online, busy, t, locale, onMode, onSubmit, children }: GiveBackPaneProps) {
  const { lookup, pay } = t.caisse;
  return (
    <section class="pane payment" aria-label={lookup.total}>
      <div class="due due-over" aria-live="polite" aria-atomic="true">
        <span class="due-word">{lookup.total}</span>
        <strong class="due-amount">{formatCents(amount, locale)}</strong>
      </div>
      <div class="give-back">
        <ModeChoice label={lookup.by} modes={REFUND_MODES} chosen={mode} t={t} onChoose={onMode} />
        {children}
      </div>
      <MainButton disabled={busy || !online} onPress={onSubmit}>
        {busy ? pay.sending : online ? lookup.submit(formatCents(amount, locale)) : pay.offline}
      </MainButton>
    </section>
  );
}
