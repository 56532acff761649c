/** The form of a new article. */
import { useSignal } from "@preact/signals";
import { codeWarning } from "../../../../shared/code_warning.ts";
import type { Locale } from "../../../../shared/errors.ts";
import { parseCents } from "../../../../shared/money.ts";
import { type Nature, NATURES } from "../../../../shared/natures.ts";
import { unitOf, UNITS } from "../../../../shared/units.ts";
import type { Category } from "../../../catalogue/catalogue.ts";
import { Choice, Field } from "../../../components/field.tsx";
import { filled, useForm } from "../../../components/form.ts";
import type { Failure } from "../../../network/failure.ts";
import { AddForm } from "../../components/add_form.tsx";
import type { NewProduct } from "../../store/work.ts";
import type { OwnerMessages } from "../../words/words.ts";
import { useVat } from "./use_vat.ts";
import { PriceField, RateChoice } from "./price_field.tsx";
import type { Words } from "./words_fr.ts";

interface WareFormProps {
  categories: readonly Category[];
  /** Of VAT, in basis points, the usual one first. */
  rates: readonly number[];
  t: OwnerMessages;
  w: Words;
  locale: Locale;
  onAdd: (product: NewProduct) => Promise<Failure | null>;
  onClose: () => void;
}

export function WareForm({ categories, rates, t, w, locale, onAdd, onClose }: WareFormProps) {
  const label = useSignal("");
  const price = useSignal("");
  const open = useSignal<string>("0");
  const unit = useSignal<string>("piece");
  const nature = useSignal<string>("bien");
  const vat = useVat(rates);
  const category = useSignal("");
  const barcode = useSignal("");
  const form = useForm(t.account.missing);
  // An open price may begin with nothing.
  const cents = open.value === "1" && price.value.trim() === "" ? 0 : parseCents(price.value);
  const submit = async () => {
    const named = filled(label);
    const wanted = named === null || cents === null ? null : {
      label: named,
      price: cents,
      open: open.value === "1",
      unit: unitOf(unit.value),
      nature: nature.value as Nature,
      vat: Number(vat.value),
      categoryId: category.value === "" ? null : Number(category.value),
      barcode: filled(barcode),
    };
    if (await form.send(wanted, onAdd)) onClose();
  };
  return (
    <AddForm submission={form} t={t} onSubmit={submit} onClose={onClose}>
      <Field label={t.owner.label} value={label} error={form.missing(label)} name="label" maxLength={200} autofocus />
      <PriceField value={price} error={form.fault(cents, t.owner.priceWrong)} t={t} locale={locale} />
      <Choice label={w.fields.open} value={open} name="open" {...open.value === "1" ? { hint: w.openHint } : {}}>
        {["0", "1"].map((one) => <option key={one} value={one}>{one === "1" ? w.yes : w.no}</option>)}
      </Choice>
      <Choice label={w.fields.unit} value={unit} name="unit">
        {UNITS.map((one) => <option key={one} value={one}>{w.units[one]}</option>)}
      </Choice>
      <Choice label={w.nature} value={nature} name="nature" {...nature.value === "bien" ? {} : { hint: w.outsideVat }}>
        {NATURES.map((one) => <option key={one} value={one}>{w.natures[one]}</option>)}
      </Choice>
      {nature.value === "bien" && <RateChoice value={vat} rates={rates} t={t} locale={locale} />}
      <Choice label={t.owner.category} value={category} name="category">
        <option value="">{t.owner.noCategory}</option>
        {categories.map(({ id, name }) => <option key={id} value={String(id)}>{name}</option>)}
      </Choice>
      <Field
        label={t.owner.barcode}
        value={barcode}
        hint={codeWarning(barcode.value)?.[locale] ?? t.owner.optional}
        name="barcode"
        inputMode="numeric"
        maxLength={64}
      />
    </AddForm>
  );
}
