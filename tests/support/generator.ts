/**
 * Makes requests out of an OpenAPI document: valid ones, nearly valid ones, hostile ones. All chance
 * comes from a seed, so that what was found is found again; and checks answers against the same document.
 */

export type Schema = { readonly [key: string]: unknown };
type Schemas = Readonly<Record<string, Schema>>;

/** Numbers from a seed (mulberry32). */
export class Dice {
  #state: number;
  constructor(readonly seed: number) {
    this.#state = seed >>> 0;
  }

  /** From 0 to just below 1. */
  roll(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }
  below(n: number): number {
    return Math.floor(this.roll() * n);
  }
  chance(p: number): boolean {
    return this.roll() < p;
  }
  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!;
  }
  uuid(): string {
    const hex = Array.from({ length: 32 }, () => this.below(16).toString(16)).join("");
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
  }
}

const TEXTS = [
  "",
  " ",
  "a",
  "é漢🛒",
  "\u0000",
  "\u202Eabc",
  "\ud800",
  "' OR 1=1 --",
  "../../etc/passwd",
  "<script>",
  "null",
  "__proto__",
  "%00",
  "-1",
  "1e999",
  "9007199254740993",
  "2026-02-30",
  "2026",
  "0",
  "{}",
  "a".repeat(300),
  "é".repeat(5_000),
] as const;
const NUMBERS = [0, -0, 1, -1, 0.5, 2 ** 31, 2 ** 53 - 1, -(2 ** 53), 1e15, 1e300, 100, 1500] as const;

/** Any JSON at all, mostly unfit. */
export function anything(dice: Dice, depth = 0): unknown {
  switch (dice.below(depth > 3 ? 5 : 8)) {
    case 0:
      return null;
    case 1:
      return dice.chance(0.5);
    case 2:
      return dice.pick(NUMBERS);
    case 3:
    case 4:
      return dice.pick(TEXTS);
    case 5:
      return { [dice.pick(["$int", "$blob", "$rounded", "$real"])]: dice.pick(["5", "AAEC", "-9223372036854775809", "é"]) };
    case 6:
      return Array.from({ length: dice.below(4) }, () => anything(dice, depth + 1));
    default:
      return Object.fromEntries(Array.from({ length: dice.below(3) }, () => [dice.pick(TEXTS), anything(dice, depth + 1)]));
  }
}

/** A value that fits a schema, as far as its form goes; `words` offers texts by the name of a field. */
export function valid(dice: Dice, schema: Schema, schemas: Schemas, words: (name: string) => string, name = ""): unknown {
  const again = (inner: unknown, called = name) => valid(dice, inner as Schema, schemas, words, called);
  if (typeof schema["$ref"] === "string") return again(resolve(schema["$ref"], schemas));
  if (schema["const"] !== undefined) return schema["const"];
  if (Array.isArray(schema["enum"])) return dice.pick(schema["enum"]);
  for (const key of ["anyOf", "oneOf"]) if (Array.isArray(schema[key])) return again(dice.pick(schema[key] as unknown[]));
  switch ([schema["type"]].flat()[0]) {
    case "object": {
      const required = new Set(schema["required"] as string[] | undefined);
      const fields = Object.entries(schema["properties"] as Schemas ?? {});
      return Object.fromEntries(
        fields.filter(([key]) => required.has(key) || dice.chance(0.5)).map(([key, s]) => [key, again(s, key)]),
      );
    }
    case "array": {
      const least = Number(schema["minItems"] ?? 0);
      return Array.from({ length: least + dice.below(3) }, () => again(schema["items"] ?? {}));
    }
    case "integer":
    case "number": {
      const least = Number(schema["minimum"] ?? -2);
      const most = Math.min(Number(schema["maximum"] ?? 5_000), least + 5_000);
      return least + dice.below(Math.max(1, most - least + 1));
    }
    case "boolean":
      return dice.chance(0.5);
    case "null":
      return null;
    case "string":
      return words(name);
    default:
      return dice.pick([1, "a", null]);
  }
}

/** A value with one thing wrong with it. */
export function nearly(dice: Dice, value: unknown): unknown {
  if (typeof value !== "object" || value === null) return anything(dice);
  if (Array.isArray(value)) {
    const at = dice.below(value.length + 1);
    return dice.chance(0.3) ? [...value, anything(dice)] : value.map((item, index) => index === at ? nearly(dice, item) : item);
  }
  const entries = Object.entries(value);
  if (entries.length === 0 || dice.chance(0.2)) return { ...value, [dice.pick([...TEXTS, "role"])]: anything(dice) };
  const at = dice.below(entries.length);
  if (dice.chance(0.25)) return Object.fromEntries(entries.filter((_, index) => index !== at));
  return Object.fromEntries(entries.map(([key, inner], index) => [key, index === at ? nearly(dice, inner) : inner]));
}

