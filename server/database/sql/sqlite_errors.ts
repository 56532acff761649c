/** Turns what SQLite throws into the contract's errors. */
import { AppError } from "../../../shared/errors.ts";
import { constraintViolation, keyMismatch } from "./constraints.ts";

interface SqliteError extends Error {
  readonly code: "ERR_SQLITE_ERROR";
  /** Absent when `exec()` or the opening of a file passes it on. */
  readonly errcode?: number;
}

function isSqliteError(error: unknown): error is SqliteError {
  return error instanceof Error && (error as { code?: unknown }).code === "ERR_SQLITE_ERROR";
}

/** Primary result codes of SQLite (https://sqlite.org/rescode.html). */
const PRIMARY = {
  busy: 5,
  locked: 6,
  noMemory: 7,
  readOnly: 8,
  ioError: 10,
  corrupt: 11,
  full: 13,
  cantOpen: 14,
  tooBig: 18,
  constraint: 19,
  mismatch: 20,
  notADatabase: 26,
} as const;

/** What SQLite says of them where no code comes along (`sqlite3_errstr`, and the names that it puts in front of a constraint). */
const SAID: readonly (readonly [RegExp, keyof typeof PRIMARY])[] = [
  [/^database is locked/, "busy"],
  [/^database (?:table|schema) is locked/, "locked"],
  [/^out of memory/, "noMemory"],
  [/^attempt to write a readonly database/, "readOnly"],
  [/^disk I\/O error/, "ioError"],
  [/^database disk image is malformed|^malformed database schema/, "corrupt"],
  [/^database or disk is full/, "full"],
  [/^unable to open database file/, "cantOpen"],
  [/^string or blob too big/, "tooBig"],
  [/^(?:UNIQUE|NOT NULL|CHECK|FOREIGN KEY) constraint failed|^comptoir:/, "constraint"],
  [/^datatype mismatch/, "mismatch"],
  [/^file is not a database/, "notADatabase"],
];

/** What the shop's triggers raise: `comptoir:forbidden:TABLE:COLUMN:OPERATION` is a matter of rights. */
const FORBIDDEN = /^comptoir:forbidden:(\w+):(\w*):(\w+)$/;
/** `comptoir:owner_wanted:RULE`: only the owner may allow it, as the application's rule says. */
const OWNER_WANTED = /^comptoir:owner_wanted:(rule:\w+)$/;

/**
 * The AppError for something thrown while preparing or running SQL; anything that SQLite did not
 * say is returned as it is, for it is a bug.
 */
export function fromSqlite(error: unknown): unknown {
  if (error instanceof AppError || !isSqliteError(error)) return error;
  const text = error.message;
  const primary = primaryOf(error);
  switch (primary) {
    case PRIMARY.constraint:
      return forbiddenBy(text) ?? constraintViolation(text);
    case PRIMARY.mismatch:
      return keyMismatch(text);
    case PRIMARY.tooBig:
    case PRIMARY.noMemory:
      return new AppError("result_too_large", { sqlite: text });
    case PRIMARY.busy:
    case PRIMARY.locked:
      return new AppError("busy");
    case PRIMARY.readOnly:
    case PRIMARY.ioError:
    case PRIMARY.corrupt:
    case PRIMARY.full:
    case PRIMARY.cantOpen:
    case PRIMARY.notADatabase:
      return new AppError("database_unavailable", { sqlite: text });
    default:
      return new AppError("sql_error", { sqlite: text });
  }
}

function primaryOf({ errcode, message }: SqliteError): number {
  if (errcode !== undefined) return errcode & 0xff;
  const said = SAID.find(([text]) => text.test(message));
  return said === undefined ? 1 : PRIMARY[said[1]];
}

function forbiddenBy(text: string): AppError | null {
  const wanted = OWNER_WANTED.exec(text);
  if (wanted !== null) return new AppError("owner_wanted", { constraint: wanted[1]! });
  const forbidden = FORBIDDEN.exec(text);
  if (forbidden === null) return null;
  const [, table = "", column = "", operation = ""] = forbidden;
  return new AppError("forbidden", { table, column: column === "" ? null : column, operation });
}
