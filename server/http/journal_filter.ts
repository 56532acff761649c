/** Which records of the journal a request asks for. */
import { AppError, say } from "../../shared/errors.ts";
import { LIMITS } from "../../shared/limits.ts";
import type { JsonValue, WireRow } from "../../shared/protocol.ts";
import type { JournalSearch } from "../database/journal/search.ts";
import type { Table } from "../database/schema/schema.ts";

/** A page of the journal, newest first; `schema` names the columns of each table's key. */
export function journalSearch(query: Readonly<Record<string, string>>, schema: readonly Table[]): JournalSearch {
  for (const name in query) {
    if (!FILTERS.has(name)) throw invalid(name, say("filtre inconnu", "no such filter"));
  }
  const given = <T>(name: string, read: (name: string, value: string) => T) => name in query ? read(name, query[name]!) : null;
  const table = given("table", asIs);
  return {
    kind: given("kind", asIs),
    userId: given("user_id", wholeNumber),
    table,
    key: given("key", (name, value) => rowKey(name, value, table, schema)),
    from: given("from", time),
    to: given("to", time),
    after: 0,
    before: given("before", wholeNumber) ?? Number.MAX_SAFE_INTEGER,
    order: "DESC",
    limit: Math.min(Math.max(1, given("limit", wholeNumber) ?? 100), LIMITS.journalPage),
  };
}

const FILTERS = new Set(["kind", "user_id", "table", "key", "from", "to", "before", "limit", "format"]);

function asIs(_name: string, value: string): string {
  return value;
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

/** A row's key, its columns in the order of the table's own. */
function rowKey(field: string, value: string, table: string | null, schema: readonly Table[]): WireRow {
  if (table === null) throw invalid(field, say("il va avec table", "it goes with a table"));
  const key = keyObject(field, value);
  const columns = schema.find(({ name }) => name === table)?.primaryKey ?? Object.keys(key);
  if (Object.keys(key).length !== columns.length || !columns.every((name) => Object.hasOwn(key, name))) {
    const names = columns.join(", ");
    throw invalid(field, say(`la clé de ${table} est : ${names}`, `the key of ${table} is: ${names}`));
  }
  return Object.fromEntries(columns.map((name) => [name, key[name]!]));
}

function keyObject(field: string, value: string): WireRow {
  try {
    const key: unknown = JSON.parse(value);
    if (typeof key === "object" && key !== null && !Array.isArray(key)) return key as WireRow;
  } catch {
    // Told below.
  }
  throw invalid(field, say('un objet JSON est attendu, comme {"id":7}', 'a JSON object is wanted, such as {"id":7}'));
}
