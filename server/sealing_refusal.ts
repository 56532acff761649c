/** Why the journal was not sealed, or not all that was asked for, in the owner's words. */
import { AppError, type Bilingual, type Locale, problem, say } from "../shared/errors.ts";
import { SAYS_FULL } from "./database/files/disk_space.ts";

export function refused(fr: string, en: string): AppError {
  return new AppError("seal_refused", { reason: say(fr, en) });
}

/** Whatever ended it. */
export function refusalOf(error: Error): AppError {
  if (error instanceof AppError && error.extras["reason"] !== undefined) return error;
  const { fr, en } = error instanceof AppError ? whyRefused(error) : whyNot(error.message);
  console.error(`Not all of the journal was sealed: ${en}`);
  return refused(fr, en);
}

/** By whoever has the database, or by a process that was not to be had. */
function whyRefused({ code, extras }: AppError): Bilingual {
  if (code === "busy") return say("le serveur est occupé : essayez encore une fois", "the server is busy: try once more");
  if (typeof extras["sqlite"] === "string") return whyNot(extras["sqlite"]);
  const told = (locale: Locale) => problem(code, extras, locale).detail.replace(/\.$/, "");
  return say(told("fr"), told("en"));
}

/** SQLite, and the process that makes a file, say it in English alone. */
function whyNot(message: string): Bilingual {
  const file = /journal\/journal-\d+\.db/.exec(message)?.[0] ?? "";
  if (SAYS_FULL.test(message) || /room on the disk/.test(message)) {
    return say("il n'y a pas assez de place sur le disque", message);
  }
  if (/is there already/.test(message)) {
    return say(`${file} est déjà là et contient autre chose : mettez-le ailleurs, puis scellez de nouveau`, message);
  }
  if (/journal is not whole/.test(message)) {
    return say("le journal n'est pas intact : rien n'en est scellé, faites vérifier les enregistrements", message);
  }
  if (/readonly|read-only|permission|EACCES|EPERM|EROFS|unable to open/i.test(message)) {
    return say("le programme ne peut pas écrire dans le dossier de la boutique", message);
  }
  return say("voyez la console du serveur", message);
}
