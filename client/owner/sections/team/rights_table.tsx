/** What each role may do with each table, as the server judges it. */
import { useSignal } from "@preact/signals";
import { type Role, ROLES } from "../../../../shared/roles.ts";
import { Loading } from "../../../components/empty.tsx";
import { FailureNote } from "../../../components/failure_note.tsx";
import { type Column, DataTable } from "../../components/data_table.tsx";
import type { OwnerMessages } from "../../words/words.ts";
import type { TableRights, TeamWork } from "./team_work.ts";
import type { TeamMessages } from "./words.ts";

export function RightsTable({ work, t, w }: { work: TeamWork; t: OwnerMessages; w: TeamMessages }) {
  const shown = useSignal(false);
  const words = w.rights;
  const rights = work.rights.rows.value;
  const failure = work.rights.failure.value;
  const columns: readonly Column<TableRights>[] = [
    { name: "table", label: words.table, cell: ({ name }) => <span class="row-title">{name}</span> },
    ...ROLES.toReversed().map((role): Column<TableRights> => ({
      name: role,
      label: t.roles[role],
      cell: (table) => <Right table={table} role={role} w={w} />,
    })),
  ];
  return (
    <section class="pane rights">
      <header class="pane-head">
        <h2>{words.title}</h2>
        <button type="button" class="button button-plain" aria-expanded={shown.value} onClick={() => shown.value = !shown.value}>
          {shown.value ? words.hide : words.show}
        </button>
      </header>
      <p class="pane-lead">{words.lead}</p>
      {shown.value && failure !== null && <FailureNote failure={failure} t={t} />}
      {shown.value && rights === null && failure === null && <Loading label={t.owner.loading} rows={4} />}
      {shown.value && rights !== null && (
        <DataTable
          label={words.title}
          columns={columns}
          rows={rights}
          keyOf={({ name }) => name}
        />
      )}
    </section>
  );
}

function Right({ table, role, w: { rights: words } }: { table: TableRights; role: Role; w: TeamMessages }) {
  const right = table.rights.find((one) => one.role === role);
  if (right === undefined || !right.select) return <span class="right-none">{words.none}</span>;
  const listed = (columns: readonly string[]) => columns.length === table.columns.length ? words.all : columns.join(", ");
  const deeds: readonly (readonly [string, string | null])[] = [
    [words.select, null],
    ...right.insert.length > 0 ? [[words.insert, listed(right.insert)] as const] : [],
    ...right.update.length > 0 ? [[words.update, listed(right.update)] as const] : [],
    ...right.delete ? [[words.delete, null] as const] : [],
  ];
  return (
    <ul class="right">
      {deeds.map(([deed, columns]) => (
        <li key={deed}>
          <strong>{deed}</strong>
          {columns !== null && <span class="right-columns">{columns}</span>}
        </li>
      ))}
    </ul>
  );
}
