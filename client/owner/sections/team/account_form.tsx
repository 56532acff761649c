/** A form that adds a person to the team. */
import { useSignal } from "@preact/signals";
import { type Role, ROLES } from "../../../../shared/roles.ts";
import { Choice } from "../../../components/field.tsx";
import { useSubmission } from "../../../components/submission.ts";
import type { Failure } from "../../../network/failure.ts";
import { AccountFields, accountOf, useAccountDraft } from "../../../shell/components/account_fields.tsx";
import { AddForm } from "../../components/add_form.tsx";
import type { NewAccount } from "../../store/work.ts";
import type { OwnerMessages } from "../../words/words.ts";

interface AccountFormProps {
  t: OwnerMessages;
  onAdd: (account: NewAccount) => Promise<Failure | null>;
  onCancel: () => void;
}

export function AccountForm({ t, onAdd, onCancel }: AccountFormProps) {
  const draft = useAccountDraft();
  const role = useSignal<string>("vendeur");
  const submission = useSubmission();
  const submit = () => {
    const account = accountOf(draft, t);
    if (account !== null) submission.run(() => onAdd({ ...account, role: role.value as Role }));
  };
  return (
    <AddForm submission={submission} t={t} onSubmit={submit} onClose={onCancel}>
      <AccountFields draft={draft} own={false} name={{ label: t.owner.name, hint: t.owner.nameHint }} t={t}>
        <Choice label={t.owner.role} value={role} name="new-role">
          {ROLES.toReversed().map((value) => <option key={value} value={value}>{t.roles[value]}</option>)}
        </Choice>
      </AccountFields>
    </AddForm>
  );
}
