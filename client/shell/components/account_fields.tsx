/** The fields of a new account: the owner's own at the first run, and those of the team. */
import { type Signal, useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { INPUT_LIMITS } from "../../../shared/input_limits.ts";
import type { Messages } from "../words/words.ts";
import { Field } from "../../components/field.tsx";
import { passwordProblem } from "./password_rules.ts";

export interface AccountDraft {
  readonly username: Signal<string>;
  readonly name: Signal<string>;
  readonly password: Signal<string>;
  /** What is wrong is shown once it was to be sent. */
  readonly tried: Signal<boolean>;
}

export function useAccountDraft(): AccountDraft {
  return { username: useSignal(""), name: useSignal(""), password: useSignal(""), tried: useSignal(false) };
}

/** The account as it is to be made; null while something is wrong with it, which shows from now on. */
export function accountOf(draft: AccountDraft, t: Messages): { username: string; name: string; password: string } | null {
  draft.tried.value = true;
  const username = draft.username.value.trim();
  const password = draft.password.value;
  if (username === "" || passwordProblem(password, t) !== null) return null;
  return { username, name: draft.name.value.trim() || username, password };
}

interface AccountFieldsProps {
  draft: AccountDraft;
  /** Whose account it is: one's own, which the browser may remember, or another's. */
  own: boolean;
  name: { readonly label: string; readonly hint: string };
  t: Messages;
  /** What stands before the password. */
  children?: ComponentChildren;
}

export function AccountFields({ draft, own, name, t, children }: AccountFieldsProps) {
  const { username, password, tried } = draft;
  const prefix = own ? "" : "new-";
  return (
    <>
      <Field
        label={t.account.username}
        value={username}
        error={tried.value && username.value.trim() === "" ? t.account.missing : null}
        name={`${prefix}username`}
        autocomplete={own ? "username" : "off"}
        maxLength={INPUT_LIMITS.usernameChars}
        autofocus
      />
      <Field
        label={name.label}
        value={draft.name}
        hint={name.hint}
        name={`${prefix}name`}
        autocomplete={own ? "name" : "off"}
        maxLength={INPUT_LIMITS.nameChars}
      />
      {children}
      <Field
        label={t.account.password}
        value={password}
        hint={t.account.passwordHint}
        error={tried.value ? passwordProblem(password.value, t) : null}
        name={`${prefix}password`}
        type="password"
        autocomplete="new-password"
      />
    </>
  );
}
