/** The last step of what takes a database's place, as a command takes it. */
import type { Replacement } from "../database/files/replacement.ts";
import { Refused } from "./console.ts";

/** What is decided is no failure: the next one to open the folder does the same. `otherwise` says what is not there yet, `kept` what else is to be known then. */
export function putInPlace(replacement: Replacement, otherwise: string, kept = ""): void {
  try {
    replacement.settle();
  } catch (error) {
    throw new Refused(`${otherwise}: ${(error as Error).message}. Starting Comptoir on this folder puts it there.${kept}`);
  }
}
