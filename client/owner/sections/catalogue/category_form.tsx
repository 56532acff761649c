/** The form of a new category. */
import { useSignal } from "@preact/signals";
import { Field } from "../../../components/field.tsx";
import { useSubmission } from "../../../components/submission.ts";
import type { Failure } from "../../../network/failure.ts";
import { AddForm } from "../../components/add_form.tsx";
import type { OwnerMessages } from "../../words/words.ts";

interface CategoryFormProps {
  t: OwnerMessages;
  onAdd: (name: string) => Promise<Failure | null>;
  onClose: () => void;
}

export function CategoryForm({ t, onAdd, onClose }: CategoryFormProps) {
  const name = useSignal("");
  const tried = useSignal(false);
  const submission = useSubmission();
  const submit = async () => {
    tried.value = true;
    const wanted = name.value.trim();
    if (wanted !== "" && await submission.run(() => onAdd(wanted))) onClose();
  };
  return (
    <AddForm submission={submission} t={t} onSubmit={submit} onClose={onClose}>
      <Field
        label={t.owner.categoryName}
        value={name}
        error={tried.value && name.value.trim() === "" ? t.account.missing : null}
        name="category-name"
        maxLength={100}
        autofocus
      />
    </AddForm>
  );
}
