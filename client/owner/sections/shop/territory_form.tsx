/** Where the shop stands for VAT: what its articles' rates become is asked for before, and what is left to look at is told. */
import { useSignal } from "@preact/signals";
import type { Locale } from "../../../../shared/errors.ts";
import { TERRITORIES, type Territory } from "../../../../shared/territories.ts";
import { FailureNote } from "../../../components/failure_note.tsx";
import { Choice } from "../../../components/field.tsx";
import { useSubmission } from "../../../components/submission.ts";
import { addressOf } from "../../pages/place.ts";
import type { OwnerMessages } from "../../words/words.ts";
import { formatRate } from "../catalogue/vat.ts";
import { RateTable } from "./rate_table.tsx";
import type { VatWork } from "./vat_work.ts";
import type { ShopMessages } from "./words.ts";

interface TerritoryFormProps {
  work: VatWork;
  present: Territory;
  t: OwnerMessages;
  w: ShopMessages;
  locale: Locale;
}

export function TerritoryForm({ work, present, t, w, locale }: TerritoryFormProps) {
  const wanted = useSignal<string>(present);
  const exchanges = useSignal<ReadonlyMap<number, number>>(new Map());
  const submission = useSubmission();
  const target = wanted.value as Territory;
  const rates = (work.rates.rows.value ?? []).filter(({ territory }) => territory === target).map(({ rate }) => rate);
  const strangers = (work.used.rows.value ?? []).filter(({ rate }) => rates.length > 0 && !rates.includes(rate));
  const same = target === present;
  // Where there is one rate alone the server gives it to all.
  const asks = rates.length > 1 ? strangers : [];
  const chosen = new Map(
    [...exchanges.value].filter(([rate, to]) => asks.some((one) => one.rate === rate) && rates.includes(to)),
  );
  const submit = async (event: Event) => {
    event.preventDefault();
    if (same && chosen.size === 0) return;
    if (await submission.run(() => work.goTo(target, chosen))) exchanges.value = new Map();
  };
  return (
    <form class="pane settings" onSubmit={submit} aria-label={w.vat.title}>
      <fieldset class="settings-group">
        <legend>{w.vat.title}</legend>
        <Choice label={w.vat.territory} hint={w.vat.hints[target] ?? ""} value={wanted} name="territory">
          {TERRITORIES.map((name) => <option key={name} value={name}>{w.vat.territories[name]}</option>)}
        </Choice>
        {asks.map(({ rate, count }) => (
          <ExchangeChoice
            key={rate}
            label={w.vat.exchange(formatRate(rate, locale), count)}
            rates={rates}
            value={chosen.get(rate)}
            later={w.vat.later}
            locale={locale}
            onChoose={(to) => {
              const next = new Map(exchanges.value);
              if (to === null) next.delete(rate);
              else next.set(rate, to);
              exchanges.value = next;
            }}
          />
        ))}
      </fieldset>
      {!same && <p class="note note-warm">{rates.length === 1 && strangers.length > 0 ? w.vat.allBecome : w.vat.means}</p>}
      {same && asks.length > 0 && (
        <p class="stale">
          {w.vat.toReview(asks.reduce((sum, { count }) => sum + count, 0))} <a href={addressOf("catalogue")}>{w.vat.review}</a>
        </p>
      )}
      {submission.failure !== null && <FailureNote failure={submission.failure} t={t} />}
      <RateTable work={work} territory={target} t={t} w={w} locale={locale} />
      <div class="settings-foot">
        <button type="submit" class="button button-main" disabled={submission.busy || (same && chosen.size === 0)}>
          {w.vat.change}
        </button>
      </div>
    </form>
  );
}

interface ExchangeChoiceProps {
  label: string;
  rates: readonly number[];
  value: number | undefined;
  later: string;
  locale: Locale;
  onChoose: (rate: number | null) => void;
}

function ExchangeChoice({ label, rates, value, later, locale, onChoose }: ExchangeChoiceProps) {
  return (
    <label class="field">
      <span>{label}</span>
      <select
        class="input"
        value={value === undefined ? "" : String(value)}
        onChange={(event) => onChoose(event.currentTarget.value === "" ? null : Number(event.currentTarget.value))}
      >
        <option value="">{later}</option>
        {rates.map((rate) => <option key={rate} value={String(rate)}>{formatRate(rate, locale)}</option>)}
      </select>
    </label>
  );
}
