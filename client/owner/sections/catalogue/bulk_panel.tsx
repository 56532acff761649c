/** The form of a change of many articles, with what would become of them. */
import { useSignal } from "@preact/signals";
import { parseCents } from "../../../../shared/money.ts";
import { OWNER_LIMITS } from "../../../../shared/owner_limits.ts";
import { FailureNote } from "../../../components/failure_note.tsx";
import { Choice, Field } from "../../../components/field.tsx";
import { useSubmission } from "../../../components/submission.ts";
import { DataTable } from "../../components/data_table.tsx";
import { type Deed, type Ending, plan } from "./bulk.ts";
import type { BulkWork } from "./bulk_work.ts";
import { useVat } from "./use_vat.ts";
import { formatRate } from "./vat.ts";
import { type FieldContext, shownField } from "./ware_field.tsx";

/** Rows of the preview. */
const PREVIEW = 20;
const DEEDS = [
  "percent",
  "amount",
  "category",
  "vat",
  "open",
  "fixed",
  "meal",
  "noMeal",
  "deposit",
  "retire",
  "restore",
] as const;
const ENDINGS: readonly Ending[] = ["any", "05", "10", "00", "90"];

interface BulkPanelProps {
  bulk: BulkWork;
  context: FieldContext;
  onClose: () => void;
}

export function BulkPanel({ bulk, context, onClose }: BulkPanelProps) {
  const { w, t, locale, categories, deposits, rates } = context;
  const kind = useSignal<string>("percent");
  const typed = useSignal("");
  const ending = useSignal<string>("any");
  const category = useSignal("");
  const deposit = useSignal("");
  const vat = useVat(rates);
  const submission = useSubmission();
  const isPrice = kind.value === "percent" || kind.value === "amount";
  const deed = readDeed(kind.value, typed.value, ending.value as Ending, {
    category: category.value,
    vat: vat.value,
    deposit: deposit.value,
  });
  const targets = bulk.targets.value;
  const planned = deed === null ? null : plan(targets, deed);
  const tooMany = planned !== null && planned.changes.length > OWNER_LIMITS.catalogueBatch;
  const submit = async (event: Event) => {
    event.preventDefault();
    if (planned === null || planned.changes.length === 0 || tooMany) return;
    if (await submission.run(() => bulk.apply(planned))) onClose();
  };
  return (
    <form class="form form-inset bulk" onSubmit={submit} noValidate aria-label={w.bulk}>
      <p class="bulk-targets">{w.bulkTargets(targets.length, bulk.chosen.value.length > 0)}</p>
      <div class="form-columns">
        <Choice label={w.bulkDeed} value={kind} name="deed">
          {DEEDS.filter((name) => name !== "deposit" || deposits.length > 0).map((name) => (
            <option key={name} value={name}>{w.bulkDeeds[name]}</option>
          ))}
        </Choice>
        {isPrice && (
          <Field
            label={w.bulkBy}
            value={typed}
            error={typed.value !== "" && deed === null ? w.bulkByWrong : null}
            hint={w.bulkByHint}
            name="by"
            autofocus
          />
        )}
        {isPrice && (
          <Choice label={w.bulkEnding} value={ending} name="ending">
            {ENDINGS.map((name) => <option key={name} value={name}>{w.bulkEndings[name]}</option>)}
          </Choice>
        )}
        {kind.value === "category" && (
          <Choice label={t.owner.category} value={category} name="category">
            <option value="">{t.owner.noCategory}</option>
            {categories.map(({ id, name }) => <option key={id} value={String(id)}>{name}</option>)}
          </Choice>
        )}
        {kind.value === "deposit" && (
          <Choice label={w.fields.deposit} value={deposit} name="deposit">
            <option value="">{w.noDeposit}</option>
            {deposits.map(({ id, label }) => <option key={id} value={String(id)}>{label}</option>)}
          </Choice>
        )}
        {kind.value === "vat" && (
          <Choice label={t.owner.vat} value={vat} name="vat">
            {rates.map((rate) => <option key={rate} value={String(rate)}>{formatRate(rate, locale)}</option>)}
          </Choice>
        )}
      </div>
      {planned !== null && planned.changes.length > 0 && (
        <DataTable
          label={w.bulkPreview}
          rows={planned.changes.slice(0, PREVIEW)}
          keyOf={({ ware }) => ware.id}
          columns={[
            { name: "label", label: w.fields.label, cell: ({ ware }) => ware.label },
            { name: "before", label: w.before, cell: ({ before }) => shownField(planned.field, before, context), figures: true },
            { name: "after", label: w.after, cell: ({ after }) => shownField(planned.field, after, context), figures: true },
          ]}
        />
      )}
      {planned !== null && (
        <p role="status">{tooMany ? w.bulkTooMany(OWNER_LIMITS.catalogueBatch) : w.bulkCount(planned.changes.length, PREVIEW)}</p>
      )}
      {submission.failure !== null && <FailureNote failure={submission.failure} t={t} />}
      <div class="form-actions">
        <button type="button" class="button button-quiet" onClick={onClose}>{t.owner.cancel}</button>
        <button
          type="submit"
          class="button button-main"
          disabled={submission.busy || planned === null || planned.changes.length === 0 || tooMany}
        >
          {w.bulkApply}
        </button>
      </div>
    </form>
  );
}

/** Null for what is no change yet. */
function readDeed(
  kind: string,
  typed: string,
  ending: Ending,
  { category, vat, deposit }: { readonly category: string; readonly vat: string; readonly deposit: string },
): Deed | null {
  switch (kind) {
    case "percent":
    case "amount": {
      const [, sign, figures] = /^\s*([+-]?)\s*(.*?)\s*%?\s*$/.exec(typed) ?? [];
      // A rate has two decimals at most, as an amount has.
      const hundredths = parseCents(figures ?? "");
      if (hundredths === null) return null;
      const by = sign === "-" ? -hundredths : hundredths;
      return kind === "percent" ? { kind, basisPoints: by, ending } : { kind, cents: by, ending };
    }
    case "category":
      return { kind: "set", field: "category", value: category === "" ? null : Number(category) };
    case "vat":
      return { kind: "set", field: "vat", value: Number(vat) };
    case "deposit":
      return { kind: "set", field: "deposit", value: deposit === "" ? null : Number(deposit) };
    case "open":
    case "fixed":
      return { kind: "set", field: "open", value: kind === "open" ? 1 : 0 };
    case "meal":
    case "noMeal":
      return { kind: "set", field: "meal", value: kind === "meal" ? 1 : 0 };
    default:
      return { kind: "set", field: "active", value: kind === "restore" ? 1 : 0 };
  }
}
