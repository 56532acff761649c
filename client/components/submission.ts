/** A form on its way to the server: busy, failed, or done. */
import { useSignal } from "@preact/signals";
import type { Failure } from "../network/failure.ts";

/** What a form does: answers why it could not, or null when it did. */
export type Action = () => Promise<Failure | null> | Failure | null;

export interface Submission {
  readonly busy: boolean;
  readonly failure: Failure | null;
  /** Runs one submission at a time; true when it succeeded. */
  readonly run: (action: Action) => Promise<boolean>;
}

export function useSubmission(): Submission {
  const busy = useSignal(false);
  const failure = useSignal<Failure | null>(null);
  const run = async (action: Action) => {
    if (busy.peek()) return false;
    busy.value = true;
    failure.value = null;
    try {
      failure.value = await action();
      return failure.peek() === null;
    } finally {
      busy.value = false;
    }
  };
  return { busy: busy.value, failure: failure.value, run };
}
