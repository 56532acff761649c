/** How an article's price is asked for, and its rate of VAT, wherever one is made. */
import type { Signal } from "@preact/signals";
import type { Locale } from "../../../../shared/errors.ts";
import { Choice, Field } from "../../../components/field.tsx";
import type { OwnerMessages } from "../../words/words.ts";
import { formatRate } from "./vat.ts";

interface PriceFieldProps {
  value: Signal<string>;
  error: string | null;
  t: OwnerMessages;
  locale: Locale;
}

export function PriceField({ value, error, t, locale }: PriceFieldProps) {
  const placeholder = locale === "fr" ? "12,50" : "12.50";
  return <Field label={t.owner.price} value={value} error={error} name="price" inputMode="decimal" placeholder={placeholder} />;
}

interface RateChoiceProps {
  value: Signal<string>;
  /** Basis points. */
  rates: readonly number[];
  t: OwnerMessages;
  locale: Locale;
}

export function RateChoice({ value, rates, t, locale }: RateChoiceProps) {
  return (
    <Choice label={t.owner.vat} value={value} name="vat">
      {rates.map((rate) => <option key={rate} value={String(rate)}>{formatRate(rate, locale)}</option>)}
    </Choice>
  );
}
