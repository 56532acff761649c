/** What the shop pays for an article, and what is left of its price: the owner's alone. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Locale } from "../../../../shared/errors.ts";
import { formatCents, parseCents } from "../../../../shared/money.ts";
import { FailureNote } from "../../../components/failure_note.tsx";
import { Field } from "../../../components/field.tsx";
import { filled, submits, useForm } from "../../../components/form.ts";
import { attempt } from "../../../network/attempt.ts";
import { LiveList } from "../../../network/live_list.ts";
import type { NetworkClient } from "../../../network/network_client.ts";
import { useSectionWork } from "../../pages/section_props.ts";
import type { OwnerMessages } from "../../words/words.ts";
import type { Ware } from "./ware.ts";
import type { Words } from "./words_fr.ts";

interface CostPanelProps {
  ware: Ware;
  client: NetworkClient;
  t: OwnerMessages;
  w: Words;
  locale: Locale;
}

export function CostPanel({ ware, client, t, w, locale }: CostPanelProps) {
  const costs = useSectionWork(() => new LiveList(client, ["couts_produits"], () => fetchCost(client, ware.id)));
  const known = costs.rows.value?.[0] ?? null;
  const typed = useSignal("");
  const form = useForm();
  useEffect(() => void (typed.value = known === null ? "" : formatCents(known, locale).replace(/[^\d.,]/g, "")), [known]);
  const cost = parseCents(typed.value);
  const wanted = cost === null && filled(typed) !== null ? null : { cost };
  const submit = async () => {
    if (await form.send(wanted, ({ cost }) => setCost(client, ware.id, cost))) await costs.refresh();
  };
  const net = ware.price * 10_000 / (10_000 + ware.vat);
  const failure = form.failure ?? costs.failure.value;
  return (
    <section class="pane" aria-labelledby="cost-title">
      <header class="pane-head">
        <h2 id="cost-title">{w.costTitle}</h2>
        {known !== null && net > 0 && (
          <p class="sold-sums">{w.margin(formatCents(Math.round(net - known), locale), Math.round((net - known) / net * 100))}</p>
        )}
      </header>
      <form class="form form-inset" onSubmit={submits(submit)} noValidate>
        <Field
          label={w.cost}
          value={typed}
          hint={w.costHint}
          error={form.fault(wanted, w.costWrong)}
          name="cost"
          inputMode="decimal"
        />
        {failure !== null && <FailureNote failure={failure} t={t} />}
        <div class="form-actions">
          <button type="submit" class="button button-plain" disabled={form.busy || cost === known}>{w.costSave}</button>
        </div>
      </form>
    </section>
  );
}

/** Cents; no row where none is known. */
async function fetchCost(client: NetworkClient, id: number): Promise<readonly number[]> {
  const { rows } = await client.query("select", "SELECT cout_ht FROM couts_produits WHERE produit_id = ?", [id]);
  return rows.map((row) => Number(row["cout_ht"]));
}

function setCost(client: NetworkClient, id: number, cents: number | null) {
  return attempt(async () => {
    if (cents === null) await client.query("delete", "DELETE FROM couts_produits WHERE produit_id = ?", [id]);
    else {
      await client.query(
        "insert",
        `INSERT INTO couts_produits (produit_id, cout_ht) VALUES (?, ?)
         ON CONFLICT (produit_id) DO UPDATE SET cout_ht = excluded.cout_ht`,
        [id, cents],
      );
    }
  });
}
