/** Reads request bodies: bounded, JSON, and of the shape that a schema says. */
import type { z } from "zod";
import { AppError, say } from "../../shared/errors.ts";
import { LIMITS } from "../../shared/limits.ts";
import type { RequestContext } from "./context.ts";
import { reasonOf } from "./reasons.ts";

type Bytes = Uint8Array<ArrayBuffer>;

/**
 * The body as text; throws `body_too_large` without reading on, `invalid_request` when it breaks off,
 * `body_too_slow`, `unsupported_encoding`. A long one counts as under way until its request is answered.
 */
export function readText(c: RequestContext, most: number = LIMITS.bodyBytes): string | Promise<string> {
  const request = c.req.raw;
  const { services: { flow }, found } = c.env;
  const encoding = request.headers.get("content-encoding");
  if (encoding !== null && encoding.toLowerCase() !== "identity") throw new AppError("unsupported_encoding", { encoding });
  const announced = Number(request.headers.get("content-length") ?? NaN);
  if (announced > most) throw tooLarge(most);
  // An announced length is enforced by HTTP itself. Only looking at `request.body` makes a stream of it, at twice the cost.
  if (announced <= LIMITS.smallFlowBytes) return flow.inTime(request.bytes()).then(decode, broken);
  if (request.body === null) return "";
  const length = Number.isNaN(announced) ? null : announced;
  found.inbound = flow.body(length ?? most, found);
  const body = readLong(request.body, length, most);
  found.inbound.body = body;
  return flow.inTime(body).catch(broken);
}

function tooLarge(most: number): AppError {
  return new AppError("body_too_large", { limit_kib: most / 1024 });
}

/** JSON is UTF-8: anything else would be stored as question marks. */
function decode(bytes: Uint8Array): string {
  try {
    return STRICT_UTF8.decode(bytes);
  } catch {
    throw new AppError("invalid_body", { field: "", reason: say("ce n'est pas de l'UTF-8", "not UTF-8") });
  }
}
const STRICT_UTF8 = new TextDecoder("utf-8", { fatal: true });

/** A body that breaks off, or is cut into pieces wrongly, is the sender's fault. */
function broken(error: unknown): never {
  throw error instanceof AppError ? error : new AppError("invalid_request");
}

/**
 * A long body, piece by piece: of one that is asked for as a whole, the runtime keeps twice as much as came until its connection
 * ends. `announced` is null where it may be anything up to `most` bytes.
 */
async function readLong(body: ReadableStream<Bytes>, announced: number | null, most: number): Promise<string> {
  let bytes = new Uint8Array(announced ?? LIMITS.smallFlowBytes);
  let length = 0;
  try {
    for await (const piece of body) {
      const end = length + piece.length;
      if (end > most) throw tooLarge(most);
      if (end > bytes.length) bytes = new Uint8Array(bytes.buffer.transfer(Math.min(most, 2 * end)));
      bytes.set(piece, length);
      letGo(piece);
      length = end;
    }
    return decode(bytes.subarray(0, length));
  } finally {
    letGo(bytes);
  }
}

/** Bytes that nobody needs any more: they would stay until garbage is looked for, and that does not count them. */
function letGo({ buffer }: Bytes): void {
  buffer.transfer(0);
}

/** `isPlain` knows what the schema would read as it is. */
export function parseBody<T extends z.ZodType>(
  text: string,
  schema: T,
  isPlain?: (value: unknown) => value is z.infer<T>,
): z.infer<T> {
  const value = parseJson(text);
  if (isPlain?.(value)) return value;
  const parsed = check(schema, value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const unknown = issue?.code === "unrecognized_keys" ? issue.keys[0] : undefined;
  const path = [...(issue?.path ?? []), ...(unknown === undefined ? [] : [unknown])];
  throw new AppError("invalid_body", { field: fieldName(path), reason: reasonOf(issue) });
}

/** Zod measures what is no text by a `length` of its own, and throws when that can be no number. */
function check<T extends z.ZodType>(schema: T, value: unknown): z.ZodSafeParseResult<z.infer<T>> {
  try {
    return schema.safeParse(value);
  } catch (error) {
    if (error instanceof TypeError) {
      throw new AppError("invalid_body", { field: "", reason: say("forme inattendue", "not of the shape that is wanted") });
    }
    throw error;
  }
}

/**
 * JSON.parse rounds integers beyond 2^53 and makes an infinity of 1e400 without a word: they become a
 * value that fits nowhere, params included.
 */
function parseJson(text: string): unknown {
  try {
    if (!MAYBE_ROUNDED.test(text)) return JSON.parse(text);
    return JSON.parse(text, markRounded as (key: string, value: unknown) => unknown);
  } catch {
    throw new AppError("invalid_body", { field: "", reason: say("ce n'est pas du JSON", "not JSON") });
  }
}
/** Sixteen digits, or an exponent of three: the digits and letters of a UUID are none. */
const MAYBE_ROUNDED = /\d{16}|[\s:,[]-?[\d.]+[eE]\+?\d{3}/;

function markRounded(_key: string, value: unknown, context: { readonly source?: string }): unknown {
  if (typeof value !== "number" || Number.isSafeInteger(value)) return value;
  const rounded = !Number.isFinite(value) || /^-?\d+$/.test(context.source ?? "");
  return rounded ? { $rounded: context.source } : value;
}

/** `["queries", 3, "type"]` → `queries[3].type` */
function fieldName(path: readonly PropertyKey[]): string {
  return path.reduce<string>((name, part) => {
    if (typeof part === "number") return `${name}[${part}]`;
    return name === "" ? String(part) : `${name}.${String(part)}`;
  }, "").slice(0, 200);
}
