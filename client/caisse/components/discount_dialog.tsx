/** A discount in euros or per cent, off a line or off the ticket. */
import { useSignal } from "@preact/signals";
import type { Locale } from "../../../shared/errors.ts";
import { formatCents } from "../../../shared/money.ts";
import type { CaisseMessages } from "../words/words.ts";
import { Dialog } from "../../components/dialog.tsx";
import { amountOf, Keypad, padKeyOf, typed } from "./keypad.tsx";
import { MainButton } from "../../components/main_button.tsx";

/** Per cent that are taken off most. */
const QUICK = [5, 10, 20, 50, 100] as const;

interface DiscountDialogProps {
  title: string;
  /** Cents that it is taken off from. */
  base: number;
  t: CaisseMessages;
  locale: Locale;
  onClose: () => void;
  /** Cents. */
  onDiscount: (cents: number) => void;
}

export function DiscountDialog({ title, base, t, locale, onClose, onDiscount }: DiscountDialogProps) {
  const { direct } = t.caisse;
  const percent = useSignal(true);
  const entry = useSignal("");
  const amount = amountOf(entry.value);
  const wanted = percent.value ? Math.round((base * amount) / 10_000) : amount;
  const cents = Math.min(base, wanted);
  const apply = () => {
    onDiscount(cents);
    onClose();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const key = padKeyOf(event);
    if (key !== null) entry.value = typed(entry.value, key);
    else if (event.key === "%" || event.key === "F2") percent.value = !percent.value;
    else if (event.key === "Enter" && !event.repeat && !isChoice(event.target)) apply();
    else return;
    event.preventDefault();
  };
  return (
    <Dialog title={title} close={t.close} onClose={onClose} class="discount-dialog" onKeyDown={onKeyDown}>
      <div class="dialog-body">
        <div class="segments" role="group" aria-label={direct.discount}>
          <button type="button" class="segment" aria-pressed={percent.value} data-first onClick={() => percent.value = true}>
            {direct.percent}
          </button>
          <button type="button" class="segment" aria-pressed={!percent.value} onClick={() => percent.value = false}>
            {direct.cents}
          </button>
        </div>
        {percent.value && (
          <div class="quick">
            {QUICK.map((value) => (
              <button
                type="button"
                key={value}
                class="quick-note"
                onClick={() => entry.value = String(value)}
              >
                {t.caisse.percentage(String(value))}
              </button>
            ))}
          </div>
        )}
        <p class="discount-sum">
          <output class={entry.value === "" ? "entry entry-empty" : "entry"} aria-label={direct.discount}>
            {percent.value ? t.caisse.percentage(entry.value || "0") : t.caisse.euros(entry.value || "0")}
          </output>
          <span>
            {formatCents(base, locale)} → <strong>{formatCents(base - cents, locale)}</strong>
          </span>
        </p>
        <Keypad t={t} decimal onKey={(key) => entry.value = typed(entry.value, key)} />
        <MainButton onPress={apply}>
          {cents === 0 ? direct.noDiscount : `${direct.apply} −${formatCents(cents, locale)}`}
        </MainButton>
      </div>
    </Dialog>
  );
}

/** Whether Enter belongs to the button that the keyboard is on. */
function isChoice(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches(".quick-note:focus-visible, .dialog-head button");
}
