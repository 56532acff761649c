/**
 * Rests between the pieces of what a process of its own walks through, for as long as tills write: a low priority alone does not
 * take it off the processor that a till's answer waits for before its turn is over. Where nobody sells it goes on without any.
 */
import type { DatabaseSync } from "node:sqlite";
import { LIMITS } from "../../../shared/limits.ts";

/** Makes the next piece when it is taken; `db` tells whether others write. */
export async function* withRests<Piece>(pieces: Iterable<Piece>, db: DatabaseSync): AsyncGenerator<Piece> {
  const version = db.prepare("PRAGMA data_version");
  let seen: unknown = null;
  let writtenAt = -Infinity;
  let begun = performance.now();
  for (const piece of pieces) {
    yield piece;
    // By now the piece before it is packed as well: that is work, too.
    const now = performance.now();
    const { data_version } = version.get() as { data_version: number };
    if (seen !== null && data_version !== seen) writtenAt = now;
    seen = data_version;
    if (now - writtenAt < LIMITS.tillsAtWorkMs) {
      const rest = Math.min(Math.max(1, (now - begun) * LIMITS.pieceRests), LIMITS.pieceRestMs);
      await new Promise((resolve) => setTimeout(resolve, rest));
    }
    begun = performance.now();
  }
}
