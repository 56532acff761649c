/** Values on their way between JSON and SQLite: integers stay integers, blobs stay bytes. */
import { Buffer } from "node:buffer";
import type { SQLInputValue, SQLOutputValue } from "node:sqlite";
import { AppError, say } from "../../../shared/errors.ts";
import type { Query, WireParam, WireRow, WireValue } from "../../../shared/protocol.ts";
import type { ParameterShape } from "./sql_text.ts";

const INT64_MIN = -(2n ** 63n);
const INT64_MAX = 2n ** 63n - 1n;
/** -2^63, which alone is read, rounded, without an error. */
export const SMALLEST = Number(INT64_MIN);

export type Bound =
  | { readonly kind: "positional"; readonly values: readonly SQLInputValue[] }
  | { readonly kind: "named"; readonly values: Readonly<Record<string, SQLInputValue>> };

type Params = readonly WireParam[] | Readonly<Record<string, WireParam>>;

/** Fits parameters to a statement exactly: SQLite would bind NULL to whatever is missing. */
export function bindParameters(shape: ParameterShape, params: Params): Bound {
  if (Array.isArray(params)) {
    const list = params as readonly WireParam[];
    if (shape.names.length > 0) {
      throw misfit(
        "la requête nomme ses paramètres : params doit être un objet",
        "the statement names its parameters, so params must be an object",
      );
    }
    if (list.length !== shape.count) {
      throw misfit(`${shape.count} attendus, ${list.length} donnés`, `${shape.count} wanted, ${list.length} given`);
    }
    return { kind: "positional", values: list.map((value, at) => toSqlite(value, `params[${at}]`)) };
  }
  const given = params as Readonly<Record<string, WireParam>>;
  if (shape.count > 0) {
    throw misfit(
      "la requête numérote ses paramètres : params doit être un tableau",
      "the statement numbers its parameters, so params must be an array",
    );
  }
  const byName = new Map(shape.names.map((name) => [name.slice(1), name]));
  if (byName.size < shape.names.length) {
    throw misfit("un paramètre est nommé avec deux préfixes", "a parameter is named with two prefixes");
  }
  const values: Record<string, SQLInputValue> = {};
  for (const [name, value] of Object.entries(given)) {
    const spelled = byName.get(name) ?? (shape.names.includes(name) ? name : null);
    if (spelled === null) {
      throw misfit(
        `la requête n'a pas de paramètre « ${name.slice(0, 64)} »`,
        `the statement has no parameter '${name.slice(0, 64)}'`,
      );
    }
    if (Object.hasOwn(values, spelled)) {
      throw misfit(`le paramètre « ${name} » est donné deux fois`, `the parameter '${name}' is given twice`);
    }
    values[spelled] = toSqlite(value, `params.${name}`);
  }
  const missing = shape.names.find((name) => !Object.hasOwn(values, name));
  if (missing !== undefined) throw misfit(`le paramètre « ${missing} » manque`, `the parameter '${missing}' is missing`);
  return { kind: "named", values };
}

function misfit(fr: string, en: string): AppError {
  return new AppError("invalid_params", { reason: say(fr, en) });
}

