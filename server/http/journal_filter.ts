/** Which records of the journal a request asks for. */
import { AppError, say } from "../../shared/errors.ts";
import type { JsonValue } from "../../shared/protocol.ts";
import { LIMITS } from "../../shared/limits.ts";

export interface JournalFilter {
  /** A WHERE clause, or nothing. */
  readonly where: string;
  readonly params: readonly (string | number)[];
  readonly limit: number;
}

/** A record's history: every row of the journal that changed the row of this key. Compared as SQLite writes JSON. */
const CHANGED_ROW = `EXISTS (SELECT 1 FROM json_each(content, '$.changes')
  WHERE value ->> 'table' = ? AND value -> 'key' = json(?))`;

/** `kind`, `user_id`, `table`, `key` (a JSON object, with `table`), `from`, `to` (RFC 3339), `before` (a seq), `limit`. */
export function journalFilter(query: Readonly<Record<string, string>>): JournalFilter {
  const conditions: string[] = [];
  const params: (string | number)[] = [];
  const add = (condition: string, ...values: (string | number)[]) => {
    conditions.push(condition);
    params.push(...values);
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
      case "key":
        if (query["table"] === undefined) throw invalid(name, say("il va avec table", "it goes with a table"));
        add(CHANGED_ROW, query["table"], keyObject(name, value));
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
      case "format":
        break;
      default:
        throw invalid(name, say("filtre inconnu", "no such filter"));
    }
  }
  const limit = query["limit"] === undefined ? 100 : wholeNumber("limit", query["limit"]);
  return {
    where: conditions.length === 0 ? "" : `WHERE ${conditions.join(" AND ")}`,
    params,
    limit: Math.min(Math.max(1, limit), LIMITS.journalPage),
  };
}

function invalid(field: string, reason: JsonValue): AppError {
  return new AppError("invalid_body", { field, reason });
}

function wholeNumber(field: string, value: string): number {
  if (!/^\d{1,15}$/.test(value)) throw invalid(field, say("un nombre entier est attendu", "a whole number is wanted"));
  return Number(value);
}

/** Date.parse takes `1`, and the 30th of February. */
const RFC_3339 = /^\d{4}-\d{2}-(\d{2})T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/i;

function time(field: string, value: string): string {
  const day = RFC_3339.exec(value)?.[1];
  const ms = day === undefined ? NaN : Date.parse(value);
  const noSuchDay = new Date(`${value.slice(0, 10)}T00:00:00Z`).getUTCDate() !== Number(day);
  if (Number.isNaN(ms) || noSuchDay) throw invalid(field, say("une heure RFC 3339 est attendue", "an RFC 3339 time is wanted"));
  return new Date(ms).toISOString();
}

function keyObject(field: string, value: string): string {
  try {
    const key: unknown = JSON.parse(value);
    if (typeof key === "object" && key !== null && !Array.isArray(key)) return JSON.stringify(key);
  } catch {
    // Told below.
  }
  throw invalid(field, say('un objet JSON est attendu, comme {"id":7}', 'a JSON object is wanted, such as {"id":7}'));
}
