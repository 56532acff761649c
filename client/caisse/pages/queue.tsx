/** The live queue, and from here to everything else. */
import { useSignal } from "@preact/signals";
import { FailureNote } from "../../components/failure_note.tsx";
import { padKeyOf, typed } from "../components/keypad.tsx";
import { QueuePane } from "../components/queue_pane.tsx";
import { QueueSide } from "../components/queue_side.tsx";
import { onChoice, useShortcuts } from "../../components/shortcuts.ts";
import { useSubmission } from "../../components/submission.ts";
import { formatCents } from "../../../shared/money.ts";
import type { Screen } from "../store/screen.ts";
import type { QueueTicket } from "../store/rows.ts";
import { isLost } from "../../network/client_state.ts";
import { attempt } from "../../network/attempt.ts";
import { useTyped } from "../../scanner/typed.ts";
import { CaisseReason, RecallDialog } from "./later.ts";
import type { ScreenProps } from "./screen_props.ts";
import { useClock } from "../../shell/pages/use_clock.ts";
import { shopDay } from "../../shell/words/shop_clock.ts";

const KEYS: Readonly<Record<string, Screen>> = { F2: "direct", F4: "lookup", F10: "accounts", F7: "moves", F8: "x", F9: "count" };

export function CaisseQueue({ store, t, locale, online, busy, onHelp }: ScreenProps) {
  const { caisse, client } = store;
  const { platform } = client;
  const direct = caisse.sale.ticket;
  const now = useClock(platform);
  const recall = useTyped();
  const missing = useSignal<string | null>(null);
  /** A number that waits, but of another day. */
  const asked = useSignal<string | null>(null);
  const breaking = useSignal<QueueTicket | null>(null);
  const submission = useSubmission();
  const tickets = caisse.queue.rows.value;
  const userId = store.state.value.user!.id;
  const till = caisse.till.state.value;
  const training = store.marks.value?.training ?? false;

  const take = (ticket: QueueTicket) => {
    if (!online || busy || ticket.training !== training) return;
    recall.value = "";
    missing.value = null;
    const elapsedS = (platform.now() - ticket.fetchedAt) / 1000;
    const held = ticket.state === "en_caisse" && ticket.cashierId !== userId && ticket.holdS > elapsedS;
    if (held) breaking.value = ticket;
    else submission.run(() => attempt(() => caisse.take(ticket, null)));
  };
  const waiting = (number: string) => (tickets ?? []).filter((one) => String(one.recall) === number);
  const takeNumber = () => {
    if (recall.value === "") return;
    const found = waiting(recall.value);
    const ofToday = found.find(({ day }) => day >= shopDay());
    if (ofToday !== undefined) return take(ofToday);
    (found.length > 0 ? asked : missing).value = recall.value;
    recall.value = "";
  };
  useShortcuts((event, inField) => {
    if (inField) return false;
    const screen = KEYS[event.key];
    const key = padKeyOf(event);
    if (screen !== undefined) caisse.go(screen);
    else if (key !== null && key !== ",") recall.value = typed(recall.value, key, false);
    else if (event.key === "Enter" && recall.value !== "") takeNumber();
    else if (event.key === "Enter" && !onChoice(event.target)) return true;
    else if (event.key === "Escape") recall.value = "";
    else return moveFocus(event.key);
    if (key !== null) missing.value = null;
    return true;
  });

  const name = breaking.value?.cashier ?? "";
  return (
    <div class="caisse-screen queue-screen">
      <QueuePane
        tickets={tickets}
        failure={caisse.queue.failure.value}
        lost={isLost(store.state.value)}
        userId={userId}
        training={training}
        now={now}
        disabled={!online || submission.busy}
        t={t}
        locale={locale}
        onTake={take}
        onAccounts={() => caisse.go("accounts")}
      />
      <QueueSide
        till={till.kind === "open" ? till.name : ""}
        direct={direct.lines.value.length === 0 ? null : formatCents(direct.total.value, locale)}
        recall={recall.value}
        missing={missing.value}
        disabled={!online || submission.busy}
        t={t}
        onGo={(screen) => caisse.go(screen)}
        onHelp={onHelp}
        onKey={(key) => recall.value = typed(recall.value, key, false)}
        onTake={takeNumber}
      >
        {submission.failure !== null && <FailureNote failure={submission.failure} t={t} />}
      </QueueSide>
      {asked.value !== null && (
        <RecallDialog
          recall={asked.value}
          tickets={waiting(asked.value)}
          t={t}
          locale={locale}
          onTake={(ticket) => {
            asked.value = null;
            take(ticket);
          }}
          onClose={() => asked.value = null}
        />
      )}
      {breaking.value !== null && (
        <CaisseReason
          about="break"
          name={name}
          t={t}
          locale={locale}
          onClose={() => breaking.value = null}
          onReason={(reason) => attempt(() => caisse.take(breaking.value!, reason))}
        />
      )}
    </div>
  );
}

/** Arrows go from ticket to ticket; true when there was one to go to. */
function moveFocus(key: string): boolean {
  const step = key === "ArrowDown" || key === "ArrowRight" ? 1 : key === "ArrowUp" || key === "ArrowLeft" ? -1 : 0;
  const tickets = [...document.querySelectorAll<HTMLElement>(".queued")];
  if (step === 0 || tickets.length === 0) return false;
  const at = tickets.indexOf(document.activeElement as HTMLElement);
  const next = at === -1 ? (step === 1 ? 0 : tickets.length - 1) : Math.min(tickets.length - 1, Math.max(0, at + step));
  tickets[next]!.focus();
  return true;
}
