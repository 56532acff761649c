/** One thing that may be wrong with the server PC, as `GET /api/doctor` and the command line tell it. */
import type { Bilingual } from "../../shared/errors.ts";

export interface Finding {
  readonly check: string;
  readonly state: "good" | "bad" | "unknown";
  readonly said: Bilingual;
  readonly remedy: Bilingual | null;
}
