/** An error as one sentence on the console. */
import { AppError, problem } from "../../shared/errors.ts";

export function sentence(error: unknown): string {
  if (error instanceof AppError) return problem(error.code, error.extras, "en").detail;
  return error instanceof Error ? error.message : String(error);
}
