/** What a new password must be, said before the server has to. */
import { LIMITS } from "../../shared/limits.ts";
import type { Messages } from "../i18n.ts";

/** What is wrong with a password, in words; null when nothing is. */
export function passwordProblem(password: string, t: Messages): string | null {
  if ([...password].length < LIMITS.passwordMinChars) return t.account.tooShort;
  if (new TextEncoder().encode(password).length > LIMITS.passwordMaxBytes) return t.account.tooLong;
  return null;
}