/** A JSON number without a fraction is bound as an integer: as a real, 5 would become '5.0' in a TEXT column. */
function toSqlite(value: unknown, where: string): SQLInputValue {
  if (value === null) return null;
  if (typeof value === "string") {
    // SQLite reads text up to a NUL, and has no form for half a surrogate pair: both would change silently.
    if (value.includes("\0")) throw misfit(`${where} contient un caractère NUL`, `${where} has a NUL character`);
    if (!value.isWellFormed()) throw misfit(`${where} n'est pas de l'Unicode bien formé`, `${where} is not well-formed Unicode`);
    return value;
  }
  if (typeof value === "number") {
    if (Number.isSafeInteger(value)) return BigInt(value);
    return value;
  }
  if (typeof value === "object" && !Array.isArray(value)) {
    const entries = Object.entries(value);
    const [[tag, text] = ["", null]] = entries;
    if (entries.length === 1 && typeof text === "string") {
      if (tag === "$int") return toInteger(text, where);
      if (tag === "$blob") return toBlob(text, where);
      if (tag === "$rounded" && !/^-?\d+$/.test(text)) {
        throw misfit(`${where} dépasse ce qu'un nombre peut être`, `${where} is beyond the range of a number`);
      }
      if (tag === "$rounded") {
        throw misfit(
          `${where} est un entier au-delà de 2^53 : envoyez-le comme {"$int":"…"}`,
          `${where} is an integer beyond 2^53: send it as {"$int":"…"}`,
        );
      }
    }
  }
  throw misfit(
    `${where} doit être un texte, un nombre, null, {"$int"} ou {"$blob"}`,
    `${where} must be text, a number, null, {"$int"} or {"$blob"}`,
  );
}

function toInteger(text: string, where: string): bigint {
  if (!/^-?\d{1,19}$/.test(text)) throw misfit(`${where}.$int n'est pas un nombre entier`, `${where}.$int is no whole number`);
  const integer = BigInt(text);
  if (integer < INT64_MIN || integer > INT64_MAX) {
    throw misfit(`${where}.$int dépasse 64 bits`, `${where}.$int is beyond 64 bits`);
  }
  return integer;
}

function toBlob(text: string, where: string): Uint8Array {
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text)) {
    throw misfit(`${where}.$blob n'est pas du base64`, `${where}.$blob is not base64`);
  }
  return new Uint8Array(Buffer.from(text, "base64"));
}

/** node:sqlite binds a number as a real. */
export function asInteger(value: SQLInputValue): SQLInputValue {
  return typeof value === "number" && Number.isSafeInteger(value) ? BigInt(value) : value;
}

/** Characters of all values together: long ones multiply whatever is done with them. */
export function parameterChars(params: Params | undefined): number {
  if (params === undefined) return 0;
  let chars = 0;
  for (const value of Object.values(params)) {
    if (typeof value === "string") chars += value.length;
    else if (typeof value === "object" && value !== null) chars += JSON.stringify(value).length;
  }
  return chars;
}

/** How long queries are, with all that they bind. */
export function queriesChars(queries: readonly Query[]): number {
  let chars = 0;
  for (const { query, params } of queries) chars += query.length + parameterChars(params);
  return chars;
}

/** One value as it goes on the wire. */
export function toWire(value: SQLOutputValue): WireValue {
  switch (typeof value) {
    case "number":
      // JSON has no infinity, and null would be another value.
      return Number.isFinite(value) ? value : { $real: String(value) };
    case "bigint":
      return Number.isSafeInteger(Number(value)) ? Number(value) : value.toString();
    case "object":
      return value === null ? null : { $blob: Buffer.from(value).toString("base64") };
    default:
      return value;
  }
}

export function toWireRow(row: Record<string, SQLOutputValue>): WireRow {
  const out: Record<string, WireValue> = {};
  for (const name in row) {
    // A column may be called __proto__: assigning that would set the prototype instead.
    if (name === "__proto__") {
      Object.defineProperty(out, name, { value: toWire(row[name]!), enumerable: true });
    } else out[name] = toWire(row[name]!);
  }
  return out;
}

export function hasSmallestInteger(row: Record<string, SQLOutputValue>): boolean {
  for (const name in row) if (row[name] === SMALLEST) return true;
  return false;
}

/** Whether a row can be written as JSON as it is: no blob, no big integer, no infinity. Costs far less than a copy. */
export function isPlain(row: Record<string, SQLOutputValue>): boolean {
  for (const name in row) {
    const value = row[name];
    if (typeof value === "string" || value === null) continue;
    if (typeof value === "number" && Number.isFinite(value)) continue;
    return false;
  }
  return true;
}
