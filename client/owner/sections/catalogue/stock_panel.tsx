/** An article's stock: what is there, what moved it, and the owner's own deliveries, counts and losses. */
import { useSignal } from "@preact/signals";
import type { Locale } from "../../../../shared/errors.ts";
import { StockElsewhere } from "../../../catalogue/elsewhere.tsx";
import { FailureNote } from "../../../components/failure_note.tsx";
import { Choice, Field } from "../../../components/field.tsx";
import { submits, useForm } from "../../../components/form.ts";
import { formatMoment } from "../../../shell/words/words.ts";
import { DataTable } from "../../components/data_table.tsx";
import type { OwnerMessages } from "../../words/words.ts";
import { formatQuantity, parseQuantity } from "./quantity.ts";
import type { Ware } from "./ware.ts";
import type { MoveReason, WareStory } from "./ware_story.ts";
import type { Words } from "./words_fr.ts";

const REASONS: readonly MoveReason[] = ["livraison", "inventaire", "perte", "retour"];

interface StockPanelProps {
  ware: Ware;
  story: WareStory;
  t: OwnerMessages;
  w: Words;
  locale: Locale;
}

export function StockPanel({ ware, story, t, w, locale }: StockPanelProps) {
  const moves = story.moves.rows.value;
  const failure = story.moves.failure.value;
  const now = new Date();
  return (
    <section class="pane" aria-labelledby="stock-title">
      <header class="pane-head">
        <h2 id="stock-title">{w.stock}</h2>
        {ware.followed && <strong class="sold-sums">{formatQuantity(ware.stock, locale)}</strong>}
      </header>
      {ware.followed ? <MoveForm story={story} t={t} w={w} /> : <p class="pane-lead">{w.stockNotFollowed}</p>}
      <StockElsewhere client={story.client} product={ware.id} t={t} locale={locale} />
      {failure !== null && <FailureNote failure={failure} t={t} />}
      <DataTable
        label={w.moves}
        rows={moves}
        keyOf={({ id }) => id}
        columns={[
          { name: "at", label: w.when, cell: ({ at }) => formatMoment(at, locale, now) },
          {
            name: "reason",
            label: w.reason,
            cell: ({ reason, note }) => [w.reasons[reason], note].filter(Boolean).join(" · "),
          },
          { name: "by", label: w.who, cell: ({ by }) => by ?? "—", aside: true },
          {
            name: "quantity",
            label: w.quantity,
            cell: ({ quantity }) => `${quantity > 0 ? "+" : ""}${formatQuantity(quantity, locale)}`,
            figures: true,
          },
        ]}
      />
    </section>
  );
}

function MoveForm({ story, t, w }: { story: WareStory; t: OwnerMessages; w: Words }) {
  const reason = useSignal<string>("livraison");
  const quantity = useSignal("");
  const note = useSignal("");
  const form = useForm();
  const thousandths = parseQuantity(quantity.value);
  const submit = async () => {
    const done = await form.send(thousandths, (moved) => story.move(reason.value as MoveReason, moved, note.value.trim()));
    if (done) quantity.value = note.value = "";
  };
  return (
    <form class="form form-inset" onSubmit={submits(submit)} noValidate>
      <div class="form-columns stock-columns">
        <Choice label={w.reason} value={reason} name="reason">
          {REASONS.map((name) => <option key={name} value={name}>{w.reasons[name]}</option>)}
        </Choice>
        <Field
          label={reason.value === "inventaire" ? w.counted : w.quantity}
          value={quantity}
          error={form.fault(thousandths, w.quantityWrong)}
          name="quantity"
          inputMode="decimal"
        />
        <Field label={w.note} value={note} name="note" autocomplete="on" maxLength={500} />
      </div>
      {form.failure !== null && <FailureNote failure={form.failure} t={t} />}
      <div class="form-actions">
        <button type="submit" class="button button-main" disabled={form.busy}>{w.moveStock}</button>
      </div>
    </form>
  );
}