/** What is wrong with an answer by its schema; null when it fits. Knows the keywords that the document uses. */
export function misfit(value: unknown, schema: Schema, schemas: Schemas, where = "$"): string | null {
  if (typeof schema["$ref"] === "string") return misfit(value, resolve(schema["$ref"], schemas), schemas, where);
  if (schema["const"] !== undefined && value !== schema["const"]) return `${where} is not ${JSON.stringify(schema["const"])}`;
  if (Array.isArray(schema["enum"]) && !schema["enum"].includes(value)) {
    return `${where} is ${JSON.stringify(value)}, none of the enum`;
  }
  for (const key of ["anyOf", "oneOf"]) {
    if (!Array.isArray(schema[key])) continue;
    const problems = (schema[key] as Schema[]).map((inner) => misfit(value, inner, schemas, where));
    if (problems.every((problem) => problem !== null)) return problems.join(" and ");
  }
  const type = schema["type"];
  if (type !== undefined && ![type].flat().some((one) => isOf(one as string, value))) {
    return `${where} is ${JSON.stringify(value)?.slice(0, 60)}, not ${type}`;
  }
  if (Array.isArray(value)) {
    for (const [at, item] of value.entries()) {
      const problem = misfit(item, (schema["items"] ?? {}) as Schema, schemas, `${where}[${at}]`);
      if (problem !== null) return problem;
    }
  }
  return isOf("object", value) ? objectMisfit(value as Record<string, unknown>, schema, schemas, where) : null;
}

function objectMisfit(value: Record<string, unknown>, schema: Schema, schemas: Schemas, where: string): string | null {
  const properties = (schema["properties"] ?? {}) as Schemas;
  for (const name of (schema["required"] ?? []) as string[]) {
    if (!Object.hasOwn(value, name)) return `${where}.${name} is missing`;
  }
  for (const [name, item] of Object.entries(value)) {
    const inner = Object.hasOwn(properties, name) ? properties[name]! : schema["additionalProperties"];
    if (inner === false) return `${where}.${name} is not in the document`;
    if (typeof inner !== "object" || inner === null) continue;
    const problem = misfit(item, inner as Schema, schemas, `${where}.${name}`);
    if (problem !== null) return problem;
  }
  return null;
}

function isOf(type: string, value: unknown): boolean {
  if (type === "array") return Array.isArray(value);
  if (type === "integer") return Number.isInteger(value);
  if (type === "null" || type === "object") {
    return typeof value === "object" && (value === null) === (type === "null") && !Array.isArray(value);
  }
  const actual: string = typeof value;
  return actual === type;
}

export function resolve(reference: string, schemas: Schemas): Schema {
  const found = schemas[reference.replace("#/components/schemas/", "")];
  if (found === undefined) throw new Error(`the document has no ${reference}`);
  if (found["$ref"] === reference) throw new Error(`${reference} is nothing but itself`);
  return found;
}

const VOCABULARY =
  `SELECT FROM WHERE INSERT INTO VALUES UPDATE SET DELETE WITH RECURSIVE AS UNION ALL JOIN LEFT ON GROUP BY ORDER LIMIT HAVING
  OVER PARTITION RETURNING CONFLICT DO NOTHING DISTINCT CASE WHEN THEN ELSE END EXISTS IN NOT NULL IS LIKE BETWEEN AND OR IGNORE
  REPLACE PRAGMA VACUUM ATTACH EXPLAIN BEGIN COMMIT DEFAULT produits clients ventes lignes_vente equipe categories _users _journal
  sqlite_schema json_each id nom libelle prix_ttc etat note vente_id stock rowid * ( ) , . ; = <> < + || -- /* */ 1 0 -1 'a' "a" x'00'
  ? ?1 :a @b $c \u0000 \ud800 é count max substr json_object randomblob abs`.split(/\s+/);

/** SQL: good statements, good ones with a word changed, and words in any order. */
export function sql(
  dice: Dice,
  good: readonly (readonly [type: string, query: string])[],
): readonly [type: string, query: string] {
  const [type, query] = dice.pick(good);
  if (dice.chance(0.4)) return [type, query];
  const words = dice.chance(0.6)
    ? query.split(/(?<=\W)|(?=\W)/)
    : Array.from({ length: 1 + dice.below(12) }, () => `${dice.pick(VOCABULARY)} `);
  for (let changes = dice.below(3); changes >= 0; changes--) {
    words.splice(dice.below(words.length), dice.below(2), dice.pick(VOCABULARY));
  }
  return [dice.chance(0.8) ? type : dice.pick(["select", "insert", "update", "delete"]), words.join("")];
}
