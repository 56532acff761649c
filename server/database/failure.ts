/** Errors on their way across a worker's border, where classes do not survive. */
import { AppError } from "../../shared/errors.ts";
import type { Failure } from "./jobs.ts";
import { fromSqlite } from "./sql/sqlite_errors.ts";

export function toFailure(thrown: unknown): Failure {
  const error = fromSqlite(thrown);
  if (error instanceof AppError) return { ok: false, code: error.code, extras: error.extras };
  return { ok: false, bug: error instanceof Error ? error.stack ?? error.message : String(error) };
}

export function toError(failure: Failure): Error {
  return "code" in failure ? new AppError(failure.code, failure.extras) : new Error(failure.bug);
}
