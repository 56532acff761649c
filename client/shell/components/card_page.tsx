/** A page of one card: starting, setting up, signing in. */
import type { ComponentChildren } from "preact";
import type { Locale } from "../../../shared/errors.ts";
import type { Messages } from "../words/words.ts";
import type { ClientState } from "../../network/client_state.ts";
import { Brand } from "./brand.tsx";
import { LanguageSwitch } from "./language_switch.tsx";
import { usePageTitle } from "../../components/page_title.ts";
import { StatusBadge } from "./status_badge.tsx";

interface CardPageProps {
  state: ClientState;
  t: Messages;
  locale: Locale;
  onLocale: (locale: Locale) => void;
  /** What is to be said of the language; null when nothing is. */
  untold: ComponentChildren;
  title: string;
  lead: string;
  /** It has room for tiles side by side. */
  wide?: boolean;
  children?: ComponentChildren;
}

export function CardPage({ state, t, locale, onLocale, untold, title, lead, wide = false, children }: CardPageProps) {
  usePageTitle(title, t);
  return (
    <div class={wide ? "card-page card-page-wide" : "card-page"}>
      <header class="card-page-top">
        <Brand name={t.appName} large />
        <LanguageSwitch locale={locale} label={t.language} onChoose={onLocale} />
      </header>
      {untold}
      <main class="card card-single">
        <h1>{title}</h1>
        <p class="lead">{lead}</p>
        {children}
      </main>
      <footer class="card-page-foot">
        <StatusBadge state={state} t={t} />
      </footer>
    </div>
  );
}
