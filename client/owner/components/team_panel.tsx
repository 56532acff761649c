/** The people of the shop, and a form that adds one. */
import { useSignal } from "@preact/signals";
import { type Role, ROLES } from "../../../shared/roles.ts";
import type { OwnerMessages } from "../words/words.ts";
import type { Account } from "../store/rows.ts";
import type { Failure } from "../../network/failure.ts";
import type { NewAccount } from "../store/work.ts";
import { AccountFields, accountOf, useAccountDraft } from "../../shell/components/account_fields.tsx";
import { AddForm } from "./add_form.tsx";
import { Empty, Loading } from "../../components/empty.tsx";
import { FailureNote } from "../../components/failure_note.tsx";
import { Choice } from "../../components/field.tsx";
import { Icon } from "../../components/icon.tsx";
import { useSubmission } from "../../components/submission.ts";

interface TeamPanelProps {
  /** The form is open to begin with. */
  adds: boolean;
  accounts: readonly Account[] | null;
  t: OwnerMessages;
  onAdd: (account: NewAccount) => Promise<Failure | null>;
  onTraining: (id: number, training: boolean) => Promise<Failure | null>;
}

export function TeamPanel({ adds, accounts, t, onAdd, onTraining }: TeamPanelProps) {
  const adding = useSignal(adds);
  const done = useSignal("");
  const submission = useSubmission();
  const { owner } = t;
  const add = async (account: NewAccount) => {
    const failure = await onAdd(account);
    if (failure !== null) return failure;
    done.value = owner.added(account.name);
    adding.value = false;
    return null;
  };
  return (
    <section class="pane team" aria-labelledby="team-title">
      <header class="pane-head">
        <h2 id="team-title">
          <Icon name="people" />
          {owner.teamTitle}
        </h2>
        {!adding.value && (
          <button type="button" class="button button-plain" onClick={() => adding.value = true}>
            <Icon name="plus" />
            {owner.teamAdd}
          </button>
        )}
      </header>
      {adding.value && <AccountForm t={t} onAdd={add} onCancel={() => adding.value = false} />}
      <p class="visually-hidden" aria-live="polite">{done.value}</p>
      {submission.failure !== null && <FailureNote failure={submission.failure} t={t} />}
      {accounts === null && <Loading label={owner.loading} rows={2} />}
      {accounts?.length === 1 && !adding.value && <Empty icon="people" title={owner.teamEmpty} />}
      <ul class="rows">
        {accounts?.map(({ id, username, name, role, active, training }) => (
          <li key={id} class={active ? "row" : "row row-inactive"}>
            <span class="row-initial" aria-hidden="true">{[...name][0]?.toUpperCase()}</span>
            <span class="row-main">
              <span class="row-title">{name}</span>
              <span class="row-about">{username}</span>
            </span>
            {active && role !== "administrateur" && (
              <button
                type="button"
                role="switch"
                class="switch"
                aria-checked={training}
                aria-label={owner.trainingOf(name)}
                disabled={submission.busy}
                onClick={() =>
                  submission.run(() => onTraining(id, !training))}
              >
                <span class="switch-track" aria-hidden="true" />
                {owner.training}
              </button>
            )}
            <span class={`chip chip-${role}`}>{active ? t.roles[role] : owner.inactive}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function AccountForm(
  { t, onAdd, onCancel }: { t: OwnerMessages; onAdd: (account: NewAccount) => Promise<Failure | null>; onCancel: () => void },
) {
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
