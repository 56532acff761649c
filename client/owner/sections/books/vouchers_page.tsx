/** Vouchers and gift cards: what is still to be honoured, and each of them. */
import { useSignal } from "@preact/signals";
import { formatCents } from "../../../../shared/money.ts";
import { spacedVoucherCode } from "../../../../shared/voucher_code.ts";
import { Empty, Loading } from "../../../components/empty.tsx";
import { FailureNote } from "../../../components/failure_note.tsx";
import { useSubmission } from "../../../components/submission.ts";
import { attempt } from "../../../network/attempt.ts";
import { formatMoment } from "../../../shell/words/words.ts";
import { PagedTable } from "../../components/paged_table.tsx";
import { addressOf, goTo } from "../../pages/place.ts";
import { useSectionWork } from "../../pages/section_props.ts";
import type { BooksProps } from "./books_props.ts";
import { StaleNote } from "../../components/stale_note.tsx";
import { findCode, VouchersWork } from "./vouchers_rows.ts";
import { FilterChoice } from "./filter_choice.tsx";

export function VouchersPage({ store: { client }, t, w, locale }: BooksProps) {
  const words = w.vouchers;
  const work = useSectionWork(() => new VouchersWork(client));
  const asked = useSignal("");
  const unknown = useSignal<string | null>(null);
  const submission = useSubmission();
  const now = new Date();
  const sums = work.sums.rows.value;
  const money = (cents: number) => formatCents(cents, locale);
  const find = () =>
    submission.run(() =>
      attempt(async () => {
        unknown.value = null;
        const code = await findCode(client, asked.value);
        if (code === null) unknown.value = asked.value.trim();
        else goTo(addressOf("books", "vouchers", code));
      })
    );
  return (
    <>
      <section class="pane" aria-labelledby="left-title">
        <header class="pane-head">
          <h2 id="left-title">{words.left}</h2>
        </header>
        <StaleNote of={work.sums} t={t} />
        {sums === null && work.sums.failure.value === null && <Loading label={words.left} rows={1} />}
        {sums?.length === 0 && <p class="due-none">{words.noneLeft}</p>}
        {sums?.map(({ genre, nombre, solde }) => (
          <div key={genre} class="row">
            <span class="row-main">
              <span class="row-title">{words.kinds[genre]}</span>
              <span class="row-about">{words.sum(nombre)}</span>
            </span>
            <strong>{money(solde)}</strong>
          </div>
        ))}
      </section>
      <section class="pane" aria-labelledby="vouchers-title">
        <header class="pane-head">
          <h2 id="vouchers-title">{words.title}</h2>
          <form
            class="filter"
            onSubmit={(event) => {
              event.preventDefault();
              if (asked.value.trim() !== "") find();
            }}
          >
            <input
              class="input"
              type="search"
              aria-label={words.find}
              placeholder={words.find}
              maxLength={40}
              value={asked.value}
              onInput={(event) => asked.value = event.currentTarget.value}
            />
          </form>
          <FilterChoice
            label={words.show}
            value={work.spent.value ? "all" : ""}
            options={[["", words.withBalance], ["all", words.all]]}
            onChange={(shown) => work.show(shown !== "")}
          />
        </header>
        {unknown.value !== null && <p class="stale" role="alert">{words.unknown(unknown.value)}</p>}
        {submission.failure !== null && <FailureNote failure={submission.failure} t={t} />}
        <PagedTable
          pages={work.given}
          loading={<Loading label={words.title} rows={5} />}
          empty={<Empty icon="till" title={words.empty}>{words.emptyBody}</Empty>}
          label={words.title}
          keyOf={({ id }) => id}
          columns={[
            {
              name: "code",
              label: words.code,
              cell: ({ code }) => <a class="table-link" href={addressOf("books", "vouchers", code)}>{spacedVoucherCode(code)}</a>,
            },
            { name: "kind", label: words.kind, aside: true, cell: ({ genre }) => words.one[genre] },
            {
              name: "made",
              label: words.made,
              aside: true,
              cell: ({ emis_le }) => <span class="ticket-moment">{formatMoment(emis_le, locale, now)}</span>,
            },
            { name: "amount", label: words.amount, figures: true, aside: true, cell: ({ montant }) => money(montant) },
            { name: "balance", label: words.balance, figures: true, cell: ({ solde }) => money(solde) },
          ]}
          t={t}
          pager={w.pager}
        />
      </section>
    </>
  );
}
