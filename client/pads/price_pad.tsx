/** The price of an article on a keypad: of one whose price is open, or another than its ordinary one, with a reason and as far as one may go. */
import { useSignal } from "@preact/signals";
import type { Locale } from "../../shared/errors.ts";
import { formatCents, parseCents, rateText } from "../../shared/money.ts";
import { priceChange } from "../../shared/prices.ts";
import { formatUnitPrice, type Unit } from "../../shared/units.ts";
import type { PadWords } from "../catalogue/words/pad_fr.ts";
import { FailureNote } from "../components/failure_note.tsx";
import { useSubmission } from "../components/submission.ts";
import { UsualReasons } from "../components/usual_reasons.tsx";
import type { Failure } from "../network/failure.ts";
import type { Messages } from "../shell/words/words.ts";
import { PadDialog } from "./pad_dialog.tsx";
import { useTyped } from "../scanner/typed.ts";

/** How far a price may be changed by whom. */
export interface PriceBounds {
  /** Cents. */
  readonly ordinary: number;
  /** Why it was changed already; empty where it was not. */
  readonly reason: string;
  /** Basis points that it may be from the ordinary one. */
  readonly cap: number;
  /** Takes the owner's code for so many; null where the price is judged when it is paid, undefined where no code helps. */
  readonly onAllow?: ((rate: number, reason: string, code: string) => Promise<Failure | null>) | null;
}

interface PricePadProps {
  title: string;
  /** Cents; 0 where it must be said. */
  present: number;
  unit: Unit;
  /** Of a price that is not open. */
  bounds?: PriceBounds;
  /** Whether a label of its own may be typed. */
  named?: boolean;
  t: PadWords;
  words: Messages;
  close: string;
  locale: Locale;
  /** Cents; the label is empty where none was typed, the reason where none is wanted. */
  onPrice: (cents: number, label: string, reason: string) => void;
  onClose: () => void;
}

export function PricePad(props: PricePadProps) {
  const { title, present, unit, bounds, named = false, t, words, close, locale, onPrice, onClose } = props;
  const w = t.price;
  const typed = useTyped();
  const label = useSignal("");
  const reason = useSignal(bounds?.reason ?? "");
  const code = useSignal("");
  const missing = useSignal<string | null>(null);
  const submission = useSubmission();
  const cents = typed.value === "" ? (present > 0 ? present : null) : parseCents(typed.value);
  const change = bounds === undefined || cents === null ? 0 : priceChange(bounds.ordinary, cents);
  const above = bounds !== undefined && change > bounds.cap && bounds.onAllow !== null;
  const cap = rateText(bounds?.cap ?? 0, locale);
  const why = reason.value.trim();
  const confirm = async () => {
    if (cents === null || submission.busy) return;
    if (change > 0 && why === "") return void (missing.value = w.reasonNeeded);
    const { onAllow } = bounds ?? {};
    if (above && (!onAllow || code.value.trim() === "")) return void (missing.value = onAllow ? w.codeNeeded : null);
    if (above && !await submission.run(() => onAllow!(change, why, code.value.trim()))) return;
    onPrice(cents, label.value.trim(), change > 0 ? why : "");
    onClose();
  };
  const field = (name: string, text: string, value: typeof label, max: number) => (
    <label class="field">
      <span class="field-label">{text}</span>
      <input
        class="input"
        name={name}
        autocomplete="off"
        maxLength={max}
        inputMode={name === "approval" ? "numeric" : "text"}
        value={value.value}
        onInput={(event) => value.value = event.currentTarget.value}
      />
    </label>
  );
  return (
    <PadDialog
      title={title}
      name={w.value}
      typed={typed}
      present={present === 0 ? "" : formatCents(present, locale).replace(/[^\d.,]/g, "")}
      unit={unit === "piece" ? "€" : `€/${unit}`}
      {...{ t, close, locale }}
      confirm={w.confirm}
      wide={bounds !== undefined}
      ready={cents !== null && !submission.busy}
      onConfirm={confirm}
      onClose={onClose}
      hint={
        <p class="pad-hint">
          {bounds === undefined ? w.hint : w.ordinary(formatUnitPrice(bounds.ordinary, unit, locale))}
        </p>
      }
    >
      {named && field("label", w.label, label, 200)}
      {change > 0 && (
        <UsualReasons
          label={w.reason}
          reasons={w.reasons}
          chosen={why}
          onChoose={(text) => reason.value = why === text ? "" : text}
        />
      )}
      {change > 0 && field("reason", w.reason, reason, 500)}
      {above && <p class="stale" role="status">{bounds.onAllow ? w.above(bounds.cap === 0 ? null : cap) : w.tooFar(cap)}</p>}
      {above && bounds.onAllow && field("approval", w.code, code, 6)}
      {missing.value !== null && <p class="stale" role="alert">{missing.value}</p>}
      {submission.failure !== null && <FailureNote failure={submission.failure} t={words} />}
    </PadDialog>
  );
}
