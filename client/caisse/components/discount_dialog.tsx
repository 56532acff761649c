/** A discount in euros or per cent, off a line or off the ticket, and why; beyond what the cashier may give, with the owner's code. */
import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import type { Locale } from "../../../shared/errors.ts";
import { formatCents, rateText } from "../../../shared/money.ts";
import type { AsideMessages } from "../words/aside.ts";
import { Dialog } from "../../components/dialog.tsx";
import { FailureNote } from "../../components/failure_note.tsx";
import { MainButton } from "../../components/main_button.tsx";
import { useSubmission } from "../../components/submission.ts";
import type { Failure } from "../../network/failure.ts";
import { type Discount, discountText, settledOn } from "../../ticket/discount.ts";
import { amountOf, Keypad, padKeyOf, typed } from "./keypad.tsx";
import { OwnersCode } from "./owners_code.tsx";
import { ReasonChoice } from "./reason_dialog.tsx";
import { Segments } from "./segments.tsx";

/** Per cent that are taken off most. */
const QUICK = [5, 10, 20, 50, 100] as const;

interface DiscountDialogProps {
  title: string;
  /** Cents that it is taken off from. */
  base: number;
  /** What is off already. */
  present: Discount;
  /** Basis points that may be taken off without the owner. */
  cap: number;
  /** Basis points that would be off the ticket at most. */
  rateWith: (discount: Discount) => number;
  t: AsideMessages;
  locale: Locale;
  onClose: () => void;
  /** Takes the owner's code for so many basis points. */
  onAllow: (rate: number, reason: string, code: string) => Promise<Failure | null>;
  onDiscount: (discount: Discount) => void;
}

export function DiscountDialog(props: DiscountDialogProps) {
  const { title, base, present, cap, rateWith, t, locale, onClose, onAllow, onDiscount } = props;
  const { discounting } = t.caisse;
  const percent = useSignal(present.rate > 0 || present.cents === 0);
  const entry = useSignal("");
  const reason = useSignal(present.reason);
  const code = useSignal("");
  const missing = useSignal<"reason" | "code" | null>(null);
  const submission = useSubmission();
  const fields = useRef<Record<"reason" | "code", HTMLInputElement | null>>({ reason: null, code: null });
  const amount = amountOf(entry.value);
  const why = reason.value.trim();
  const discount = settledOn(
    base,
    percent.value ? { rate: Math.min(10_000, amount), cents: 0, reason: why } : { rate: 0, cents: amount, reason: why },
  );
  const rate = rateWith(discount);
  const above = discount.cents > 0 && rate > cap;
  const apply = async () => {
    missing.value = !above ? null : why === "" ? "reason" : code.value.trim() === "" ? "code" : null;
    if (missing.value !== null) fields.current[missing.value]?.focus();
    if (submission.busy || missing.value !== null) return;
    if (above && !await submission.run(() => onAllow(rate, why, code.value.trim()))) return;
    onDiscount(discount);
    onClose();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const inField = event.target instanceof HTMLInputElement;
    const key = inField ? null : padKeyOf(event);
    if (key !== null) entry.value = typed(entry.value, key);
    else if (!inField && (event.key === "%" || event.key === "F2")) percent.value = !percent.value;
    else if (event.key === "Enter" && !event.repeat && !isChoice(event.target)) apply();
    else return;
    event.preventDefault();
  };
  return (
    <Dialog title={title} close={t.close} onClose={onClose} class="discount-dialog" onKeyDown={onKeyDown}>
      <div class="dialog-body">
        <div class="discount-part">
          <Segments
            label={t.caisse.direct.discount}
            options={[true, false]}
            chosen={percent.value}
            first
            nameOf={(one) => one ? discounting.percent : discounting.cents}
            onChoose={(one) => percent.value = one}
          />
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
            <output class={entry.value === "" ? "entry entry-empty" : "entry"} aria-label={t.caisse.direct.discount}>
              {percent.value ? t.caisse.percentage(entry.value || "0") : t.caisse.euros(entry.value || "0")}
            </output>
            <span>
              {formatCents(base, locale)} → <strong>{formatCents(base - discount.cents, locale)}</strong>
            </span>
          </p>
          <Keypad t={t} decimal onKey={(key) => entry.value = typed(entry.value, key)} />
        </div>
        <div class="discount-part">
          <ReasonChoice
            choices={discounting.reasons}
            reason={why}
            t={t}
            onReason={(text) => reason.value = text === why ? "" : text}
          />
          <input
            ref={(field) => void (fields.current.reason = field)}
            class="input"
            name="reason"
            autocomplete="off"
            aria-label={t.caisse.reasons.other}
            placeholder={t.caisse.reasons.other}
            maxLength={500}
            value={discounting.reasons.includes(why) ? "" : reason.value}
            onInput={(event) => reason.value = event.currentTarget.value}
          />
          {above && (
            <OwnersCode
              label={discounting.above(cap === 0 ? null : rateText(cap, locale))}
              name={discounting.code}
              value={code.value}
              fieldRef={(field) => void (fields.current.code = field)}
              onCode={(text) => code.value = text}
            />
          )}
          {above && missing.value !== null && (missing.value === "reason" ? why : code.value.trim()) === "" && (
            <p class="stale" role="alert">{missing.value === "reason" ? t.caisse.reasons.needed : discounting.codeNeeded}</p>
          )}
          {submission.failure !== null && <FailureNote failure={submission.failure} t={t} />}
        </div>
      </div>
      <div class="dialog-foot">
        <MainButton disabled={submission.busy} onPress={apply}>
          {discount.cents === 0 ? discounting.none : discounting.apply(discountText(discount, locale))}
        </MainButton>
      </div>
    </Dialog>
  );
}

/** Whether Enter belongs to the button that the keyboard is on. */
function isChoice(target: EventTarget | null): boolean {
  return target instanceof HTMLElement &&
    target.matches(".quick-note:focus-visible, .reason-choice:focus-visible, .dialog-head button");
}
