/** Which page it is: the state of the client decides. */
import { useComputed } from "@preact/signals";
import type { Locale } from "../../shared/errors.ts";
import { OfflineBanner } from "../components/offline_banner.tsx";
import { TopBar } from "../components/top_bar.tsx";
import { messagesFor } from "../i18n.ts";
import type { Store } from "../store/store.ts";
import { RolePage } from "./role_page.tsx";
import { Setup } from "./setup.tsx";
import { SetupElsewhere } from "./setup_elsewhere.tsx";
import { SignIn } from "./sign_in.tsx";
import { Starting } from "./starting.tsx";

interface AppProps {
  store: Store;
  /** The port of the page's own address; empty for the scheme's own. */
  port: string;
  onLocale: (locale: Locale) => void;
}

export function App({ store, port, onLocale }: AppProps) {
  const state = store.state.value;
  const locale = store.locale.value;
  const t = useComputed(() => messagesFor(store.locale.value)).value;
  const { client } = store;
  const page = { state, t, locale, onLocale };

  if (state.user !== null) {
    const pending = store.pendingSales.value;
    // A moment's reconnection is the status' affair; the banner is for what people must know.
    const lost = state.phase === "offline" || (state.phase === "reconnecting" && pending > 0);
    return (
      <div class="shell">
        <TopBar {...page} onSignOut={() => client.signOut()} />
        {lost && <OfflineBanner pending={pending} t={t} onRetry={() => client.wake()} />}
        <RolePage role={state.user.role} store={store} t={t} locale={locale} />
      </div>
    );
  }
  const searching = state.health === null || state.phase === "offline" || state.phase === "testing";
  if (searching) return <Starting {...page} onRetry={() => client.wake()} />;
  if (!state.health.setup_required) {
    return <SignIn {...page} onSignIn={(username, password) => store.signIn(username, password)} />;
  }
  if (state.health.mode === "client") return <SetupElsewhere {...page} port={port} onRetry={() => client.start()} />;
  return <Setup {...page} onSetUp={(account) => store.setUp(account)} />;
}
