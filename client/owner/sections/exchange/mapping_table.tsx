/** What each column of a file becomes, with what stands in it. */
import { IMPORT_COLUMNS, type ImportColumn, type ImportSort } from "../../../../shared/import_columns.ts";
import { DataTable } from "../../components/data_table.tsx";
import type { ChosenFile, ImportWork } from "./import_work.ts";
import type { Words } from "./words_fr.ts";

interface MappingTableProps {
  file: ChosenFile;
  sort: ImportSort;
  work: ImportWork;
  w: Words;
}

/** Cells of a column that are shown. */
const SAMPLES = 3;

export function MappingTable({ file: { table, heads, headed, fields }, sort, work, w }: MappingTableProps) {
  const [first, ...others] = table.lines;
  const body = headed ? others : table.lines;
  const rows = heads.map((head, at) => ({
    at,
    name: headed && first?.cells[at]?.trim() || head,
    samples: body.map(({ cells }) => cells[at]?.trim() ?? "").filter((text) => text !== "").slice(0, SAMPLES).join(" · "),
    field: fields[at] ?? null,
  }));
  return (
    <>
      <label class="import-headed">
        <input type="checkbox" checked={headed} onChange={(event) => work.setHeaded(event.currentTarget.checked)} />
        {w.headed}
      </label>
      <DataTable
        label={w.mapping}
        rows={rows}
        keyOf={({ at }) => at}
        columns={[
          { name: "name", label: w.column, cell: ({ name }) => name },
          { name: "samples", label: w.sample, cell: ({ samples }) => <span class="import-samples">{samples}</span>, aside: true },
          {
            name: "field",
            label: w.becomes,
            cell: ({ at, name, field }) => (
              <select
                class="input"
                aria-label={w.fieldOf(name)}
                value={field ?? ""}
                onChange={({ currentTarget: { value } }) => work.become(at, value === "" ? null : value as ImportColumn)}
              >
                <option value="">{w.leftOut}</option>
                {IMPORT_COLUMNS[sort].map((column) => <option key={column} value={column}>{w.fields[column]}</option>)}
              </select>
            ),
          },
        ]}
      />
    </>
  );
}
