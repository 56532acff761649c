/** A PIN for somebody of the team, to be told by word of mouth. */
import { useSignal } from "@preact/signals";
import { isPin, isWeakPin } from "../../../../shared/pins.ts";
import { Field } from "../../../components/field.tsx";
import { useSubmission } from "../../../components/submission.ts";
import type { Failure } from "../../../network/failure.ts";
import { type AnyDialogProps, PasswordDialog } from "./password_dialog.tsx";

interface PinDialogProps extends AnyDialogProps {
  name: string;
  onSet: (pin: string) => Promise<Failure | null>;
}

export function PinDialog({ name, onSet, ...dialog }: PinDialogProps) {
  const { pin: words } = dialog.w;
  const code = useSignal("");
  const tried = useSignal(false);
  const submission = useSubmission();
  const problem = !isPin(code.value) ? words.malformed : isWeakPin(code.value) ? words.weak : null;
  return (
    <PasswordDialog
      title={words.title(name)}
      lead={words.lead}
      deed={words.submit}
      submission={submission}
      action={() => onSet(code.value)}
      onTry={() => (tried.value = true) && problem === null}
      {...dialog}
    >
      {/* In sight: it is to be told. */}
      <Field
        label={words.code}
        value={code}
        hint={words.hint}
        error={tried.value ? problem : null}
        name="new-pin"
        inputMode="numeric"
        autocomplete="off"
        maxLength={8}
        autofocus
      />
    </PasswordDialog>
  );
}
