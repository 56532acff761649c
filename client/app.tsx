/** Which page it is: the state of the client decides. */
import type { Locale } from "../shared/errors.ts";
import { LanguageFailure } from "./shell/components/language_switch.tsx";
import { MarkBands } from "./shell/components/mark_band.tsx";
import { OfflineBanner } from "./shell/components/offline_banner.tsx";
import { TopBar } from "./shell/components/top_bar.tsx";
import type { Store } from "./shell/store/store.ts";
import { isLost } from "./network/client_state.ts";
import { DiskBanner } from "./shell/components/disk_banner.tsx";
import { Door } from "./shell/pages/door.tsx";
import { FirstRun, SetupElsewhere } from "./shell/pages/first_run.tsx";
import { Announcements } from "./shell/pages/later.ts";
import { Presence } from "./shell/pages/presence.tsx";
import { Problems } from "./shell/pages/problems.tsx";
import { RolePage } from "./shell/pages/role_page.tsx";
import type { Screens } from "./screens.tsx";
import { Starting } from "./shell/pages/starting.tsx";

interface AppProps {
  store: Store;
  screens: Screens;
  /** The port of the page's own address; empty for the scheme's own. */
  port: string;
  onLocale: (locale: Locale) => void;
}

export function App({ store, screens, port, onLocale }: AppProps) {
  const spoken = screens.spoken.value;
  // Nothing is said before there are words: a moment, for they are fetched with the page.
  if (spoken === null) return null;
  const { locale, t, view } = spoken;
  const state = store.state.value;
  const { client } = store;
  const untold = screens.failed.value ? <LanguageFailure t={t} onClose={() => screens.choose(locale)} /> : null;
  const page = { state, t, locale, onLocale, untold };

  if (state.user !== null) {
    const work = store.work.value;
    const { rows: marks, failure: unmarked } = store.marks;
    // A band stands above all else: until it is known whether there is one, nothing is drawn that it would push from under a finger.
    if (marks.value === null && unmarked.value === null && !isLost(state)) {
      return (
        <div class="shell" key="unmarked">
          <RolePage view={null} work={null} missing={store.missing.value} t={t} />
        </div>
      );
    }
    const pending = work?.pendingSales.value ?? store.pending.value.length;
    const out = () => client.signOut();
    const signOut = () => work?.leave === undefined ? out() : work.leave(out);
    const onLock = store.turns.on.value ? () => store.turns.lock() : null;
    // A moment's reconnection is the status' affair; the banner is for what people must know.
    const lost = state.phase === "offline" || (state.phase === "reconnecting" && pending > 0);
    return (
      <div class="shell">
        <header>
          <MarkBands marks={marks.value?.[0] ?? null} t={t} />
          <TopBar state={state} t={t} locale={locale} onLocale={onLocale} onSignOut={signOut} onLock={onLock}>
            <Announcements client={client} t={t} locale={locale} />
            <Presence store={store} t={t} locale={locale} />
          </TopBar>
          {untold}
          {store.diskLow.value && <DiskBanner t={t} />}
          {lost
            ? <OfflineBanner pending={pending} t={t} onRetry={() => client.wake()} />
            : <Problems store={store} t={t} locale={locale} />}
        </header>
        <p class="paper-none">{t.paperNone}</p>
        <RolePage view={view} work={work} missing={store.missing.value} t={t} />
      </div>
    );
  }
  const starting = <Starting {...page} onRetry={() => client.wake()} />;
  const searching = state.health === null || state.phase === "offline" || state.phase === "testing";
  if (searching) return starting;
  if (!state.health.setup_required) {
    return <Door {...page} store={store} />;
  }
  if (state.health.mode === "client") {
    return <SetupElsewhere {...page} port={port} onRetry={() => client.start()}>{starting}</SetupElsewhere>;
  }
  return <FirstRun {...page} onSetUp={(account, zone) => store.setUp(account, zone)}>{starting}</FirstRun>;
}
