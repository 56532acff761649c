/** GET /api/rights: what each role may do by SQL, from the table that judges it; for the owner. */
import * as z from "zod";
import { ROLES } from "../../../shared/roles.ts";
import type { TableRight } from "../../database/application.ts";
import type { Table } from "../../database/schema/schema.ts";
import { type AnyRoute, route } from "../route.ts";
import { role } from "./shapes.ts";

const columns = z.array(z.string());
const right = z.object({
  role,
  select: z.boolean().describe("A table is seen whole or not at all."),
  insert: columns.describe("Columns that may be given; none: no row may be added."),
  update: columns,
  delete: z.boolean(),
});

export const rightsRoutes: readonly AnyRoute[] = [
  route({
    method: "GET",
    path: "/api/rights",
    summary: "What each role may do by SQL, table by table",
    description: "What goes beyond it is done by commands, each with its own rule.",
    answer: z.object({ tables: z.array(z.object({ name: z.string(), columns, rights: z.array(right) })) }).meta({ id: "Rights" }),
    errors: [],
    run: ({ services: { tables, rights } }) => ({
      tables: tables.filter(({ name }) => rights[name] !== undefined).map((table) => ({
        name: table.name,
        columns: table.columns.map(({ name }) => name),
        rights: ROLES.map((role) => ({ role, ...describe(table, rights[table.name]![role]) })),
      })),
    }),
  }),
];

function describe(table: Table, right: TableRight | undefined) {
  const listed = (list: TableRight["insert"]) =>
    list === "all" ? table.columns.filter(({ generated }) => !generated).map(({ name }) => name) : [...list ?? []];
  return {
    select: right !== undefined,
    insert: listed(right?.insert),
    update: listed(right?.update),
    delete: right?.delete === true,
  };
}
