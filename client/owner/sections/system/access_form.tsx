/** The form that makes an API token: whose it is, and what it opens. */
import { useSignal } from "@preact/signals";
import { type Scope, SCOPES } from "../../../../shared/scopes.ts";
import { Field } from "../../../components/field.tsx";
import { filled, useForm } from "../../../components/form.ts";
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
  const form = useForm(t.account.missing);
  const words = w.access;
  const choose = (scope: Scope, on: boolean) =>
    chosen.value = SCOPES.filter((one) => one === scope ? on : chosen.value.includes(one));
  const submit = async () => {
    const named = filled(name);
    const wanted = named === null || chosen.value.length === 0 ? null : { name: named, scopes: chosen.value };
    if (await form.send(wanted, ({ name, scopes }) => onMake(name, scopes))) onClose();
  };
  return (
    <AddForm submission={form} t={t} onSubmit={submit} onClose={onClose}>
      <Field label={words.name} value={name} hint={words.nameHint} error={form.missing(name)} name="access-name" autofocus />
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
        {form.tried && chosen.value.length === 0 && <p class="access-missing" role="alert">{words.noneChosen}</p>}
      </fieldset>
    </AddForm>
  );
}
