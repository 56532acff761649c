/** Card payments that wait for a person: each is settled by what its terminal shows. */
import { useSignal } from "@preact/signals";
import type { Locale } from "../../../../shared/errors.ts";
import { formatCents, parseCents } from "../../../../shared/money.ts";
import { typedCents } from "../../../components/typed_cents.ts";
import { formatMoment } from "../../../shell/words/words.ts";
import type { CardOperation } from "./terminal_work.ts";
import type { TerminalMessages } from "./terminals_fr.ts";

interface CardsWaitingProps {
  operations: readonly CardOperation[];
  busy: boolean;
  words: TerminalMessages;
  locale: Locale;
  onSettle: (operation: CardOperation, cents: number) => void;
}

export function CardsWaiting({ operations, busy, words, locale, onSettle }: CardsWaitingProps) {
  if (operations.length === 0) return null;
  return (
    <>
      <h3 class="printers-waiting">{words.waiting}</h3>
      <p class="pane-lead">{words.look}</p>
      <ul class="rows" aria-live="polite">
        {operations.map((one) => <Waiting key={one.id} {...{ operation: one, busy, words, locale, onSettle }} />)}
      </ul>
    </>
  );
}

interface WaitingProps extends Omit<CardsWaitingProps, "operations"> {
  operation: CardOperation;
}

function Waiting({ operation, busy, words, locale, onSettle }: WaitingProps) {
  const { genre, caisse, montant, etat, phrase, cree_le } = operation;
  /** null until something is typed: what was asked for stands there, in the language of the page. */
  const typed = useSignal<string | null>(null);
  const text = typed.value ?? typedCents(montant, locale);
  // What goes back goes whole.
  const cents = genre === "paiement" ? parseCents(text) : montant;
  const why = etat === "acceptee" ? words.loneCredit : phrase?.[locale] ?? words.underWay;
  return (
    <li class="row" data-card={etat}>
      <span class="row-main">
        <span class="row-title">{`${words.kinds[genre] ?? genre} · ${formatCents(montant, locale)}`}</span>
        <span class="row-about">{`${caisse} · ${formatMoment(cree_le, locale, new Date())} · ${why}`}</span>
      </span>
      {etat === "inconnue" && (
        <span class="row-actions">
          {genre === "paiement" && (
            <input
              class="input card-amount"
              aria-label={words.amount}
              inputMode="decimal"
              maxLength={12}
              value={text}
              onInput={(event) => typed.value = event.currentTarget.value}
            />
          )}
          <button
            type="button"
            class="button button-plain"
            disabled={busy || cents === null || cents === 0}
            onClick={() => onSettle(operation, cents!)}
          >
            {words.moved}
          </button>
          <button type="button" class="button button-quiet" disabled={busy} onClick={() => onSettle(operation, 0)}>
            {words.nothing}
          </button>
        </span>
      )}
    </li>
  );
}
