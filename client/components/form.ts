/** A form to be filled in: what is wrong with its fields shows once it was tried, and nothing is sent until nothing is. */
import { type ReadonlySignal, useSignal } from "@preact/signals";
import { type Action, type Submission, useSubmission } from "./submission.ts";

export interface Form extends Submission {
  /** Whether it was tried, so that what is wrong with its fields shows. */
  readonly tried: boolean;
  /** What a field says that must be filled in; null while it is, and before the form was tried. */
  readonly missing: (text: ReadonlySignal<string>) => string | null;
  /** What a field says of its value, which is null while something is wrong with it. */
  readonly fault: (value: unknown, sentence: string) => string | null;
  /** Sends what the fields say, null while something is wrong with them. True when it succeeded: the form is as new then. */
  readonly send: <Wanted>(wanted: Wanted | null, action: (wanted: Wanted) => ReturnType<Action>) => Promise<boolean>;
}

/** `missing`: what a field says that must be filled in. */
export function useForm(missing = ""): Form {
  const tried = useSignal(false);
  const submission = useSubmission();
  const fault = (value: unknown, sentence: string) => tried.value && value === null ? sentence : null;
  return {
    ...submission,
    tried: tried.value,
    missing: (text) => fault(filled(text), missing),
    fault,
    async send(wanted, action) {
      tried.value = true;
      if (wanted === null || !await submission.run(() => action(wanted))) return false;
      tried.value = false;
      return true;
    },
  };
}

/** What was typed, without blanks around it; null where nothing was. */
export function filled({ value }: ReadonlySignal<string>): string | null {
  return value.trim() || null;
}

/** For a form's `onSubmit`: the browser itself sends nothing. */
export function submits(deed: () => unknown): (event: Event) => void {
  return (event) => {
    event.preventDefault();
    void deed();
  };
}
