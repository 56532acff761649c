/** An error as one sentence on the console. */
import { AppError, problem } from "../../shared/errors.ts";

/** What SQLite says of a file that it cannot use, in one sentence with its remedy; null for any other trouble. */
export function storageSentence(message: string): string | null {
  if (/not a database|malformed|disk image|corrupt/i.test(message)) {
    return `The database is damaged (${message}): restore a copy with 'comptoir restore FILE'.`;
  }
  if (/made by a newer version|key file/.test(message)) return message;
  if (/readonly|read-only|unable to open|disk is full|permission/i.test(message)) {
    return `The database cannot be opened (${message}): check the folder's rights and the disk, or choose --data.`;
  }
  return null;
}

export function sentence(error: unknown): string {
  if (error instanceof AppError) return problem(error.code, error.extras, "en").detail;
  return error instanceof Error ? error.message : String(error);
}
