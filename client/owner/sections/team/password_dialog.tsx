/** A new password: for somebody else, to be told by word of mouth, or one's own. */
import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { Dialog } from "../../../components/dialog.tsx";
import { FailureNote } from "../../../components/failure_note.tsx";
import { Field } from "../../../components/field.tsx";
import { type Form, submits, useForm } from "../../../components/form.ts";
import type { Submission } from "../../../components/submission.ts";
import type { Failure } from "../../../network/failure.ts";
import { passwordProblem } from "../../../shell/components/password_rules.ts";
import type { OwnerMessages } from "../../words/words.ts";
import type { TeamMessages } from "./words.ts";

/** 31 signs, without those that are taken for another when they are read out or copied. */
const SIGNS = "abcdefghjkmnpqrstuvwxyz23456789";
const GROUPS = 4;
const OF_EACH = 4;

/** 16 signs in groups: 79 bits. */
export function suggestedPassword(randomBytes: (length: number) => Uint8Array): string {
  const signs: string[] = [];
  while (signs.length < GROUPS * OF_EACH) {
    // Five bits of each byte; the one value that is left over is drawn again.
    for (const byte of randomBytes(GROUPS * OF_EACH)) if ((byte & 31) < SIGNS.length) signs.push(SIGNS[byte & 31]!);
  }
  const group = (at: number) => signs.slice(at * OF_EACH, (at + 1) * OF_EACH).join("");
  return Array.from({ length: GROUPS }, (_, at) => group(at)).join("-");
}

export interface AnyDialogProps {
  t: OwnerMessages;
  w: TeamMessages;
  onDone: () => void;
  onClose: () => void;
}

/** How a new password is asked for. */
const asked = (form: Form, problem: string | null, t: OwnerMessages, w: TeamMessages) => ({
  label: w.password.next,
  hint: t.account.passwordHint,
  error: form.tried ? problem : null,
});

export function ResetDialog({ name, randomBytes, t, w, onReset, onDone, onClose }: AnyDialogProps & {
  name: string;
  randomBytes: (length: number) => Uint8Array;
  onReset: (password: string) => Promise<Failure | null>;
}) {
  const password = useSignal("");
  const form = useForm();
  const problem = passwordProblem(password.value, t);
  return (
    <PasswordDialog
      title={w.password.resetTitle(name)}
      lead={w.password.resetBody}
      submission={form}
      onSubmit={() => form.send(problem === null ? password.value : null, onReset)}
      {...{ t, w, onDone, onClose }}
    >
      {/* In sight: it is to be told. */}
      <Field value={password} name="reset-password" {...asked(form, problem, t, w)} autofocus />
      <button type="button" class="button button-plain" onClick={() => password.value = suggestedPassword(randomBytes)}>
        {w.password.suggest}
      </button>
    </PasswordDialog>
  );
}

export function OwnPasswordDialog({ t, w, onChange, onDone, onClose }: AnyDialogProps & {
  onChange: (current: string, next: string) => Promise<Failure | null>;
}) {
  const current = useSignal("");
  const next = useSignal("");
  const form = useForm();
  const problem = passwordProblem(next.value, t);
  const missing = current.value === "" ? t.account.missing : null;
  return (
    <PasswordDialog
      title={w.password.own}
      submission={form}
      onSubmit={() =>
        form.send(
          problem === null && missing === null ? [current.value, next.value] as const : null,
          (both) => onChange(...both),
        )}
      {...{ t, w, onDone, onClose }}
    >
      <Field
        label={w.password.current}
        value={current}
        error={form.tried ? missing : null}
        name="current-password"
        type="password"
        autocomplete="current-password"
        autofocus
      />
      <Field value={next} name="next-password" {...asked(form, problem, t, w)} type="password" autocomplete="new-password" />
    </PasswordDialog>
  );
}

/** Also of a PIN: `deed` is what its button is called. */
export function PasswordDialog(
  { title, lead, deed, submission, onSubmit, t, w, onDone, onClose, children }: AnyDialogProps & {
    title: string;
    deed?: string;
    lead?: string;
    submission: Submission;
    /** True when it succeeded. */
    onSubmit: () => Promise<boolean>;
    children: ComponentChildren;
  },
) {
  const submit = async () => {
    if (!await onSubmit()) return;
    onDone();
    onClose();
  };
  return (
    <Dialog title={title} close={t.close} onClose={onClose}>
      <form onSubmit={submits(submit)} noValidate>
        <div class="dialog-body form">
          {lead !== undefined && <p>{lead}</p>}
          {children}
          {submission.failure !== null && <FailureNote failure={submission.failure} t={t} />}
        </div>
        <div class="dialog-foot">
          <button type="button" class="button button-plain" onClick={onClose}>{t.owner.cancel}</button>
          <button type="submit" class="button button-main" disabled={submission.busy}>{deed ?? w.password.submit}</button>
        </div>
      </form>
    </Dialog>
  );
}
