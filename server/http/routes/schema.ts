/** GET /api/schema: tables, columns and rights as the caller's role sees them. */
import * as z from "zod";
import type { Role } from "../../../shared/roles.ts";
import type { Rights, TableRight } from "../../database/application.ts";
import type { Table } from "../../database/schema/schema.ts";
import { type AnyRoute, route } from "../route.ts";
import { role } from "./shapes.ts";

const column = z.object({
  name: z.string(),
  type: z.string(),
  not_null: z.boolean(),
  has_default: z.boolean(),
  generated: z.boolean(),
  insert: z.boolean(),
  update: z.boolean(),
});

export const schemaRoutes: readonly AnyRoute[] = [
  route({
    method: "GET",
    path: "/api/schema",
    auth: "session",
    summary: "Tables, columns and rights as the caller's role sees them",
    answer: z.object({
      role,
      tables: z.array(z.object({
        name: z.string(),
        primary_key: z.array(z.string()),
        columns: z.array(column),
        rights: z.object({ select: z.boolean(), insert: z.boolean(), update: z.boolean(), delete: z.boolean() }),
      })),
    }).meta({ id: "Schema" }),
    errors: [],
    run: ({ services: { tables, rights }, session: { user } }) => ({
      role: user.role,
      tables: visibleTables(tables, rights, user.role),
    }),
  }),
];

function visibleTables(tables: readonly Table[], rights: Rights, role: Role) {
  return tables.flatMap((table) => {
    const right = rights[table.name]?.[role];
    return right === undefined ? [] : [describeTable(table, right)];
  });
}

function describeTable(table: Table, right: TableRight) {
  const may = (list: TableRight["insert"], name: string, generated: boolean) =>
    !generated && list !== undefined && (list === "all" || list.includes(name));
  return {
    name: table.name,
    primary_key: table.primaryKey,
    columns: table.columns.map(({ name, type, notNull, hasDefault, generated }) => ({
      name,
      type,
      not_null: notNull,
      has_default: hasDefault,
      generated,
      insert: may(right.insert, name, generated),
      update: may(right.update, name, generated),
    })),
    rights: {
      select: true,
      insert: right.insert !== undefined,
      update: right.update !== undefined,
      delete: right.delete === true,
    },
  };
}
