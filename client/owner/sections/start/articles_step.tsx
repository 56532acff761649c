/** The first articles, by hand; and the other ways in which a catalogue comes about. */
import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { parseCents } from "../../../../shared/money.ts";
import { Field } from "../../../components/field.tsx";
import { filled, useForm } from "../../../components/form.ts";
import { addressOf, goTo } from "../../pages/place.ts";
import { DiversOffer } from "../catalogue/divers_offer.tsx";
import { useVat } from "../catalogue/use_vat.ts";
import { PriceField, RateChoice } from "../catalogue/price_field.tsx";
import { USUAL_RATES } from "../catalogue/vat.ts";
import type { StartWork } from "./start_work.ts";
import { StepForm } from "./step_form.tsx";
import type { StepProps } from "./step_props.ts";
import { placeOf } from "./steps.ts";

export function ArticlesStep({ store, work, t, w, locale }: StepProps & { readonly work: StartWork }) {
  const label = useSignal("");
  const price = useSignal("");
  const rates = work.rates.rows.value ?? USUAL_RATES;
  const vat = useVat(rates);
  const fields = useRef<HTMLDivElement>(null);
  const form = useForm(t.account.missing);
  const cents = parseCents(price.value);
  const count = store.products.rows.value?.length ?? 0;
  const isEmpty = label.value.trim() === "" && price.value.trim() === "";

  const add = async (): Promise<boolean> => {
    if (isEmpty) return true;
    const named = filled(label);
    const wanted = named === null || cents === null
      ? null
      : { label: named, price: cents, vat: Number(vat.value), categoryId: null, barcode: null };
    if (!await form.send(wanted, (product) => store.addProduct(product))) return false;
    label.value = price.value = "";
    return true;
  };
  const more = async () => {
    if (await add()) fields.current?.querySelector("input")?.focus();
  };
  const submit = async () => {
    if (await add()) goTo(placeOf("articles", 1)!);
  };
  return (
    <StepForm
      step="articles"
      title={w.articles.title}
      body={w.articles.body}
      submission={form}
      t={t}
      w={w}
      onSubmit={submit}
    >
      {count > 0 && <p class="start-here" role="status">{w.articles.here(count)}</p>}
      <div class="form-columns" ref={fields}>
        <Field label={t.owner.label} value={label} error={form.missing(label)} name="label" maxLength={200} />
        <PriceField value={price} error={form.fault(cents, t.owner.priceWrong)} t={t} locale={locale} />
        <RateChoice value={vat} rates={rates} t={t} locale={locale} />
      </div>
      <div class="start-add">
        <button type="button" class="button button-plain" disabled={form.busy || isEmpty} onClick={more}>{w.add}</button>
      </div>
      <section class="start-aside" aria-labelledby="start-ways">
        <h3 id="start-ways">{w.articles.otherWays}</h3>
        <p>
          {w.articles.file} <a href={addressOf("exchange")}>{w.articles.fileLink}</a>
        </p>
        <DiversOffer store={store} rates={rates} t={t} locale={locale} />
        <p>
          {w.articles.demo} <code>comptoir --demo --data demo --port 8081</code>
        </p>
      </section>
    </StepForm>
  );
}
