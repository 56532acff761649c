/** A year of the journal that is not sealed, and why, in the owner's words. English is what the command line says. */
import type { Bilingual } from "../../../shared/errors.ts";

export class NotSealed extends Error {
  constructor(readonly reason: Bilingual) {
    super(reason.en);
  }
}
