/** One voucher or gift card: what is left of it, and all that happened to it. */
import { useRef } from "preact/hooks";
import { formatCents } from "../../../../shared/money.ts";
import { spacedVoucherCode } from "../../../../shared/voucher_code.ts";
import { Empty, Loading } from "../../../components/empty.tsx";
import { useHeadingFocus } from "../../../components/heading_focus.ts";
import { LiveList } from "../../../network/live_list.ts";
import { formatMoment } from "../../../shell/words/words.ts";
import { DataTable } from "../../components/data_table.tsx";
import { addressOf } from "../../pages/place.ts";
import { useSectionWork } from "../../pages/section_props.ts";
import type { BooksProps } from "./books_props.ts";
import { StaleNote } from "../../components/stale_note.tsx";
import { numberOf } from "./ticket_rows.ts";
import { fetchVoucher, TABLES } from "./vouchers_rows.ts";

export function VoucherPage({ store: { client }, t, w, locale, id }: BooksProps & { id: string }) {
  const words = w.vouchers;
  const list = useSectionWork(() =>
    new LiveList(client, TABLES, async () => {
      const found = await fetchVoucher(client, id);
      return found === null ? [] : [found];
    })
  );
  const page = useRef<HTMLDivElement>(null);
  const found = list.rows.value?.[0];
  useHeadingFocus(page, String(found?.voucher.id), "h2");
  const now = new Date();
  const money = (cents: number) => formatCents(cents, locale);
  return (
    <div class="one" ref={page}>
      <div class="one-bar">
        <a class="button button-quiet" href={addressOf("books", "vouchers")}>‹ {w.parts.vouchers}</a>
      </div>
      <StaleNote of={list} t={t} />
      {list.rows.value === null && <Loading label={words.title} rows={5} />}
      {list.rows.value?.length === 0 && <Empty icon="till" title={words.gone} />}
      {found !== undefined && (
        <section class="pane" aria-labelledby="voucher-title">
          <header class="pane-head">
            <h2 id="voucher-title">{words.one[found.voucher.genre]} {spacedVoucherCode(found.voucher.code)}</h2>
            <strong class="ticket-total">{money(found.voucher.solde)}</strong>
          </header>
          <DataTable
            label={words.history}
            rows={found.moves}
            keyOf={({ id, genre }) => `${genre} ${id}`}
            columns={[
              { name: "when", label: words.when, cell: ({ fait_le }) => formatMoment(fait_le, locale, now) },
              {
                name: "what",
                label: words.what,
                cell: (move) => {
                  const why = "motif" in move ? (locale === "fr" ? move.motif : move.motif_en) : null;
                  const what = move.genre === "refuse" && move.montant > 0
                    ? words.refusedUse(money(move.montant))
                    : words.moves[move.genre];
                  return why === null ? what : words.because(what, why);
                },
              },
              {
                name: "ticket",
                label: words.ticket,
                cell: (move) =>
                  "boutique" in move
                    ? <span class="cell-breaks">{words.elsewhere(move.boutique)}</span>
                    : <a href={addressOf("books", "tickets", move.vente_id)}>{numberOf({ ...move, id: move.vente_id })}</a>,
              },
              { name: "by", label: words.by, aside: true, cell: (move) => "par" in move ? move.par : "—" },
              {
                name: "amount",
                label: words.amount,
                figures: true,
                // What was refused moved nothing.
                cell: ({ genre, montant }) => genre === "refuse" ? "—" : money(montant),
              },
            ]}
          />
        </section>
      )}
    </div>
  );
}
