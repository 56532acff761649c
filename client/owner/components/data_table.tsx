/** A table of the console: its head stays in sight, a column may be sorted by, and each row may lead somewhere. */
import type { ComponentChildren } from "preact";

export interface Column<Row> {
  readonly name: string;
  readonly label: string;
  readonly cell: (row: Row) => ComponentChildren;
  /** Amounts and counts: to the right, in figures of one width. */
  readonly figures?: boolean;
  /** Left out where there is no room. */
  readonly aside?: boolean;
  /** The table can be put in this column's order. */
  readonly sorts?: boolean;
}

export interface Order {
  readonly by: string;
  readonly descending: boolean;
}

export interface DataTableProps<Row> {
  /** What it lists, for who hears it. */
  label: string;
  columns: readonly Column<Row>[];
  /** Nothing is drawn without any. */
  rows: readonly Row[] | null | undefined;
  keyOf: (row: Row) => string | number;
  order?: Order;
  onOrder?: (order: Order) => void;
  /** The address of a row's own place; its first cell is the link. */
  hrefOf?: (row: Row) => string;
  /** The key of the row that is open. */
  open?: string | number | null;
}

export function DataTable<Row>({ label, columns, rows, keyOf, order, onOrder, hrefOf, open = null }: DataTableProps<Row>) {
  if (rows === null || rows === undefined || rows.length === 0) return null;
  return (
    // What scrolls must be reachable by keys.
    <div class="table-frame" tabIndex={0} role="region" aria-label={label}>
      <table class="table">
        <thead>
          <tr>
            {columns.map((column) => {
              const sorted = order?.by === column.name ? order : null;
              const direction = sorted === null ? undefined : sorted.descending ? "descending" : "ascending";
              return (
                <th key={column.name} scope="col" class={classOf(column)} aria-sort={direction}>
                  {column.sorts === true && onOrder !== undefined
                    ? (
                      <button
                        type="button"
                        class="table-sort"
                        onClick={() => onOrder({ by: column.name, descending: sorted !== null && !sorted.descending })}
                      >
                        {column.label}
                        <span aria-hidden="true">{sorted === null ? "" : sorted.descending ? " ↓" : " ↑"}</span>
                      </button>
                    )
                    : column.label}
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const key = keyOf(row);
            return (
              <tr key={key} data-row={key} class={key === open ? "table-open" : undefined}>
                {columns.map((column, at) => (
                  <td key={column.name} class={classOf(column)}>
                    {at === 0 && hrefOf !== undefined
                      ? <a class="table-link" href={hrefOf(row)}>{column.cell(row)}</a>
                      : column.cell(row)}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function classOf<Row>({ figures, aside }: Column<Row>): string | undefined {
  return [figures === true ? "figures" : "", aside === true ? "aside-cell" : ""].filter((name) => name !== "").join(" ") ||
    undefined;
}
