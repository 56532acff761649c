/** A customer's account: how much may be owed, what is owed, and how it came to that. */
import { useSignal } from "@preact/signals";
import { formatCents, parseCents } from "../../../../shared/money.ts";
import type { SettlementData } from "../../../../shared/settlement.ts";
import { settlementArticle } from "../../../../shared/receipt/settlement_receipt.ts";
import { Loading } from "../../../components/empty.tsx";
import { FailureNote } from "../../../components/failure_note.tsx";
import { Field } from "../../../components/field.tsx";
import { Icon } from "../../../components/icon.tsx";
import { useSubmission } from "../../../components/submission.ts";
import { typedCents } from "../../../components/typed_cents.ts";
import { attempt } from "../../../network/attempt.ts";
import { LiveList } from "../../../network/live_list.ts";
import { formatMoment } from "../../../shell/words/words.ts";
import { DataTable } from "../../components/data_table.tsx";
import { onPaper } from "../../components/paper.ts";
import { rollWidth } from "../../components/roll_width.ts";
import { useSectionWork } from "../../pages/section_props.ts";
import { fetchStatement, type Statement } from "./account_rows.ts";
import type { CustomersProps } from "./customers_list.tsx";
import { moveName, StatementSheet } from "./statement.tsx";

/** Movements that are listed; the statement has all. */
const LISTED = 20;

export function AccountPanel({ id, ...props }: CustomersProps & { id: number }) {
  const { work, t, w, locale } = props;
  const list = useSectionWork(() =>
    new LiveList(work.client, ["comptes_clients"], async () => [await fetchStatement(work.client, id)])
  );
  const submission = useSubmission();
  const copied = useSignal("");
  const account = list.rows.value?.[0];
  const roll = rollWidth(work.client);
  const copy = (move: number) =>
    submission.run(() =>
      attempt(async () => {
        const path = `/api/reglements/${move}/duplicata`;
        const settled = await work.client.request("POST", path, {}, work.client.uuid.next()) as SettlementData;
        const html = settlementArticle(settled, account!.client.nom, w.receipt, locale);
        onPaper(<div class={`receipt-${roll}`} dangerouslySetInnerHTML={{ __html: html }} />, roll);
        copied.value = w.account.copied(settled.duplicata!, settled.numero);
      })
    );
  const money = (cents: number) => formatCents(cents, locale);
  return (
    <section class="pane" aria-labelledby="account-title">
      <header class="pane-head">
        <h2 id="account-title">{w.account.title}</h2>
        {account !== undefined && <span class="pane-count">{w.account.owes(money(account.solde))}</span>}
        {account !== undefined && account.mouvements.length > 0 && (
          <div class="pane-actions">
            {(["80", "a4"] as const).map((paper) => (
              <button
                key={paper}
                type="button"
                class="button button-plain"
                onClick={() => onPaper(<StatementSheet of={account} w={w} locale={locale} />, paper)}
              >
                <Icon name="print" />
                {w.account.print[paper]}
              </button>
            ))}
          </div>
        )}
      </header>
      {list.failure.value !== null && <FailureNote failure={list.failure.value} t={t} />}
      {submission.failure !== null && <FailureNote failure={submission.failure} t={t} />}
      {copied.value !== "" && <p class="archive-done" role="status">{copied.value}</p>}
      {account === undefined && list.failure.value === null && <Loading label={t.owner.loading} />}
      {account !== undefined && <Ceiling id={id} account={account} {...props} />}
      {account !== undefined && account.mouvements.length > 0 && (
        <DataTable
          label={w.account.moves}
          rows={account.mouvements.slice(-LISTED).reverse()}
          keyOf={(move) => move.id}
          columns={[
            { name: "move", label: w.account.move, cell: (move) => moveName(move, w) },
            { name: "at", label: w.when, cell: ({ le }) => formatMoment(le, locale, new Date()), aside: true },
            { name: "amount", label: w.amount, cell: ({ montant }) => money(montant), figures: true },
            { name: "after", label: w.account.after, cell: ({ solde }) => money(solde), figures: true },
            {
              name: "copy",
              label: w.account.receipt,
              cell: (move) =>
                move.mode === null ? "" : (
                  <button
                    type="button"
                    class="button button-quiet"
                    disabled={submission.busy}
                    onClick={({ detail }) => detail < 2 && copy(move.id)}
                  >
                    {w.account.copy}
                    <span class="visually-hidden">{move.numero}</span>
                  </button>
                ),
            },
          ]}
        />
      )}
    </section>
  );
}

function Ceiling({ id, account, work, t, w, locale }: CustomersProps & { id: number; account: Statement }) {
  const value = useSignal(typedCents(account.plafond, locale));
  const said = useSignal("");
  const submission = useSubmission();
  const cents = parseCents(value.value);
  const submit = async (event: Event) => {
    event.preventDefault();
    said.value = "";
    if (cents !== null && await submission.run(() => work.ceiling(id, cents))) said.value = w.saved;
  };
  return (
    <form class="form form-inset" onSubmit={submit} noValidate>
      <Field
        label={w.account.ceiling}
        value={value}
        hint={w.account.ceilingHint}
        error={cents === null ? w.account.ceilingWrong : null}
        name="customer-ceiling"
        inputMode="decimal"
        maxLength={12}
      />
      {submission.failure !== null && <FailureNote failure={submission.failure} t={t} />}
      <div class="form-actions">
        <p class="form-said" role="status">{said.value}</p>
        <button type="submit" class="button button-plain" disabled={submission.busy}>{w.account.save}</button>
      </div>
    </form>
  );
}
