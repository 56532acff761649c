/** What of a statement's report a role may not do. */
import type { Extras } from "../../../shared/errors.ts";
import type { StatementType } from "../../../shared/protocol.ts";
import type { TableRight } from "../application.ts";
import { AMPLIFYING_FUNCTIONS, CHEAP_FUNCTIONS } from "../bounds/amplification.ts";
import { MATH_FUNCTIONS } from "../sql/math_functions.ts";
import { ACTION } from "../sql/sqlite.ts";
import type { Report } from "./report.ts";
import type { Table } from "./schema.ts";

const OPERATIONS: Readonly<Record<number, string>> = {
  [ACTION.insert]: "insert",
  [ACTION.update]: "update",
  [ACTION.delete]: "delete",
};

const ALLOWED_FUNCTIONS = [CHEAP_FUNCTIONS, AMPLIFYING_FUNCTIONS, MATH_FUNCTIONS];

/** The extras of 403 `forbidden`; null for what the role may do. `rights` are those of the tables that it sees, by their names in lower case. */
export function refusalOf(
  type: StatementType,
  target: string | null,
  conflictClause: string | null,
  report: Report,
  rights: ReadonlyMap<string, { table: Table; right: TableRight }>,
): Extras | null {
  if (!report.any || report.unknown !== null) return { table: target, column: null, operation: "unknown" };
  // An outer OR clause rules inside triggers too: the journal's own rows could vanish with it.
  if (conflictClause !== null) return { table: target, column: null, operation: conflictClause.toLowerCase() };
  const stranger = [...report.functions].find((name) => !ALLOWED_FUNCTIONS.some((allowed) => allowed.has(name)));
  if (stranger !== undefined) return { table: null, column: null, operation: "function", function: stranger };
  if (type === "select" ? report.writes.length > 0 : !report.writes.some((write) => OPERATIONS[write.action] === type)) {
    return { table: target, column: null, operation: "unknown" };
  }
  for (const { action, table: name, column } of report.writes) {
    const found = rights.get(name);
    const operation = OPERATIONS[action]!;
    if (found === undefined || !mayWrite(found.right, action, column)) {
      return { table: found?.table.name ?? name, column: action === ACTION.update ? column : null, operation };
    }
  }
  return null;
}

function mayWrite(right: TableRight, action: number, column: string | null): boolean {
  if (action === ACTION.delete) return right.delete === true;
  if (action === ACTION.insert) return right.insert !== undefined;
  return right.update === "all" || (column !== null && (right.update ?? []).includes(column));
}
