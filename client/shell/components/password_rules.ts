/** What a new password must be, said before the server has to. */
import { INPUT_LIMITS } from "../../../shared/input_limits.ts";
import type { Messages } from "../words/words.ts";

/** What is wrong with a password, in words; null when nothing is. */
export function passwordProblem(password: string, t: Messages): string | null {
  if ([...password].length < INPUT_LIMITS.passwordMinChars) return t.account.tooShort;
  if (new TextEncoder().encode(password).length > INPUT_LIMITS.passwordMaxBytes) return t.account.tooLong;
  return null;
}
