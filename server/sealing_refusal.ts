/** Why the journal was not sealed, or not all that was asked for, in the owner's words. */
import { AppError, type Bilingual, type Locale, problem, say } from "../shared/errors.ts";
import { SAYS_FULL } from "./database/files/disk_space.ts";
import { NotSealed } from "./database/sealing/not_sealed.ts";

export function refused(fr: string, en: string): AppError {
  return new AppError("seal_refused", { reason: say(fr, en) });
}

/** Whatever ended it. */
export function refusalOf(error: Error): AppError {
  if (error instanceof AppError && error.extras["reason"] !== undefined) return error;
  const { fr, en } = whyOf(error);
  console.error(`Not all of the journal was sealed: ${en}`);
  return refused(fr, en);
}

function whyOf(error: Error): Bilingual {
  if (error instanceof NotSealed) return error.reason;
  return error instanceof AppError ? whyRefused(error) : whyNot(error.message);
}

/** By whoever has the database, or by a process that was not to be had. */
function whyRefused({ code, extras }: AppError): Bilingual {
  if (code === "busy") return say("le serveur est occupé : essayez encore une fois", "the server is busy: try once more");
  if (typeof extras["sqlite"] === "string") return whyNot(extras["sqlite"]);
  const told = (locale: Locale) => problem(code, extras, locale).detail.replace(/\.$/, "");
  return say(told("fr"), told("en"));
}

/** SQLite and the system say it in English alone. */
function whyNot(message: string): Bilingual {
  if (SAYS_FULL.test(message)) return say("il n'y a pas assez de place sur le disque", message);
  if (/readonly|read-only|permission|EACCES|EPERM|EROFS|unable to open/i.test(message)) {
    return say("le programme ne peut pas écrire dans le dossier de la boutique", message);
  }
  return say("voyez la console du serveur", message);
}
