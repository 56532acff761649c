/** Who are you? */
import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import type { Locale } from "../../../shared/errors.ts";
import { CardPage } from "../components/card_page.tsx";
import { FailureNote } from "../../components/failure_note.tsx";
import { Field } from "../../components/field.tsx";
import { useSubmission } from "../../components/submission.ts";
import type { Messages } from "../words/words.ts";
import type { Failure } from "../../network/failure.ts";
import type { ClientState } from "../../network/client_state.ts";

interface SignInProps {
  state: ClientState;
  t: Messages;
  locale: Locale;
  onLocale: (locale: Locale) => void;
  untold: ComponentChildren;
  /** Tickets on this machine that wait for their persons to sign in. */
  left: number;
  onSignIn: (username: string, password: string) => Promise<Failure | null>;
  /** Back to who may come by PIN; null where nobody may. */
  onPin: (() => void) | null;
}

export function SignIn({ left, onSignIn, onPin, ...page }: SignInProps) {
  const { t, state } = page;
  const username = useSignal("");
  const password = useSignal("");
  const tried = useSignal(false);
  const submission = useSubmission();
  const missing = (value: string) => tried.value && value === "" ? t.account.missing : null;
  const submit = async (event: Event) => {
    event.preventDefault();
    tried.value = true;
    const form = event.target as HTMLFormElement;
    if (username.value.trim() === "" || password.value === "") return;
    const done = await submission.run(() => onSignIn(username.value.trim(), password.value));
    if (done) return;
    password.value = "";
    tried.value = false;
    // The button that was pressed has no use for the next key.
    form["password"].focus();
  };
  const failure = submission.failure ?? (submission.busy ? null : state.failure);
  return (
    <CardPage {...page} title={t.signIn.title} lead={state.health?.mode === "server" ? t.signIn.onServer : t.signIn.onClient}>
      <form class="form" onSubmit={submit} noValidate>
        {failure !== null && <FailureNote failure={failure} t={t} />}
        {left > 0 && <p class="note note-warm">{t.signIn.left(left)}</p>}
        <Field
          label={t.account.username}
          value={username}
          error={missing(username.value.trim())}
          name="username"
          autocomplete="username"
          autofocus
        />
        <Field
          label={t.account.password}
          value={password}
          error={missing(password.value)}
          name="password"
          type="password"
          autocomplete="current-password"
        />
        <button type="submit" class="button button-main button-wide" disabled={submission.busy}>
          {submission.busy ? t.status.signingIn : t.signIn.submit}
        </button>
        {onPin !== null && <button type="button" class="button button-plain button-wide" onClick={onPin}>{t.signIn.byPin}
        </button>}
      </form>
    </CardPage>
  );
}
