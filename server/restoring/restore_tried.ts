/** What the server that is begun anew is told of the restore for which it was. */
import type { Bilingual } from "../../shared/errors.ts";

/** How the restore ended for which this server was begun anew. */
export interface RestoreTried {
  /** RFC 3339. */
  readonly at: string;
  readonly file: string;
  /** Why the shop is as it was; null when it is the copy's. */
  readonly failed: Bilingual | null;
  /** The path of the database of before. */
  readonly kept: string | null;
  /** Whether all that was sold since the copy was made is known: no number can come twice. */
  readonly sure: boolean;
}
