/** An action of a page, with its failure as an answer. */
import { Failure } from "./failure.ts";

/** What a page wants to know of an action: why it failed, null when it did not. */
export async function attempt(action: () => Promise<void> | void): Promise<Failure | null> {
  try {
    await action();
    return null;
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
}
