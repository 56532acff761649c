/** Taking in what a supplier brought, line by line, and what was taken in before. */
import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { formatCents, parseCents } from "../../../../shared/money.ts";
import { Field } from "../../../components/field.tsx";
import { FailureNote } from "../../../components/failure_note.tsx";
import { submits, useForm } from "../../../components/form.ts";
import { typedCents } from "../../../components/typed_cents.ts";
import { formatDateAndTime } from "../../../shell/words/words.ts";
import { DataTable } from "../../components/data_table.tsx";
import { useSectionWork } from "../../pages/section_props.ts";
import { parseQuantity } from "../catalogue/quantity.ts";
import { DeliveryLines, type Line } from "./delivery_lines.tsx";
import { FindArticle } from "./find_article.tsx";
import { Pager } from "../../components/pager.tsx";
import type { StockProps } from "./stock_props.ts";
import { DeliveriesWork, type DeliveryLine } from "./stock_work.ts";

export function DeliveryPage({ store, t, w, locale }: StockProps) {
  const work = useSectionWork(() => new DeliveriesWork(store.client, store.products));
  const supplier = useSignal("");
  const reference = useSignal("");
  const lines = useSignal<readonly Line[]>([]);
  const received = useSignal(0);
  const finding = useRef<HTMLInputElement>(null);
  const form = useForm();
  const words = w.delivery;
  const past = work.past.rows.value;
  // What was typed there before may be typed again.
  const optional = { hint: words.optional, autocomplete: "on" };

  const submit = async () => {
    received.value = 0;
    const asks = lines.peek().map(asked);
    const wanted = asks.length === 0 || asks.includes(null) ? null : asks as readonly DeliveryLine[];
    if (!await form.send(wanted, (brought) => work.deliver(supplier.value, reference.value, brought))) return;
    received.value = asks.length;
    lines.value = [];
    reference.value = "";
    finding.current?.focus();
  };
  return (
    <>
      <form class="pane stock-form" onSubmit={submits(submit)} noValidate aria-labelledby="delivery-title">
        <header class="pane-head">
          <h2 id="delivery-title">{words.title}</h2>
        </header>
        <p class="pane-lead">{words.body}</p>
        <div class="stock-inset">
          <div class="form-columns">
            <Field label={words.supplier} value={supplier} name="supplier" maxLength={200} {...optional} />
            <Field label={words.reference} value={reference} name="reference" maxLength={100} {...optional} />
          </div>
          <FindArticle
            field={finding}
            find={(text) => work.find(text)}
            t={t}
            w={w}
            onFound={({ id, label, cost }) => {
              if (lines.peek().some((line) => line.id === id)) return;
              const known = cost === null ? "" : typedCents(cost, locale);
              lines.value = [...lines.peek(), { id, label, quantity: "1", cost: known }];
            }}
          />
        </div>
        <DeliveryLines lines={lines} tried={form.tried} w={w} />
        {form.failure !== null && <FailureNote failure={form.failure} t={t} />}
        <div class="settings-foot">
          <p class="form-said" role="status">{received.value > 0 ? words.done(received.value) : ""}</p>
          <button type="submit" class="button button-main" disabled={form.busy || lines.value.length === 0}>
            {words.submit}
          </button>
        </div>
      </form>
      <section class="pane" aria-labelledby="past-title">
        <header class="pane-head">
          <h2 id="past-title">{words.past}</h2>
        </header>
        {past?.length === 0 && <p class="pane-lead">{words.pastEmpty}</p>}
        <DataTable
          label={words.past}
          rows={past}
          keyOf={({ id }) => id}
          columns={[
            { name: "when", label: words.when, cell: ({ at }) => formatDateAndTime(at, locale) },
            { name: "supplier", label: words.supplier, cell: ({ supplier }) => supplier || w.none },
            { name: "reference", label: words.reference, cell: ({ reference }) => reference, aside: true },
            { name: "lines", label: words.lines, figures: true, cell: ({ lines }) => lines },
            { name: "value", label: w.value, figures: true, cell: ({ cost }) => formatCents(cost, locale) },
          ]}
        />
        <Pager pages={work.past} words={w.pager} />
      </section>
    </>
  );
}

/** A line as it is sent; null while something is wrong with it. */
function asked({ id, quantity, cost }: Line): DeliveryLine | null {
  const quantite = parseQuantity(quantity);
  const cents = cost.trim() === "" ? undefined : parseCents(cost);
  if (quantite === null || quantite === 0 || cents === null) return null;
  return { produit_id: id, quantite, ...cents === undefined ? {} : { cout_ht: cents } };
}
