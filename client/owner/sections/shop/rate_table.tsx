/** A territory's rates of VAT, and the form of a new one. */
import { useSignal } from "@preact/signals";
import type { Locale } from "../../../../shared/errors.ts";
import { parseCents } from "../../../../shared/money.ts";
import type { Territory } from "../../../../shared/territories.ts";
import { FailureNote } from "../../../components/failure_note.tsx";
import { Field } from "../../../components/field.tsx";
import { filled, useForm } from "../../../components/form.ts";
import { formatDay } from "../../../shell/words/words.ts";
import { DataTable } from "../../components/data_table.tsx";
import type { OwnerMessages } from "../../words/words.ts";
import { formatRate } from "../catalogue/vat.ts";
import type { VatWork } from "./vat_work.ts";
import type { ShopMessages } from "./words.ts";

interface RateTableProps {
  work: VatWork;
  territory: Territory;
  t: OwnerMessages;
  w: ShopMessages;
  locale: Locale;
}

export function RateTable({ work, territory, t, w, locale }: RateTableProps) {
  const adds = useSignal(false);
  const rows = (work.rates.rows.value ?? []).filter((one) => one.territory === territory);
  const day = (date: string | null) => date === null ? "—" : formatDay(date, locale);
  return (
    <div class="vat-rates">
      <DataTable
        label={w.vat.rates}
        rows={rows}
        keyOf={({ rate }) => rate}
        columns={[
          { name: "rate", label: w.vat.rate, cell: ({ rate }) => formatRate(rate, locale), figures: true },
          { name: "label", label: w.vat.label, cell: ({ label }) => label },
          { name: "from", label: w.vat.from, cell: ({ from }) => day(from), aside: true },
          { name: "until", label: w.vat.until, cell: ({ until }) => day(until), aside: true },
        ]}
      />
      {adds.value
        ? <RateFields work={work} territory={territory} t={t} w={w} onClose={() => adds.value = false} />
        : <button type="button" class="button button-plain" onClick={() => adds.value = true}>{w.vat.add}</button>}
    </div>
  );
}

/** Within the form of the territory: its own fields are sent by its own button. */
function RateFields({ work, territory, t, w, onClose }: Omit<RateTableProps, "locale"> & { onClose: () => void }) {
  const rate = useSignal("");
  const label = useSignal("");
  const from = useSignal("");
  const until = useSignal("");
  const form = useForm(t.account.missing);
  // A rate has two decimals at most, as an amount has.
  const percent = parseCents(rate.value.replace("%", ""));
  const basisPoints = percent !== null && percent <= 10_000 ? percent : null;
  const save = async () => {
    const named = filled(label);
    const wanted = basisPoints === null || named === null || !isDay(from.value) || !isDay(until.value)
      ? null
      : { rate: basisPoints, label: named, from: from.value || null, until: until.value || null };
    if (await form.send(wanted, (made) => work.keep(territory, made))) onClose();
  };
  const wrongDay = (value: string) => form.tried && !isDay(value) ? w.vat.dayWrong : null;
  return (
    <div class="form form-inset" role="group" aria-label={w.vat.add}>
      <div class="form-columns">
        <Field
          label={w.vat.rate}
          value={rate}
          error={form.fault(basisPoints, w.problems.percent)}
          name="vat-rate"
          inputMode="decimal"
          autofocus
        />
        <Field label={w.vat.label} value={label} error={form.missing(label)} name="vat-label" maxLength={100} />
        <Field label={w.vat.from} value={from} hint={w.vat.dayHint} error={wrongDay(from.value)} name="vat-from" maxLength={10} />
        <Field
          label={w.vat.until}
          value={until}
          hint={w.vat.dayHint}
          error={wrongDay(until.value)}
          name="vat-until"
          maxLength={10}
        />
      </div>
      {form.failure !== null && <FailureNote failure={form.failure} t={t} />}
      <div class="form-actions">
        <button type="button" class="button button-quiet" onClick={onClose}>{t.owner.cancel}</button>
        <button type="button" class="button button-main" disabled={form.busy} onClick={save}>{w.save}</button>
      </div>
    </div>
  );
}

/** `2027-01-01`, or nothing. */
function isDay(text: string): boolean {
  return text === "" || (/^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)));
}
