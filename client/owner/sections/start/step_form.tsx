/** A step: its question, its fields, and the ways on, back and around it. */
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { FailureNote } from "../../../components/failure_note.tsx";
import type { Submission } from "../../../components/submission.ts";
import type { OwnerMessages } from "../../words/words.ts";
import { type OpenStep, placeOf } from "./steps.ts";
import type { StartWords } from "./words.ts";

interface StepFormProps {
  step: OpenStep;
  title: string;
  body?: string;
  submission: Submission;
  t: OwnerMessages;
  w: StartWords;
  onSubmit: () => void;
  children: ComponentChildren;
}

export function StepForm({ step, title, body, submission, t, w, onSubmit, children }: StepFormProps) {
  const before = placeOf(step, -1);
  const after = placeOf(step, 1)!;
  const isLast = step === "tills";
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    form.current?.querySelector<HTMLElement>("input:not([type=checkbox])")?.focus({ preventScroll: true });
  }, []);
  return (
    <form
      ref={form}
      class="pane start-pane"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      <header class="first-head">
        <h2>{title}</h2>
        {body !== undefined && <p>{body}</p>}
      </header>
      <div class="start-body">{children}</div>
      {submission.failure !== null && <FailureNote failure={submission.failure} t={t} />}
      <footer class="start-foot">
        {before !== null && <a class="button button-quiet" href={before}>{w.back}</a>}
        <span class="start-gap" />
        {!isLast && <a class="button button-quiet" href={after}>{w.later}</a>}
        <button type="submit" class="button button-main" disabled={submission.busy}>{isLast ? w.finish : w.go}</button>
      </footer>
    </form>
  );
}
