/** What is there of each followed article, what it is worth, and from when on it is to be ordered. */
import { formatCents } from "../../../../shared/money.ts";
import { Empty, Loading } from "../../../components/empty.tsx";
import { FailureNote } from "../../../components/failure_note.tsx";
import { explain } from "../../../shell/words/words.ts";
import { DataTable } from "../../components/data_table.tsx";
import { addressOf } from "../../pages/place.ts";
import { useSectionWork } from "../../pages/section_props.ts";
import { Cell } from "../catalogue/cell.tsx";
import { formatQuantity, parseQuantity } from "../catalogue/quantity.ts";
import { Pager } from "../../components/pager.tsx";
import { LevelSearch } from "./level_search.tsx";
import type { StockProps } from "./stock_props.ts";
import { LevelsWork } from "./stock_work.ts";

export function LevelsPage({ store, t, w, locale }: StockProps) {
  const work = useSectionWork(() => new LevelsWork(store.client, store.products));
  const { levels } = work;
  const rows = levels.rows.value;
  const failure = levels.failure.value;
  const worth = work.worth.rows.value?.[0];
  const isSearch = work.text.value.trim() !== "";
  return (
    <section class="pane stock-levels" aria-labelledby="levels-title">
      <header class="pane-head">
        <h2 id="levels-title">{w.levels.title}</h2>
        <LevelSearch work={work} w={w} />
      </header>
      {worth !== undefined && worth.all > 0 && (
        <p class="pane-lead stock-worth">{w.levels.worth(formatCents(worth.value, locale), worth.known, worth.all)}</p>
      )}
      {failure !== null && <FailureNote failure={failure} t={t} />}
      {rows === null && failure === null && <Loading label={w.loading} rows={6} />}
      {rows?.length === 0 && (isSearch
        ? <p class="pane-lead">{w.levels.nothing}</p>
        : <Empty icon="tag" title={w.levels.empty}>{w.levels.emptyBody}</Empty>)}
      <DataTable
        label={w.levels.title}
        rows={rows}
        keyOf={({ id }) => id}
        hrefOf={({ id }) => addressOf("catalogue", id)}
        columns={[
          { name: "article", label: w.article, cell: ({ label }) => label },
          { name: "code", label: w.code, cell: ({ code }) => code ?? "", aside: true },
          {
            name: "stock",
            label: w.stock,
            figures: true,
            cell: ({ stock, threshold }) => (
              <span class={threshold !== null && stock <= threshold ? "stock-short" : undefined}>
                {formatQuantity(stock, locale)}
              </span>
            ),
          },
          {
            name: "threshold",
            label: w.threshold,
            figures: true,
            cell: ({ id, label, threshold }) => (
              <Cell
                key={id}
                name={w.thresholdOf(label)}
                text={threshold === null ? "" : formatQuantity(threshold, locale)}
                inputMode="decimal"
                onSave={async (text) => {
                  const thousandths = text.trim() === "" ? null : parseQuantity(text);
                  if (thousandths === null && text.trim() !== "") return w.quantityWrong;
                  const refused = await work.setThreshold(id, thousandths);
                  return refused === null ? null : explain(refused, t);
                }}
              >
                {threshold === null ? w.none : formatQuantity(threshold, locale)}
              </Cell>
            ),
          },
          {
            name: "cost",
            label: w.cost,
            figures: true,
            aside: true,
            cell: ({ cost }) => cost === null ? w.none : formatCents(cost, locale),
          },
          {
            name: "value",
            label: w.value,
            figures: true,
            aside: true,
            cell: ({ cost, stock }) => cost === null || stock <= 0 ? w.none : formatCents(valueOf(stock, cost), locale),
          },
        ]}
      />
      <Pager pages={levels} words={w.pager} />
    </section>
  );
}

/** Cents, as the sum above counts them. */
function valueOf(stock: number, cost: number): number {
  return Math.floor((stock * cost + 500) / 1000);
}
