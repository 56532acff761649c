/** The tickets that wait to be paid, as they come in: recall number, seller, amount, and who has one in hand. */
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Locale } from "../../../shared/errors.ts";
import { formatCents } from "../../../shared/money.ts";
import type { CaisseMessages } from "../words/words.ts";
import type { QueueTicket } from "../store/rows.ts";
import type { Failure } from "../../network/failure.ts";
import { Empty, Loading } from "../../components/empty.tsx";
import { Key } from "../../components/main_button.tsx";
import { Icon } from "../../components/icon.tsx";
import { recallDay, recallName } from "../../shell/words/recall.ts";

interface QueuePaneProps {
  /** Null while they are fetched for the first time. */
  tickets: readonly QueueTicket[] | null;
  failure: Failure | null;
  /** The connection is lost: what is shown may be old. */
  lost: boolean;
  userId: number;
  /** Whether who looks is in training. */
  training: boolean;
  /** By a clock that never goes back; milliseconds. */
  now: number;
  disabled: boolean;
  t: CaisseMessages;
  locale: Locale;
  onTake: (ticket: QueueTicket) => void;
  /** A customer comes to pay what is owed. */
  onAccounts: () => void;
}

/** Marks tickets that came after the queue was first shown, and says the last one aloud. */
function useArrivals(tickets: readonly QueueTicket[] | null, say: (ticket: QueueTicket) => void): ReadonlySet<string> {
  const known = useRef<Set<string> | null>(null);
  const arrived = useRef(new Set<string>());
  if (tickets === null) known.current = null;
  const fresh = known.current === null ? [] : tickets?.filter(({ id }) => !known.current?.has(id)) ?? [];
  for (const { id } of fresh) arrived.current.add(id);
  if (tickets !== null) known.current = new Set(tickets.map(({ id }) => id));
  const newest = fresh.at(-1);
  useEffect(() => {
    if (newest !== undefined) say(newest);
  }, [newest?.id]);
  return arrived.current;
}

export function QueuePane(
  { tickets, failure, lost, userId, training, now, disabled, t, locale, onTake, onAccounts }: QueuePaneProps,
) {
  const { queue } = t.caisse;
  const said = useSignal("");
  const arrived = useArrivals(tickets, (ticket) => {
    said.value = queue.arrived(recallName(ticket, locale) ?? "", ticket.seller, formatCents(ticket.total, locale));
  });
  return (
    <section class="pane queue" aria-labelledby="queue-title">
      <header class="pane-head">
        <h2 id="queue-title">{queue.title}</h2>
        {tickets !== null && tickets.length > 0 && <span class="pane-count">{queue.count(tickets.length)}</span>}
        <div class="pane-actions">
          <button type="button" class="button button-quiet" onClick={onAccounts}>
            <Icon name="people" />
            {t.caisse.actions.accounts}
            <Key name="F10" />
          </button>
        </div>
      </header>
      <p class="visually-hidden" aria-live="polite">{said.value}</p>
      {(lost || failure !== null) && tickets !== null && <p class="stale">{lost ? queue.lost : t.errors.stale}</p>}
      <div class="pane-body">
        {tickets === null && <Loading label={queue.loading} rows={5} />}
        {tickets?.length === 0 && <Empty icon="receipt" title={queue.empty}>{queue.emptyBody}</Empty>}
        <ol class="queued-list">
          {tickets?.map((ticket) => (
            <li key={ticket.id} data-ticket={ticket.id}>
              <WaitingTicket
                ticket={ticket}
                mine={ticket.state === "en_caisse" && ticket.cashierId === userId}
                elapsedS={(now - ticket.fetchedAt) / 1000}
                arrived={arrived.has(ticket.id)}
                foreign={ticket.training !== training}
                disabled={disabled}
                t={t}
                locale={locale}
                onTake={() => onTake(ticket)}
              />
            </li>
          ))}
        </ol>
      </div>
    </section>
  );
}

interface WaitingTicketProps {
  ticket: QueueTicket;
  mine: boolean;
  elapsedS: number;
  arrived: boolean;
  /** Training and work do not mix. */
  foreign: boolean;
  disabled: boolean;
  t: CaisseMessages;
  locale: Locale;
  onTake: () => void;
}

function WaitingTicket({ ticket, mine, elapsedS, arrived, foreign, disabled, t, locale, onTake }: WaitingTicketProps) {
  const { queue } = t.caisse;
  const { state, recall, seller, customer, cashier, total, lines, note, ageS, holdS } = ticket;
  const day = recallDay(ticket, locale);
  const held = state === "en_caisse" && !mine;
  const over = held && holdS - elapsedS <= 0;
  const mark = mine ? queue.inYourHand : over ? queue.holdOver(cashier) : held ? queue.heldBy(cashier) : null;
  const who = seller || queue.unknownSeller;
  const why = !foreign ? null : ticket.training ? queue.whyTraining : queue.whyNotTraining;
  const waited = age(Math.max(0, ageS + elapsedS), t);
  // All that is seen, in its order: who speaks to the page says what stands there.
  const about = [who, customer, `${queue.lines(lines)} · ${waited}`, note, why].filter(Boolean).join(", ");
  const number = day === null ? queue.number(String(recall ?? "")) : `${day} ${recall}`;
  const name = queue.ticket(number, about, formatCents(total, locale));
  const kind = ticket.training ? queue.training : foreign ? queue.notTraining : null;
  const look = `queued${held && !over ? " queued-held" : ""}${mine ? " queued-mine" : ""}${arrived ? " queued-arrived" : ""}`;
  return (
    <button
      type="button"
      class={look}
      disabled={disabled || foreign}
      aria-label={[name, kind, mark].filter(Boolean).join(". ")}
      onClick={onTake}
    >
      <span class="queued-recall">
        {day !== null && <small class="queued-day">{day}</small>} {recall ?? "–"}
      </span>{" "}
      <span class="queued-about">
        <span class="queued-seller">{who}</span> {customer && <strong class="queued-note">{customer}</strong>}{" "}
        <span class="queued-more">
          {queue.lines(lines)} · <time>{waited}</time>
        </span>{" "}
        {note && <span class="queued-note">{note}</span>}
        {why && <span class="queued-why">{why}</span>}
      </span>{" "}
      <span class="queued-right">
        <strong class="queued-total">{formatCents(total, locale)}</strong>{" "}
        {kind !== null && (ticket.training || mark === null) && (
          <span class={ticket.training ? "chip chip-training" : "chip"}>{kind}</span>
        )}
        {mark !== null && (
          <span class={mine ? "chip chip-payee" : over ? "chip" : "chip chip-en_caisse"}>
            <Icon name={mine || over ? "check" : "lock"} />
            {mark}
          </span>
        )}
      </span>
    </button>
  );
}

function age(seconds: number, { caisse: { queue } }: CaisseMessages): string {
  const minutes = Math.floor(seconds / 60);
  if (minutes < 1) return queue.now;
  return minutes < 60 ? queue.minutes(minutes) : queue.hours(Math.floor(minutes / 60), minutes % 60);
}
