/** How copies are made by themselves: how often, how many stay, and where each lies once more. */
import { type Signal, useSignal } from "@preact/signals";
import { FailureNote } from "../../../components/failure_note.tsx";
import { Field } from "../../../components/field.tsx";
import { useSubmission } from "../../../components/submission.ts";
import type { Failure } from "../../../network/failure.ts";
import type { OwnerMessages } from "../../words/words.ts";
import type { BackupPlan } from "./system_work.ts";
import type { SystemMessages } from "./words.ts";

const NUMBERS = ["hours", "days", "weeks", "months"] as const;
type Numbers = (typeof NUMBERS)[number];

/** The most that the server takes of each, see shared/limits.ts; no more than that is typed. */
const DIGITS = 3;

interface PlanFormProps {
  plan: BackupPlan;
  t: OwnerMessages;
  w: SystemMessages;
  onSave: (plan: BackupPlan) => Promise<Failure | null>;
}

export function PlanForm({ plan, t, w, onSave }: PlanFormProps) {
  const drafts: Record<Numbers, Signal<string>> = {
    hours: useSignal(String(plan.hours)),
    days: useSignal(String(plan.days)),
    weeks: useSignal(String(plan.weeks)),
    months: useSignal(String(plan.months)),
  };
  const folder = useSignal(plan.second_folder ?? "");
  const saved = useSignal(false);
  const submission = useSubmission();
  const wrong = (name: Numbers) => /^\d{1,3}$/.test(drafts[name].value.trim()) ? null : w.wholeNumber;
  const submit = async (event: Event) => {
    event.preventDefault();
    saved.value = false;
    if (NUMBERS.some((name) => wrong(name) !== null)) return;
    const numbers = Object.fromEntries(NUMBERS.map((name) => [name, Number(drafts[name].value)])) as Record<Numbers, number>;
    const second_folder = folder.value.trim() === "" ? null : folder.value.trim();
    saved.value = await submission.run(() => onSave({ ...numbers, second_folder }));
  };
  return (
    <form class="backup-plan" onSubmit={submit} noValidate>
      <div class="backup-plan-numbers">
        {NUMBERS.map((name) => (
          <Field
            key={name}
            label={w.plan[name]}
            value={drafts[name]}
            error={wrong(name)}
            name={`backup-${name}`}
            inputMode="numeric"
            maxLength={DIGITS}
          />
        ))}
      </div>
      <Field label={w.plan.folder} value={folder} hint={w.plan.folderHint} name="backup-folder" maxLength={500} />
      {submission.failure !== null && <FailureNote failure={submission.failure} t={t} />}
      <div class="backup-plan-foot">
        <p class="form-said" role="status">{saved.value ? w.plan.saved : ""}</p>
        <button type="submit" class="button" disabled={submission.busy}>{w.plan.save}</button>
      </div>
    </form>
  );
}
