/** A long table, page by page: why it may be old, its rows, what stands there without any, and the way to further ones. */
import type { ComponentChildren } from "preact";
import type { PagesOf } from "../store/pages_of.ts";
import type { OwnerMessages } from "../words/words.ts";
import { DataTable, type DataTableProps } from "./data_table.tsx";
import { Pager, type PagerWords } from "./pager.tsx";
import { StaleNote } from "./stale_note.tsx";

interface PagedTableProps<Row> extends Omit<DataTableProps<Row>, "rows"> {
  pages: PagesOf<Row>;
  /** What stands there until the first rows come. */
  loading: ComponentChildren;
  /** What stands there where there are none. */
  empty: ComponentChildren;
  t: OwnerMessages;
  pager: PagerWords;
}

export function PagedTable<Row>({ pages, loading, empty, t, pager, ...table }: PagedTableProps<Row>) {
  const rows = pages.rows.value;
  return (
    <>
      <StaleNote of={pages} t={t} />
      {rows === null && pages.failure.value === null && loading}
      {rows?.length === 0 && empty}
      <DataTable rows={rows} {...table} />
      <Pager pages={pages} words={pager} />
    </>
  );
}
