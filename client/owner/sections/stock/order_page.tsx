/** What is to be ordered, to be printed or taken to a spreadsheet. */
import { csvRows, digitsAsText, type Verbatim } from "../../../../shared/csv.ts";
import type { Locale } from "../../../../shared/errors.ts";
import { Empty, Loading } from "../../../components/empty.tsx";
import { FailureNote } from "../../../components/failure_note.tsx";
import { useSubmission } from "../../../components/submission.ts";
import { typedDecimal } from "../../../components/typed_cents.ts";
import { attempt } from "../../../network/attempt.ts";
import { type Column, DataTable } from "../../components/data_table.tsx";
import { keepFile } from "../../components/kept_file.ts";
import { onPaper } from "../../components/paper.ts";
import { addressOf } from "../../pages/place.ts";
import { useSectionWork } from "../../pages/section_props.ts";
import { formatQuantity } from "../catalogue/quantity.ts";
import type { StockProps } from "./stock_props.ts";
import { fetchWanted, type Wanted } from "./stock_rows.ts";
import { OrderWork, WANTED_SHOWN } from "./stock_work.ts";
import type { StockWords } from "./words.ts";

/** Rows of the file: as many as one answer holds. */
const FILE_ROWS = 10_000;

export function OrderPage({ store, t, w, locale }: StockProps) {
  const work = useSectionWork(() => new OrderWork(store.client));
  const submission = useSubmission();
  const rows = work.wanted.rows.value;
  const failure = work.wanted.failure.value;
  const columns = columnsOf(w, locale);
  const shown = rows?.slice(0, WANTED_SHOWN) ?? [];
  const words = w.order;
  const print = () =>
    onPaper(
      <article class="z">
        <header class="z-head">
          <h2>{words.title}</h2>
        </header>
        <DataTable label={words.title} rows={shown} keyOf={({ id }) => id} columns={columns} />
      </article>,
      "a4",
    );
  const save = () =>
    submission.run(() =>
      attempt(async () => {
        const all = await fetchWanted(store.client, FILE_ROWS);
        keepFile(new Blob([wantedCsv(all, w, locale)], { type: "text/csv" }), `${words.file}.csv`);
      })
    );
  return (
    <section class="pane" aria-labelledby="order-title">
      <header class="pane-head">
        <h2 id="order-title">{words.title}</h2>
        <div class="pane-actions">
          <button type="button" class="button button-plain" disabled={shown.length === 0} onClick={print}>{words.print}</button>
          <button type="button" class="button button-plain" disabled={shown.length === 0 || submission.busy} onClick={save}>
            {words.csv}
          </button>
        </div>
      </header>
      <p class="pane-lead">{words.body}</p>
      {(failure ?? submission.failure) !== null && <FailureNote failure={(failure ?? submission.failure)!} t={t} />}
      {rows === null && failure === null && <Loading label={w.loading} rows={4} />}
      {rows?.length === 0 && <Empty icon="check" title={words.empty}>{words.emptyBody}</Empty>}
      <DataTable
        label={words.title}
        rows={shown}
        keyOf={({ id }) => id}
        hrefOf={({ id }) => addressOf("catalogue", id)}
        columns={columns}
      />
      {rows !== null && rows.length > WANTED_SHOWN && <p class="pane-foot">{words.more(WANTED_SHOWN)}</p>}
    </section>
  );
}

function columnsOf(w: StockWords, locale: Locale): readonly Column<Wanted>[] {
  const quantity = (thousandths: number) => formatQuantity(thousandths, locale);
  return [
    { name: "article", label: w.article, cell: ({ label }) => label },
    { name: "code", label: w.code, cell: ({ code }) => code ?? "", aside: true },
    { name: "supplier", label: w.order.supplier, cell: ({ supplier }) => supplier || w.none, aside: true },
    { name: "stock", label: w.stock, figures: true, cell: ({ stock }) => quantity(stock) },
    { name: "threshold", label: w.threshold, figures: true, cell: ({ threshold }) => quantity(threshold) },
    { name: "missing", label: w.order.missing, figures: true, cell: ({ stock, threshold }) => quantity(threshold - stock) },
  ];
}

/** In French cells part at semicolons and decimals at commas; by the mark Excel knows UTF-8. */
function wantedCsv(rows: readonly Wanted[], w: StockWords, locale: Locale): string {
  const decimal = (thousandths: number): Verbatim => ({ verbatim: typedDecimal(String(thousandths / 1000), locale) });
  const head = [w.article, w.code, w.order.supplier, w.stock, w.threshold, w.order.missing];
  const cells = rows.map(({ label, code, supplier, stock, threshold }) => [
    label,
    digitsAsText(code ?? ""),
    supplier,
    decimal(stock),
    decimal(threshold),
    decimal(threshold - stock),
  ]);
  return `\ufeff${csvRows([head, ...cells], locale === "fr" ? ";" : ",")}`;
}
