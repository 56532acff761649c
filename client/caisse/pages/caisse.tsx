/** The cashier's page: the till is opened, then one screen at a time, and what concerns all of them. */
import "../../common.ts";
import { useSignal } from "@preact/signals";
import type { FunctionComponent } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { Locale } from "../../../shared/errors.ts";
import { Empty, Loading } from "../../components/empty.tsx";
import { FailureNote } from "../../components/failure_note.tsx";
import { useHeadingFocus } from "../../components/heading_focus.ts";
import { usePageTitle } from "../../components/page_title.ts";
import { keepFocus, useLeaveButtons } from "../../components/pointer_focus.ts";
import { useShortcuts } from "../../components/shortcuts.ts";
import type { CaisseMessages } from "../words/words.ts";
import type { Screen } from "../store/screen.ts";
import { CaisseWork } from "../store/work.ts";
import {
  CaisseAccounts,
  CaisseAsked,
  CaisseCount,
  CaisseCounted,
  CaisseKeys,
  CaisseLookup,
  CaisseMoves,
  CaisseNotice,
  CaissePaid,
  CaisseStrays,
  CaisseX,
  CommandOverlay,
  fetchAsideWhenIdle,
  LeaveDialog,
  LeftOpenNote,
} from "./later.ts";
import { CaisseDirect, fetchDirectWhenIdle } from "./later_direct.ts";
import { CardList } from "./later_card.ts";
import { CaisseOpening } from "./opening.tsx";
import { CaissePay } from "./pay.tsx";
import { CaisseQueue } from "./queue.tsx";
import type { ScreenProps } from "./screen_props.ts";
import type { RoleScreens } from "../../shell/role_screens.ts";
import { recallName } from "../../shell/words/recall.ts";
import { useScanner } from "../../scanner/use_scanner.ts";

const SCREENS: Readonly<Record<Screen, FunctionComponent<ScreenProps>>> = {
  queue: CaisseQueue,
  direct: CaisseDirect,
  pay: CaissePay,
  paid: CaissePaid,
  lookup: CaisseLookup,
  x: CaisseX,
  moves: CaisseMoves,
  accounts: CaisseAccounts,
  count: CaisseCount,
  counted: CaisseCounted,
};

export const caisse: RoleScreens<CaisseWork, CaisseMessages> = { Work: CaisseWork, Page: CaissePage };

function CaissePage({ store, t, locale }: { store: CaisseWork; t: CaisseMessages; locale: Locale }) {
  const { caisse } = store;
  const page = useRef<HTMLElement>(null);
  const helping = useSignal(false);
  const underWay = caisse.certain.underWay.value;
  const notice = caisse.notice.value;
  const [asked] = caisse.asking.asked.value;
  const wake = () => {
    store.client.wake();
    caisse.certain.wake();
  };
  const props: ScreenProps = {
    store,
    t,
    locale,
    online: store.state.value.phase === "ready",
    busy: caisse.busy.value,
    onHelp: () => helping.value = true,
  };
  useShortcuts(({ key }, inField) => {
    if (key !== "?" || inField) return false;
    helping.value = true;
    return true;
  });
  useScanner(store.client.platform, (scan) => {
    const asking = document.querySelector("dialog[open]") !== null;
    const open = caisse.till.state.peek().kind === "open";
    const article = scan.readings.some((code) => store.products.byCode(code) !== null);
    caisse.scans.scanned(scan, { open, free: !props.busy && !asking, article });
  }, false);
  const screen = caisse.screen.value;
  const title = titleOf(caisse, t, locale);
  usePageTitle(title, t);
  // One's own ticket and another's have the same screen, not the same heading.
  useHeadingFocus(page, `${screen} ${title}`, "[id$=-title]", "h1");
  // A phone scrolls: each screen begins at its top.
  useEffect(() => scrollTo(0, 0), [screen]);
  useLeaveButtons();
  const till = caisse.till.state.value;
  const money = caisse.tenders.total.value;
  useEffect(() => {
    if (money === 0) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", ask);
    return () => removeEventListener("beforeunload", ask);
  }, [money === 0]);
  const leaving = store.leaving.value;
  useEffect(() => {
    fetchDirectWhenIdle();
    fetchAsideWhenIdle();
  }, []);
  return (
    <main ref={page} class="caisse" onMouseDown={keepFocus}>
      {notice !== null && <CaisseNotice notice={notice} t={t} locale={locale} onClose={() => caisse.notice.value = null} />}
      {(caisse.strays.articles.value.length > 0 || caisse.strays.desk.problems.value.length > 0) && <CaisseStrays {...props} />}
      {till.kind === "open" && till.leftSince !== null && screen === "queue" && (
        <LeftOpenNote
          name={till.name}
          by={null}
          since={till.leftSince}
          t={t}
          locale={locale}
          onCount={() => caisse.go("count")}
        />
      )}
      {screen === "queue" && caisse.till.terminal && <CardList {...props} />}
      <CaisseScreen {...props} />
      {underWay?.lost === true && (
        <CommandOverlay
          command={underWay.command}
          t={t}
          locale={locale}
          onAgain={wake}
        />
      )}
      {leaving !== null && (
        <LeaveDialog
          money={money}
          till={caisse.till.name ?? ""}
          t={t}
          locale={locale}
          onClose={() => store.leaving.value = null}
          onLeave={leaving}
          onCount={() => {
            store.leaving.value = null;
            caisse.go("count");
          }}
        />
      )}
      {asked !== undefined && (
        <CaisseAsked
          key={asked.id}
          store={store}
          asked={asked}
          t={t}
          locale={locale}
          onClose={() => caisse.asking.over(asked.id)}
        />
      )}
      {helping.value && <CaisseKeys t={t} locale={locale} onClose={() => helping.value = false} />}
    </main>
  );
}

/** What the screen is called. */
function titleOf({ screen, till, hand }: CaisseWork["caisse"], t: CaisseMessages, locale: Locale): string {
  const { roles, caisse: words } = t;
  const ticket = hand.ticket.value;
  const shown = screen.value;
  const { kind } = till.state.value;
  if (kind !== "open" && shown !== "paid" && shown !== "counted") return kind === "closed" ? words.opening.title : roles.caisse;
  if (shown === "pay" && ticket !== null) {
    return words.pay.title(ticket.state === "brouillon" ? null : recallName(ticket, locale));
  }
  // Between a ticket that is gone and the next screen.
  if (shown === "pay") return roles.caisse;
  if (shown === "counted") return words.titles.count;
  return shown === "queue" || shown === "direct" || shown === "paid" ? words[shown].title : words.titles[shown];
}

function CaisseScreen(props: ScreenProps) {
  const { store: { caisse }, t } = props;
  const till = caisse.till.state.value;
  const screen = caisse.screen.value;
  const failure = caisse.till.failure.value;
  // What was counted or paid is told, whatever has become of the till.
  if (screen === "counted" || screen === "paid" || till.kind === "open") {
    const Screen = SCREENS[screen];
    return (
      <>
        {screen !== "counted" && <h1 class="visually-hidden">{t.roles.caisse}</h1>}
        <Screen key={screen} {...props} />
      </>
    );
  }
  if (till.kind === "closed") return <CaisseOpening {...props} tills={till.tills} />;
  return (
    <section class="pane caisse-waiting">
      <h1 class="visually-hidden">{t.roles.caisse}</h1>
      {failure === null ? <Loading label={t.caisse.loading} /> : (
        <Empty icon="offline" title={t.caisse.loadingFailed}>
          <FailureNote failure={failure} t={t} />
        </Empty>
      )}
    </section>
  );
}
