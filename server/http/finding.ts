/** One thing that may be wrong with the server PC, as `GET /api/doctor` and the command line tell it. */
import type { Bilingual } from "../../shared/errors.ts";

export interface Finding {
  readonly check: string;
  readonly state: "good" | "bad" | "unknown";
  readonly said: Bilingual;
  readonly remedy: Bilingual | null;
}

export const good = (check: string, said: Bilingual): Finding => ({ check, state: "good", said, remedy: null });
export const bad = (check: string, said: Bilingual, remedy: Bilingual): Finding => ({ check, state: "bad", said, remedy });
export const unknown = (check: string, said: Bilingual, remedy: Bilingual | null = null): Finding => ({
  check,
  state: "unknown",
  said,
  remedy,
});
