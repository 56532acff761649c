/** Turns what SQLite throws into the contract's errors. */
import { AppError } from "../../shared/errors.ts";
import { constraintViolation, keyMismatch } from "./constraints.ts";

interface SqliteError extends Error {
  readonly code: "ERR_SQLITE_ERROR";
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

/** What the shop's triggers raise: `comptoir:forbidden:TABLE:COLUMN:OPERATION` is a matter of rights. */
const FORBIDDEN = /^comptoir:forbidden:(\w+):(\w*):(\w+)$/;

/**
 * The AppError for something thrown while preparing or running SQL; anything that SQLite did not
 * say is returned as it is, for it is a bug.
 */
export function fromSqlite(error: unknown): unknown {
  if (error instanceof AppError || !isSqliteError(error)) return error;
  const text = error.message;
  const primary = (error.errcode ?? 1) & 0xff;
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
      // `exec` reports no code for a constraint that fails at COMMIT.
      if (text === "FOREIGN KEY constraint failed") return constraintViolation(text);
      return new AppError("sql_error", { sqlite: text });
  }
}

function forbiddenBy(text: string): AppError | null {
  const forbidden = FORBIDDEN.exec(text);
  if (forbidden === null) return null;
  const [, table = "", column = "", operation = ""] = forbidden;
  return new AppError("forbidden", { table, column: column === "" ? null : column, operation });
}
