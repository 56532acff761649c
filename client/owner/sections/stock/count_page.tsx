/** Counting while the shop sells: each number holds as of the moment at which it was typed. */
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { Empty, Loading } from "../../../components/empty.tsx";
import { FailureNote } from "../../../components/failure_note.tsx";
import { useSubmission } from "../../../components/submission.ts";
import { DataTable } from "../../components/data_table.tsx";
import { useSectionWork } from "../../pages/section_props.ts";
import { formatQuantity, parseQuantity } from "../catalogue/quantity.ts";
import { Pager } from "../../components/pager.tsx";
import { LevelSearch } from "./level_search.tsx";
import type { StockProps } from "./stock_props.ts";
import { type Count, type Counted, LevelsWork } from "./stock_work.ts";

/** What stands in an article's field, and when it was put there. */
interface Typed {
  readonly label: string;
  readonly text: string;
  /** RFC 3339; the owner's PC is the server, and has its clock. */
  readonly at: string;
}
interface Done extends Counted {
  readonly label: string;
}

export function CountPage({ store, t, w, locale }: StockProps) {
  const work = useSectionWork(() => new LevelsWork(store.client, store.products));
  const typed = useSignal<ReadonlyMap<number, Typed>>(new Map());
  const done = useSignal<readonly Done[]>([]);
  const submission = useSubmission();
  const { levels } = work;
  const rows = levels.rows.value;
  const failure = levels.failure.value;
  const counts = [...typed.value].map(([produit_id, { text, at }]) => ({
    produit_id,
    compte: parseQuantity(text),
    compte_le: at,
  }));
  const right = counts.filter((count): count is Count => count.compte !== null);

  const put = (id: number, label: string, text: string) => {
    const next = new Map(typed.peek());
    if (text.trim() === "") next.delete(id);
    else next.set(id, { label, text, at: new Date().toISOString() });
    typed.value = next;
  };
  const submit = async (event: Event) => {
    event.preventDefault();
    if (right.length === 0 || right.length < counts.length) return;
    const sent = typed.peek();
    await submission.run(() =>
      work.count(right, (counted) => {
        done.value = counted.map((one) => ({ ...one, label: sent.get(one.produit_id)?.label ?? "" }));
        // What was typed while it was on its way is still to be sent.
        typed.value = new Map([...typed.peek()].filter(([id, { at }]) => sent.get(id)?.at !== at));
      })
    );
  };
  return (
    <>
      {done.value.length > 0 && <Result done={done.value} w={w} locale={locale} />}
      <form class="pane stock-form" onSubmit={submit} aria-labelledby="count-title">
        <header class="pane-head">
          <h2 id="count-title">{w.count.title}</h2>
          <LevelSearch work={work} w={w} />
        </header>
        <p class="pane-lead">{w.count.body}</p>
        {failure !== null && <FailureNote failure={failure} t={t} />}
        {rows === null && failure === null && <Loading label={w.loading} rows={6} />}
        {rows?.length === 0 && <Empty icon="tag" title={w.levels.empty}>{w.levels.emptyBody}</Empty>}
        <DataTable
          label={w.count.title}
          rows={rows}
          keyOf={({ id }) => id}
          columns={[
            { name: "article", label: w.article, cell: ({ label }) => label },
            { name: "code", label: w.code, cell: ({ code }) => code ?? "", aside: true },
            { name: "stock", label: w.stock, figures: true, cell: ({ stock }) => formatQuantity(stock, locale) },
            {
              name: "counted",
              label: w.count.counted,
              figures: true,
              cell: ({ id, label }) => {
                const text = typed.value.get(id)?.text ?? "";
                return (
                  <input
                    class="input stock-counted"
                    inputMode="decimal"
                    autocomplete="off"
                    aria-label={w.count.countedOf(label)}
                    aria-invalid={text !== "" && parseQuantity(text) === null}
                    value={text}
                    onInput={(event) => put(id, label, event.currentTarget.value)}
                  />
                );
              },
            },
          ]}
        />
        <Pager pages={levels} words={w.pager} />
        {submission.failure !== null && <FailureNote failure={submission.failure} t={t} />}
        <div class="settings-foot">
          <p class="form-said" role="status">
            {right.length < counts.length ? w.quantityWrong : counts.length === 0 ? w.count.none : ""}
          </p>
          <button type="submit" class="button button-main" disabled={submission.busy || counts.length === 0}>
            {w.count.submit(counts.length)}
          </button>
        </div>
      </form>
    </>
  );
}

function Result({ done, w, locale }: { done: readonly Done[] } & Pick<StockProps, "w" | "locale">) {
  const heading = useRef<HTMLHeadingElement>(null);
  // What was pressed stands below a long list: what came of it is shown, and read out.
  useEffect(() => heading.current?.focus(), [done]);
  return (
    <section class="pane" aria-labelledby="counted-title">
      <header class="pane-head">
        <h2 id="counted-title" ref={heading} tabIndex={-1}>{w.count.result}</h2>
      </header>
      <DataTable
        label={w.count.result}
        rows={done}
        keyOf={({ produit_id }) => produit_id}
        columns={[
          { name: "article", label: w.article, cell: ({ label }) => label },
          { name: "counted", label: w.count.counted, figures: true, cell: ({ compte }) => formatQuantity(compte, locale) },
          {
            name: "expected",
            label: w.count.expected,
            figures: true,
            aside: true,
            cell: ({ attendu }) => formatQuantity(attendu, locale),
          },
          {
            name: "gap",
            label: w.count.gap,
            figures: true,
            cell: ({ ecart }) => `${ecart > 0 ? "+" : ""}${formatQuantity(ecart, locale)}`,
          },
          { name: "now", label: w.count.now, figures: true, cell: ({ stock }) => formatQuantity(stock, locale) },
        ]}
      />
    </section>
  );
}
