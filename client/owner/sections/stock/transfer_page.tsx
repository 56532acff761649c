/** Goods between the shops of a chain: what is sent from here, what comes, and what became of what was sent. */
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { Choice } from "../../../components/field.tsx";
import { FailureNote } from "../../../components/failure_note.tsx";
import { submits, useForm } from "../../../components/form.ts";
import { formatDateAndTime } from "../../../shell/words/words.ts";
import { DataTable } from "../../components/data_table.tsx";
import { useSectionWork } from "../../pages/section_props.ts";
import { formatQuantity, parseQuantity } from "../catalogue/quantity.ts";
import { FindArticle } from "./find_article.tsx";
import type { StockProps } from "./stock_props.ts";
import { TransferLines, type TypedLine } from "./transfer_lines.tsx";
import { TransferReception } from "./transfer_reception.tsx";
import { type Gap, TransfersWork } from "./transfer_work.ts";

export function TransferPage({ store, t, w, locale }: StockProps) {
  const work = useSectionWork(() => new TransfersWork(store.client, store.products));
  const words = w.transfer;
  const told = useSignal<readonly Gap[] | null>(null);
  const incoming = work.incoming.value;
  const failure = work.failure.value;
  const outgoing = work.outgoing.value.flatMap(({ lignes, ...of }) => lignes.map((line) => ({ ...of, ...line })));
  return (
    <>
      {failure !== null && <FailureNote failure={failure} t={t} />}
      {incoming?.map((transfer) => (
        <TransferReception
          key={transfer.transfert_id}
          {...{ transfer, work, t, w, locale }}
          onTold={(gaps) => told.value = gaps}
        />
      ))}
      {told.value !== null && (
        <p class="pane-lead" role="status">
          {told.value.length === 0 ? words.whole : words.gaps(
            told.value.map(({ libelle, ecart }) => `${libelle} ${ecart > 0 ? "+" : ""}${formatQuantity(ecart, locale)}`).join(
              ", ",
            ),
          )}
        </p>
      )}
      {incoming?.length === 0 && <p class="pane-lead">{words.nothing}</p>}
      <Sending {...{ work, t, w }} />
      {outgoing.length > 0 && (
        <section class="pane" aria-labelledby="sent-title">
          <header class="pane-head">
            <h2 id="sent-title">{words.sent}</h2>
          </header>
          <DataTable
            label={words.sent}
            rows={outgoing}
            keyOf={({ transfert_id, place }) => `${transfert_id} ${place}`}
            columns={[
              { name: "when", label: words.when, cell: ({ envoye_le }) => formatDateAndTime(envoye_le, locale) },
              { name: "shop", label: words.to, cell: ({ nom }) => nom },
              { name: "article", label: w.article, cell: ({ libelle }) => libelle },
              {
                name: "quantity",
                label: w.quantity,
                figures: true,
                cell: ({ quantite }) => formatQuantity(Number(quantite), locale),
              },
              {
                name: "received",
                label: words.received,
                figures: true,
                cell: ({ recu }) => recu === null ? words.underWay : formatQuantity(Number(recu), locale),
              },
            ]}
          />
        </section>
      )}
    </>
  );
}

function Sending({ work, t, w }: Pick<StockProps, "t" | "w"> & { work: TransfersWork }) {
  const words = w.transfer;
  const to = useSignal("");
  const lines = useSignal<readonly TypedLine[]>([]);
  const sent = useSignal(0);
  const finding = useRef<HTMLInputElement>(null);
  const form = useForm();
  const [first] = work.shops.value;
  useEffect(() => {
    if (to.peek() === "" && first !== undefined) to.value = first.boutique;
  }, [first]);
  const submit = async () => {
    sent.value = 0;
    const typed = lines.peek().map(({ id, typed }) => ({ produit_id: id, quantite: parseQuantity(typed) ?? 0 }));
    const wanted = typed.length === 0 || typed.some(({ quantite }) => quantite === 0) ? null : typed;
    if (!await form.send(wanted, (goods) => work.send(to.peek(), goods))) return;
    sent.value = typed.length;
    lines.value = [];
    finding.current?.focus();
  };
  return (
    <form class="pane stock-form" onSubmit={submits(submit)} noValidate aria-labelledby="send-title">
      <header class="pane-head">
        <h2 id="send-title">{words.title}</h2>
      </header>
      <p class="pane-lead">{words.body}</p>
      <div class="stock-inset">
        <Choice label={words.to} value={to} name="to">
          {work.shops.value.map(({ boutique, nom }) => <option key={boutique} value={boutique}>{nom}</option>)}
        </Choice>
        <FindArticle
          field={finding}
          find={(text) => work.find(text)}
          {...{ t, w }}
          onFound={({ id, label }) => {
            if (lines.peek().some((line) => line.id === id)) return;
            lines.value = [...lines.peek(), { id, label, typed: "1" }];
          }}
        />
      </div>
      <TransferLines lines={lines} tried={form.tried} w={w} removable />
      {form.failure !== null && <FailureNote failure={form.failure} t={t} />}
      <div class="settings-foot">
        <p class="form-said" role="status">{sent.value > 0 ? words.done(sent.value) : ""}</p>
        <button
          type="submit"
          class="button button-main"
          disabled={form.busy || lines.value.length === 0 || to.value === ""}
        >
          {words.submit}
        </button>
      </div>
    </form>
  );
}
