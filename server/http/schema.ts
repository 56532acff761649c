/** GET /api/schema: tables, columns and rights as the caller's role sees them. */
import type { Hono } from "hono";
import type { Role } from "../../shared/roles.ts";
import type { Rights, TableRight } from "../database/application.ts";
import type { Table } from "../database/schema/schema.ts";
import type { Env } from "./context.ts";
import { json } from "./respond.ts";
import { requireSession } from "./session.ts";

export function schemaRoutes(app: Hono<Env>, schema: readonly Table[], rights: Rights): void {
  app.get("/api/schema", async (c) => {
    const { user } = await requireSession(c);
    return json(c, { role: user.role, tables: visibleTables(schema, rights, user.role) });
  });
}

function visibleTables(schema: readonly Table[], rights: Rights, role: Role) {
  return schema.flatMap((table) => {
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
