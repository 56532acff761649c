/** The people of the shop, and a form that adds one. */
import { useSignal } from "@preact/signals";
import { LIMITS } from "../../shared/limits.ts";
import { type Role, ROLES } from "../../shared/roles.ts";
import type { Messages } from "../i18n.ts";
import type { Account } from "../store/catalogue.ts";
import type { Failure } from "../store/failure.ts";
import type { NewAccount } from "../store/store.ts";
import { Empty, Loading } from "./empty.tsx";
import { FailureNote } from "./failure_note.tsx";
import { Choice, Field } from "./field.tsx";
import { Icon } from "./icon.tsx";
import { passwordProblem } from "./password_rules.ts";
import { useSubmission } from "./submission.ts";

interface TeamPanelProps {
  accounts: readonly Account[] | null;
  t: Messages;
  onAdd: (account: NewAccount) => Promise<Failure | null>;
}

export function TeamPanel({ accounts, t, onAdd }: TeamPanelProps) {
  const adding = useSignal(false);
  const done = useSignal("");
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
      {accounts === null && <Loading label={owner.loading} rows={2} />}
      {accounts?.length === 1 && !adding.value && <Empty icon="people" title={owner.teamEmpty} />}
      <ul class="rows">
        {accounts?.map(({ id, username, name, role, active }) => (
          <li key={id} class={active ? "row" : "row row-inactive"}>
            <span class="row-initial" aria-hidden="true">{[...name][0]?.toUpperCase()}</span>
            <span class="row-main">
              <span class="row-title">{name}</span>
              <span class="row-about">{username}</span>
            </span>
            <span class={`chip chip-${role}`}>{active ? t.roles[role] : owner.inactive}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function AccountForm(
  { t, onAdd, onCancel }: { t: Messages; onAdd: (account: NewAccount) => Promise<Failure | null>; onCancel: () => void },
) {
  const username = useSignal("");
  const name = useSignal("");
  const role = useSignal<string>("vendeur");
  const password = useSignal("");
  const tried = useSignal(false);
  const submission = useSubmission();
  const wrong = {
    username: username.value.trim() === "" ? t.account.missing : null,
    password: passwordProblem(password.value, t),
  };
  const submit = (event: Event) => {
    event.preventDefault();
    tried.value = true;
    if (wrong.username !== null || wrong.password !== null) return;
    const login = username.value.trim();
    submission.run(() =>
      onAdd({ username: login, name: name.value.trim() || login, role: role.value as Role, password: password.value })
    );
  };
  return (
    <form class="form form-inset" onSubmit={submit} noValidate>
      <div class="form-columns">
        <Field
          label={t.account.username}
          value={username}
          error={tried.value ? wrong.username : null}
          name="new-username"
          autocomplete="off"
          maxLength={LIMITS.usernameChars}
          autofocus
        />
        <Field
          label={t.owner.name}
          value={name}
          hint={t.owner.nameHint}
          name="new-name"
          autocomplete="off"
          maxLength={LIMITS.nameChars}
        />
        <Choice label={t.owner.role} value={role} name="new-role">
          {ROLES.toReversed().map((value) => <option key={value} value={value}>{t.roles[value]}</option>)}
        </Choice>
        <Field
          label={t.account.password}
          value={password}
          hint={t.account.passwordHint}
          error={tried.value ? wrong.password : null}
          name="new-password"
          type="password"
          autocomplete="new-password"
        />
      </div>
      {submission.failure !== null && <FailureNote failure={submission.failure} t={t} />}
      <div class="form-actions">
        <button type="button" class="button button-quiet" onClick={onCancel}>{t.owner.cancel}</button>
        <button type="submit" class="button button-main" disabled={submission.busy}>{t.owner.save}</button>
      </div>
    </form>
  );
}
