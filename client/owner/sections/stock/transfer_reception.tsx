/** What another shop has sent: counted line by line, and taken in as it came. */
import { useSignal } from "@preact/signals";
import { FailureNote } from "../../../components/failure_note.tsx";
import { submits, useForm } from "../../../components/form.ts";
import { formatDateAndTime } from "../../../shell/words/words.ts";
import { formatQuantity, parseQuantity } from "../catalogue/quantity.ts";
import type { StockProps } from "./stock_props.ts";
import { TransferLines, type TypedLine } from "./transfer_lines.tsx";
import type { Gap, Transfer, TransfersWork } from "./transfer_work.ts";

interface TransferReceptionProps extends Pick<StockProps, "t" | "w" | "locale"> {
  transfer: Transfer;
  work: TransfersWork;
  onTold: (gaps: readonly Gap[]) => void;
}

export function TransferReception({ transfer, work, t, w, locale, onTold }: TransferReceptionProps) {
  const words = w.transfer;
  const lines = useSignal<readonly TypedLine[]>(
    transfer.lignes.map(({ place, libelle, quantite }) => {
      const sent = formatQuantity(Number(quantite), locale);
      return { id: place, label: words.ofSent(libelle, sent), typed: sent };
    }),
  );
  const form = useForm();
  const submit = () => {
    const typed = lines.peek().map(({ id, typed }) => ({ place: id, quantite: parseQuantity(typed) }));
    const wanted = typed.some(({ quantite }) => quantite === null) ? null : typed as { place: number; quantite: number }[];
    return form.send(wanted, (came) => work.receive(transfer, came, onTold));
  };
  const title = `in-${transfer.transfert_id}`;
  return (
    <form class="pane stock-form" onSubmit={submits(submit)} noValidate aria-labelledby={title}>
      <header class="pane-head">
        <h2 id={title}>{words.from(transfer.nom)}</h2>
      </header>
      <p class="pane-lead">{words.left(formatDateAndTime(transfer.envoye_le, locale))}</p>
      <TransferLines lines={lines} tried={form.tried} w={w} />
      {form.failure !== null && <FailureNote failure={form.failure} t={t} />}
      <div class="settings-foot">
        <button type="submit" class="button button-main" disabled={form.busy}>{words.receive}</button>
      </div>
    </form>
  );
}
