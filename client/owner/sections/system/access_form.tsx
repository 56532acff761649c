/** The form that makes an API token: whose it is, and what it opens. */
import { useSignal } from "@preact/signals";
import { type Scope, SCOPES } from "../../../../shared/scopes.ts";
import { Field } from "../../../components/field.tsx";
import { useSubmission } from "../../../components/submission.ts";
import type { Failure } from "../../../network/failure.ts";
import { AddForm } from "../../components/add_form.tsx";
import type { OwnerMessages } from "../../words/words.ts";
import type { SystemMessages } from "./words.ts";

interface AccessFormProps {
  t: OwnerMessages;
  w: SystemMessages;
  onMake: (name: string, scopes: readonly Scope[]) => Promise<Failure | null>;
  onClose: () => void;
}

export function AccessForm({ t, w, onMake, onClose }: AccessFormProps) {
  const name = useSignal("");
  const chosen = useSignal<readonly Scope[]>([]);
  const tried = useSignal(false);
  const submission = useSubmission();
  const words = w.access;
  const choose = (scope: Scope, on: boolean) =>
    chosen.value = SCOPES.filter((one) => one === scope ? on : chosen.value.includes(one));
  const submit = () => {
    tried.value = true;
    if (name.value.trim() === "" || chosen.value.length === 0) return;
    submission.run(async () => {
      const failure = await onMake(name.value.trim(), chosen.value);
      if (failure === null) onClose();
      return failure;
    });
  };
  return (
    <AddForm submission={submission} t={t} onSubmit={submit} onClose={onClose}>
      <Field
        label={words.name}
        value={name}
        hint={words.nameHint}
        error={tried.value && name.value.trim() === "" ? t.account.missing : null}
        name="access-name"
        autocomplete="off"
        autofocus
      />
      <fieldset class="access-scopes">
        <legend>{words.scopes}</legend>
        {SCOPES.map((scope) => (
          <label key={scope} class="access-scope">
            <input
              type="checkbox"
              checked={chosen.value.includes(scope)}
              onChange={(event) => choose(scope, event.currentTarget.checked)}
            />
            <span>
              {words.of[scope].name} <span class="row-about">{words.of[scope].about}</span>
            </span>
          </label>
        ))}
        {tried.value && chosen.value.length === 0 && <p class="access-missing" role="alert">{words.noneChosen}</p>}
      </fieldset>
    </AddForm>
  );
}
