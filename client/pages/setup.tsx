/** The first run: the owner's account, made on the server PC only. */
import { useSignal } from "@preact/signals";
import type { Locale } from "../../shared/errors.ts";
import { LIMITS } from "../../shared/limits.ts";
import { CardPage } from "../components/card_page.tsx";
import { FailureNote } from "../components/failure_note.tsx";
import { Field } from "../components/field.tsx";
import { passwordProblem } from "../components/password_rules.ts";
import { useSubmission } from "../components/submission.ts";
import type { Messages } from "../i18n.ts";
import type { Failure } from "../store/failure.ts";
import type { ClientState } from "../store/client_state.ts";

interface SetupProps {
  state: ClientState;
  t: Messages;
  locale: Locale;
  onLocale: (locale: Locale) => void;
  onSetUp: (account: { username: string; name: string; password: string }) => Promise<Failure | null>;
}

export function Setup({ onSetUp, ...page }: SetupProps) {
  const { t } = page;
  const username = useSignal("");
  const name = useSignal("");
  const password = useSignal("");
  const confirm = useSignal("");
  const tried = useSignal(false);
  const submission = useSubmission();

  const wrong = {
    username: username.value.trim() === "" ? t.account.missing : null,
    password: passwordProblem(password.value, t),
    confirm: confirm.value === password.value ? null : t.account.different,
  };
  const shown = (problem: string | null) => tried.value ? problem : null;
  const submit = (event: Event) => {
    event.preventDefault();
    tried.value = true;
    if (wrong.username !== null || wrong.password !== null || wrong.confirm !== null) return;
    const account = {
      username: username.value.trim(),
      name: name.value.trim() || username.value.trim(),
      password: password.value,
    };
    submission.run(() => onSetUp(account));
  };
  return (
    <CardPage {...page} title={t.setup.title} lead={t.setup.lead}>
      <form class="form" onSubmit={submit} noValidate>
        <Field
          label={t.account.username}
          value={username}
          error={shown(wrong.username)}
          name="username"
          autocomplete="username"
          maxLength={LIMITS.usernameChars}
          autofocus
        />
        <Field
          label={t.setup.name}
          value={name}
          hint={t.setup.nameHint}
          name="name"
          autocomplete="name"
          maxLength={LIMITS.nameChars}
        />
        <Field
          label={t.account.password}
          value={password}
          hint={t.account.passwordHint}
          error={shown(wrong.password)}
          name="password"
          type="password"
          autocomplete="new-password"
        />
        <Field
          label={t.account.confirm}
          value={confirm}
          error={shown(wrong.confirm)}
          name="confirm"
          type="password"
          autocomplete="new-password"
        />
        {submission.failure !== null && <FailureNote failure={submission.failure} t={t} />}
        <button type="submit" class="button button-main button-wide" disabled={submission.busy}>{t.setup.submit}</button>
      </form>
    </CardPage>
  );
}
