/**
 * Rests between the pieces of what a process of its own walks through, for as long as tills write: a low priority alone does not
 * take it off the processor that a till's answer waits for before its turn is over. Where nobody sells it goes on without any.
 */
import { LIMITS } from "../../../shared/limits.ts";

/** Makes the next piece when it is taken; `haveWritten` tells whether tills have since it was asked last. */
export async function* withRests<Piece>(pieces: Iterable<Piece>, haveWritten: () => boolean): AsyncGenerator<Piece> {
  haveWritten(); // what was written before counts for nothing
  let writtenAt = -Infinity;
  let begun = performance.now();
  for (const piece of pieces) {
    yield piece;
    // By now the piece before it is packed as well: that is work, too.
    const now = performance.now();
    if (haveWritten()) writtenAt = now;
    if (now - writtenAt < LIMITS.tillsAtWorkMs) {
      const rest = Math.min(Math.max(1, (now - begun) * LIMITS.pieceRests), LIMITS.pieceRestMs);
      await new Promise((resolve) => setTimeout(resolve, rest));
    }
    begun = performance.now();
  }
}
