/** /api/journal: what happened, for the owner; and whether it is still as it was written. */
import type { Hono } from "hono";
import { AppError } from "../../shared/errors.ts";
import { LIMITS } from "../../shared/limits.ts";
import type { Env } from "./context.ts";
import { json } from "./respond.ts";
import { requireOwner } from "./session.ts";

type Row = { seq: number; content: string; hash: string };

export function journalRoutes(app: Hono<Env>, verify: () => Promise<unknown>): void {
  app.get("/api/journal", async (c) => {
    await requireOwner(c);
    const filter = filterOf(c.req.query());
    const rows = await c.env.services.database.read<Row>(
      `SELECT seq, content, hash FROM _journal ${filter.where} ORDER BY seq DESC LIMIT ${filter.limit}`,
      ...filter.params,
    );
    const records = rows.map(({ content, hash }) => ({ ...JSON.parse(content) as object, hash }));
    return json(c, { records, next_before: rows.length === filter.limit ? rows.at(-1)!.seq : null });
  });

  app.get("/api/journal/verify", async (c) => {
    await requireOwner(c);
    return json(c, await verify());
  });
}

/** `kind`, `user_id`, `table`, `from`, `to` (RFC 3339), `before` (a seq), `limit`. */
function filterOf(query: Record<string, string>): { where: string; params: (string | number)[]; limit: number } {
  const conditions: string[] = [];
  const params: (string | number)[] = [];
  const add = (condition: string, value: string | number) => {
    conditions.push(condition);
    params.push(value);
  };
  for (const [name, value] of Object.entries(query)) {
    switch (name) {
      case "kind":
        add("kind = ?", value);
        break;
      case "user_id":
        add("user_id = ?", wholeNumber(name, value));
        break;
      case "table":
        add("instr(',' || tables || ',', ?) > 0", `,${value},`);
        break;
      case "from":
        add("at >= ?", time(name, value));
        break;
      case "to":
        add("at < ?", time(name, value));
        break;
      case "before":
        add("seq < ?", wholeNumber(name, value));
        break;
      case "limit":
        break;
      default:
        throw new AppError("invalid_body", { field: name, reason: "no such filter" });
    }
  }
  const limit = query["limit"] === undefined ? 100 : wholeNumber("limit", query["limit"]);
  return {
    where: conditions.length === 0 ? "" : `WHERE ${conditions.join(" AND ")}`,
    params,
    limit: Math.min(Math.max(1, limit), LIMITS.journalPage),
  };
}

function wholeNumber(field: string, value: string): number {
  if (!/^\d{1,15}$/.test(value)) throw new AppError("invalid_body", { field, reason: "a whole number is wanted" });
  return Number(value);
}

function time(field: string, value: string): string {
  const ms = Date.parse(value);
  if (Number.isNaN(ms)) throw new AppError("invalid_body", { field, reason: "an RFC 3339 time is wanted" });
  return new Date(ms).toISOString();
}
