/** A PIN for somebody of the team, to be told by word of mouth. */
import { useSignal } from "@preact/signals";
import { isPin, isWeakPin } from "../../../../shared/pins.ts";
import { Field } from "../../../components/field.tsx";
import { useForm } from "../../../components/form.ts";
import type { Failure } from "../../../network/failure.ts";
import { type AnyDialogProps, PasswordDialog } from "./password_dialog.tsx";

interface PinDialogProps extends AnyDialogProps {
  name: string;
  onSet: (pin: string) => Promise<Failure | null>;
}

export function PinDialog({ name, onSet, ...dialog }: PinDialogProps) {
  const { pin: words } = dialog.w;
  const code = useSignal("");
  const form = useForm();
  const problem = !isPin(code.value) ? words.malformed : isWeakPin(code.value) ? words.weak : null;
  return (
    <PasswordDialog
      title={words.title(name)}
      lead={words.lead}
      deed={words.submit}
      submission={form}
      onSubmit={() => form.send(problem === null ? code.value : null, onSet)}
      {...dialog}
    >
      {/* In sight: it is to be told. */}
      <Field
        label={words.code}
        value={code}
        hint={words.hint}
        error={form.tried ? problem : null}
        name="new-pin"
        inputMode="numeric"
        maxLength={8}
        autofocus
      />
    </PasswordDialog>
  );
}
