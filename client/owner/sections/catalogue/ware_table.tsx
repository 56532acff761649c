/** All articles in a table: searched, sorted, a page at a time, and changed where they stand. */
import { useRef } from "preact/hooks";
import type { Locale } from "../../../../shared/errors.ts";
import { Picture } from "../../../catalogue/picture.tsx";
import { Empty, Loading } from "../../../components/empty.tsx";
import { FailureNote } from "../../../components/failure_note.tsx";
import { Icon } from "../../../components/icon.tsx";
import { type Column, DataTable } from "../../components/data_table.tsx";
import { addressOf } from "../../pages/place.ts";
import type { OwnerMessages } from "../../words/words.ts";
import type { BulkWork } from "./bulk_work.ts";
import { useGridKeys } from "./grid_keys.ts";
import { Pager } from "./pager.tsx";
import { formatQuantity } from "./quantity.ts";
import type { FieldName, Ware } from "./ware.ts";
import { type FieldContext, WareField } from "./ware_field.tsx";
import { WareFilters } from "./ware_filters.tsx";
import type { WaresWork } from "./wares_work.ts";
import type { Words } from "./words_fr.ts";

interface WareTableProps {
  work: WaresWork;
  bulk: BulkWork;
  context: FieldContext;
  t: OwnerMessages;
  w: Words;
  locale: Locale;
}

export function WareTable({ work, bulk, context, t, w, locale }: WareTableProps) {
  const grid = useRef<HTMLDivElement>(null);
  const keys = useGridKeys(grid);
  const all = work.wares.rows.value;
  const failure = work.wares.failure.value;
  const { order } = work.look.value;
  if (all === null) return failure === null ? <Loading label={t.owner.loading} /> : <FailureNote failure={failure} t={t} />;
  if (all.length === 0) return <Empty icon="tag" title={t.owner.productsEmpty} />;
  const shown = work.shown.value;
  return (
    <>
      <WareFilters work={work} categories={context.categories} t={t} w={w} locale={locale} />
      {failure !== null && <FailureNote failure={failure} t={t} />}
      {shown.length === 0 ? <Empty icon="search" title={w.foundNothing} /> : (
        <div class="wares" ref={grid} {...keys}>
          <DataTable
            label={t.owner.productsTitle}
            columns={columns(bulk, context, locale)}
            rows={shown}
            keyOf={({ id }) => id}
            order={order}
            onOrder={(order) => work.lookFor({ order })}
          />
        </div>
      )}
      <Pager
        page={work.page.value}
        pages={work.pages.value}
        summary={w.shownOf(work.found.value.length, all.length)}
        w={w}
        onTurn={(page) => work.lookFor({ page })}
      />
    </>
  );
}

function columns(bulk: BulkWork, context: FieldContext, locale: Locale): readonly Column<Ware>[] {
  const { w } = context;
  const field = (name: FieldName, more: Partial<Column<Ware>> = {}): Column<Ware> => ({
    name,
    label: w.fields[name],
    cell: (ware) => <WareField ware={ware} field={name} context={context} inGrid />,
    sorts: true,
    ...more,
  });
  return [
    {
      name: "pick",
      label: "",
      cell: ({ id, label }) => (
        <label class="pick">
          <input
            type="checkbox"
            tabIndex={-1}
            aria-label={w.pick(label)}
            checked={bulk.picked.value.has(id)}
            onChange={(event) => bulk.pick([id], event.currentTarget.checked)}
          />
        </label>
      ),
    },
    field("label", {
      cell: (ware) => (
        <span class="ware-name">
          {ware.image !== null && <Picture image={ware.image} class="ware-thumb" />}
          <WareField ware={ware} field="label" context={context} inGrid />
        </span>
      ),
    }),
    field("category", { aside: true }),
    field("price", { figures: true }),
    field("vat", { figures: true, aside: true }),
    field("barcode", { aside: true }),
    {
      name: "stock",
      label: w.stock,
      cell: ({ followed, stock }) => followed ? formatQuantity(stock, locale) : <span class="unfollowed">—</span>,
      figures: true,
      aside: true,
      sorts: true,
    },
    field("active", { aside: true, sorts: false }),
    {
      name: "open",
      label: "",
      cell: ({ id, label }) => (
        <a class="button button-quiet button-icon" tabIndex={-1} href={addressOf("catalogue", id)} aria-label={w.openWare(label)}>
          <Icon name="send" />
        </a>
      ),
    },
  ];
}
