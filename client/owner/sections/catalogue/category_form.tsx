/** The form of a new category. */
import { useSignal } from "@preact/signals";
import { Field } from "../../../components/field.tsx";
import { filled, useForm } from "../../../components/form.ts";
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
  const form = useForm(t.account.missing);
  const submit = async () => {
    if (await form.send(filled(name), onAdd)) onClose();
  };
  return (
    <AddForm submission={form} t={t} onSubmit={submit} onClose={onClose}>
      <Field
        label={t.owner.categoryName}
        value={name}
        error={form.missing(name)}
        name="category-name"
        maxLength={100}
        autofocus
      />
    </AddForm>
  );
}
