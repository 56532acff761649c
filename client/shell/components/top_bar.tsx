/** Who works here, and how the connection is. */
import type { ComponentChildren } from "preact";
import type { Locale } from "../../../shared/errors.ts";
import type { Messages } from "../words/words.ts";
import type { ClientState } from "../../network/client_state.ts";
import { Brand } from "./brand.tsx";
import { Icon } from "../../components/icon.tsx";
import { LanguageSwitch } from "./language_switch.tsx";
import { StatusBadge } from "./status_badge.tsx";

interface TopBarProps {
  state: ClientState;
  t: Messages;
  locale: Locale;
  onLocale: (locale: Locale) => void;
  onSignOut: () => void;
  /** Where people take turns at this till; null elsewhere. */
  onLock: (() => void) | null;
  /** Who else is there. */
  children?: ComponentChildren;
}

export function TopBar({ state, t, locale, onLocale, onSignOut, onLock, children }: TopBarProps) {
  return (
    <div class="top-bar">
      <Brand name={t.appName} />
      <StatusBadge state={state} t={t} />
      <span class="top-bar-space" />
      {children}
      {state.user !== null && (
        <span class="who">
          <span class="who-name">{state.user.name}</span>
          <span class="who-role">{t.roles[state.user.role]}</span>
        </span>
      )}
      <LanguageSwitch locale={locale} label={t.language} onChoose={onLocale} />
      {onLock !== null && (
        <button
          type="button"
          class="button button-plain lock-till"
          aria-label={t.signIn.lock}
          disabled={state.phase !== "ready"}
          onClick={onLock}
        >
          <Icon name="lock" />
          <span class="sign-out-text">{t.signIn.lock}</span>
        </button>
      )}
      <button type="button" class="button button-quiet sign-out" aria-label={t.signIn.signOut} onClick={onSignOut}>
        <Icon name="exit" />
        <span class="sign-out-text">{t.signIn.signOut}</span>
      </button>
    </div>
  );
}
