/** A seller's own tickets that are not paid yet, always in sight. */
import { useSignal } from "@preact/signals";
import type { Ref } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { Locale } from "../../../shared/errors.ts";
import { formatCents } from "../../../shared/money.ts";
import type { VendeurMessages } from "../words/words.ts";
import { intoSight } from "../../catalogue/category_tabs.tsx";
import { Icon } from "../../components/icon.tsx";
import { recallName } from "../../shell/words/recall.ts";

/** One card: a ticket that the server has, or one on its way there. */
export interface WaitingCard {
  readonly id: string;
  readonly state: "brouillon" | "en_attente" | "en_caisse" | "sending" | "refused" | "stuck";
  readonly recall: number | null;
  /** That number's day; null while there is none. */
  readonly day: string | null;
  /** Cents. */
  readonly total: number;
  /** The customer's name; null when there is none. */
  readonly customer: string | null;
  readonly cashier: string | null;
  readonly reason: string | null;
  /** By the same clock as `now`; milliseconds. */
  readonly changedAt: number;
}

interface WaitingTicketsProps {
  /** Null while they are fetched for the first time. */
  cards: readonly WaitingCard[] | null;
  failed: boolean;
  /** The connection is lost: what is shown may be old. */
  lost: boolean;
  /** The ticket in hand, which is none of them; null when it is new. */
  inHand: string | null;
  rowRef: Ref<HTMLUListElement>;
  /** By a clock that never goes back; milliseconds. */
  now: number;
  t: VendeurMessages;
  locale: Locale;
  onOpen: (id: string) => void;
}

export function WaitingTickets({ cards, failed, lost, inHand, rowRef, now, t, locale, onOpen }: WaitingTicketsProps) {
  const { waiting } = t;
  const said = useNews(cards, inHand, t, locale);
  return (
    <section class="waiting" aria-labelledby="waiting-title">
      <div class="waiting-head">
        <h2 id="waiting-title" class="waiting-title">
          {waiting.title}
          {cards !== null && cards.length > 0 && <span class="waiting-count">{cards.length}</span>}
        </h2>
        {lost && cards !== null && (
          <p class="waiting-lost">
            <Icon name="offline" />
            {waiting.lost}
          </p>
        )}
      </div>
      <p class="visually-hidden" aria-live="polite">{said}</p>
      {cards === null && !failed && <p class="waiting-empty waiting-loading" role="status">{waiting.loading}</p>}
      {cards === null && failed && <p class="waiting-empty" role="status">{waiting.failed}</p>}
      {cards?.length === 0 && (
        <p class="waiting-empty">
          {waiting.empty} <span class="waiting-more">{waiting.emptyMore}</span>
        </p>
      )}
      {cards !== null && cards.length > 0 && (
        <ul class="waiting-row" ref={rowRef} onFocusIn={intoSight}>
          {cards.map((card) => (
            <li key={card.id}>
              <Card card={card} now={now} t={t} locale={locale} onOpen={onOpen} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Card(
  { card, now, t, locale, onOpen }:
    & { card: WaitingCard }
    & Omit<WaitingTicketsProps, "cards" | "failed" | "lost" | "inHand" | "rowRef">,
) {
  const { waiting } = t;
  const { id, state, recall, total, customer, cashier, reason, changedAt } = card;
  const name = recall === null ? customer ?? nameOf(card, t, locale) : nameOf(card, t, locale);
  const told = state === "en_caisse" && cashier !== null ? waiting.with(cashier) : waiting.states[state];
  const returned = reason !== null && state === "en_attente";
  const age = waiting.minutes(Math.max(0, Math.floor((now - changedAt) / 60_000)));
  // All that is seen, in its order: who speaks to the page says what stands there.
  const about = `${returned ? waiting.returned(reason) : told}, ${age}`;
  return (
    <button
      type="button"
      class={`waiting-card waiting-${state}`}
      data-ticket={id}
      aria-label={waiting.open(name, formatCents(total, locale), about)}
      onClick={() => onOpen(id)}
    >
      <span class="waiting-name">{name}</span> <span class="waiting-total">{formatCents(total, locale)}</span>{" "}
      <span class="waiting-state">
        {(state === "sending" || state === "refused" || state === "stuck" || returned) && (
          <Icon name={state === "sending" ? "offline" : "alert"} />
        )}
        {returned ? <span>{waiting.returned(reason)}</span> : <span class={`chip chip-${state}`}>{told}</span>}
      </span>{" "}
      <span class="waiting-age">{age}</span>
    </button>
  );
}

/** What happened to a ticket since the last time, in words: somebody took it, gave it back, or it is gone. What one did oneself is none. */
function useNews(cards: readonly WaitingCard[] | null, inHand: string | null, t: VendeurMessages, locale: Locale): string {
  const said = useSignal("");
  const known = useRef<ReadonlyMap<string, WaitingCard> | null>(null);
  useEffect(() => {
    const before = known.current;
    known.current = cards === null ? null : new Map(cards.map((card) => [card.id, card]));
    if (before === null || known.current === null) return;
    const { waiting } = t;
    const news = [...known.current.values()].flatMap((card) => {
      const old = before.get(card.id);
      // Sent and stored, a moment before it waits.
      const passing = old?.state === "sending" && card.state === "brouillon";
      return old === undefined || old.state === card.state || passing
        ? []
        : [waiting.changed(nameOf(card, t, locale), waiting.states[card.state])];
    });
    for (const [id, card] of before) {
      if (!known.current.has(id) && id !== inHand) news.push(waiting.left(nameOf(card, t, locale)));
    }
    if (news.length > 0) said.value = news.join(". ");
  }, [cards]);
  return said.value;
}

function nameOf(card: WaitingCard, t: VendeurMessages, locale: Locale): string {
  const recall = recallName(card, locale);
  return recall === null ? t.waiting.unnamed : t.waiting.recall(recall);
}
