/** An error as one sentence on the console. */
import { AppError, problem } from "../../shared/errors.ts";
import { SAYS_FULL } from "../database/files/disk_space.ts";

/** Trouble with the database, a key or the disk, in one sentence with its remedy; null for any other. */
export function storageSentence(error: unknown): string | null {
  const message = causeOf(error);
  if (isDamage(error)) {
    return `The database is damaged (${message}): restore a copy with 'comptoir restore FILE'.`;
  }
  if (/^the upgrade stopped at/.test(message) && !/disk is full/.test(message)) {
    return `The upgrade stopped (${
      message.slice("the upgrade ".length)
    }): the data is as it was. Start the version of before, and send us this line.`;
  }
  if (/made by a newer version|key file/.test(message)) return `${message[0]!.toUpperCase()}${message.slice(1)}.`;
  if (/no database of Comptoir/.test(message)) {
    return "The file comptoir.db is another program's: choose another folder with --data.";
  }
  if (/is locked|hold the log|^busy$/i.test(message)) {
    return "The database is in use by another program: close that program, then start again.";
  }
  if (isFull(error)) {
    return `The disk is full (${message}): make room on it, or choose another folder with --data.`;
  }
  if (/readonly|read-only|unable to open|permission|EACCES|EPERM|EROFS/i.test(message)) {
    return `The database cannot be opened (${message}): check the folder's rights and the disk, or choose --data.`;
  }
  if (/disk I\/O|EIO|database_unavailable/i.test(message)) {
    return `The database cannot be read or written (${message}): check the disk and the room on it, or restore a copy with 'comptoir restore FILE'.`;
  }
  return null;
}

/** Whether it says that the disk has no room. */
export function isFull(error: unknown): boolean {
  return SAYS_FULL.test(causeOf(error));
}

/** Whether it says that the file is no sound database. */
export function isDamage(error: unknown): boolean {
  return /not a database|malformed|disk image|corrupt/i.test(causeOf(error));
}

/** What SQLite or the system said, without what a worker and the contract put around it. */
function causeOf(error: unknown): string {
  if (error instanceof AppError) return typeof error.extras["sqlite"] === "string" ? error.extras["sqlite"] : error.code;
  const message = error instanceof Error ? error.message : String(error);
  return message.split("\n")[0]!.replace(/^Uncaught (?:\(in [^)]*\) )?/, "").replace(/^\w*Error: /, "");
}

export function sentence(error: unknown): string {
  if (error instanceof AppError) return problem(error.code, error.extras, "en").detail;
  return error instanceof Error ? error.message : String(error);
}
