/** A card at the terminal: under way, refused, accepted in part, or to be checked there by a person. */
import { useSignal } from "@preact/signals";
import type { Locale } from "../../../shared/errors.ts";
import { formatCents, parseCents } from "../../../shared/money.ts";
import { Dialog } from "../../components/dialog.tsx";
import { FailureNote } from "../../components/failure_note.tsx";
import { typedCents } from "../../components/typed_cents.ts";
import type { Failure } from "../../network/failure.ts";
import type { CardOperation } from "../store/cards.ts";
import type { CardMessages } from "../words/card.ts";

interface CardDialogProps {
  /** null until the server has it. */
  operation: CardOperation | null;
  /** Cents, and whether they go back. */
  amount: number;
  back: boolean;
  busy: boolean;
  failure: Failure | null;
  t: CardMessages;
  locale: Locale;
  onAgain: () => void;
  /** The same by a terminal that this server does not know; null where that cannot be. */
  onBeside: (() => void) | null;
  onSettle: (cents: number) => void;
  onClose: () => void;
}

export function CardDialog(props: CardDialogProps) {
  const { operation, amount, back, busy, failure, t, locale, onAgain, onBeside, onSettle, onClose } = props;
  const { card } = t;
  const money = (cents: number) => formatCents(cents, locale);
  const unknown = operation?.etat === "inconnue";
  const title = unknown ? card.check : back ? card.goesBack(money(amount)) : card.pays(money(amount));
  if (unknown) {
    return (
      <Dialog title={title} close={t.close} onClose={onClose} class="card-dialog">
        <SettleBody {...{ operation, busy, failure, t, locale, onSettle }} />
      </Dialog>
    );
  }
  const refused = operation?.etat === "refusee";
  const partial = operation?.etat === "acceptee" && operation.accepte! < operation.montant;
  const stuck = refused || (operation === null && failure !== null);
  return (
    <Dialog title={title} close={t.close} onClose={onClose} class="card-dialog">
      <div class="dialog-body">
        {failure !== null && <FailureNote failure={failure} t={t} />}
        {refused && <p class="stale" role="alert">{operation.phrase?.[locale]}</p>}
        {partial && <p class="stale" role="alert">{card.partial(money(operation.accepte!), money(operation.montant))}</p>}
        {!stuck && !partial && <p class="dialog-text card-waits" role="status">{card.atTerminal}</p>}
      </div>
      <div class="dialog-foot">
        {(refused || failure?.mayPass === false) && onBeside !== null && (
          <button type="button" class="button button-plain button-big" disabled={busy} onClick={onBeside}>{card.beside}</button>
        )}
        {!stuck && !partial && (
          <button type="button" class="button button-plain button-big" data-first onClick={onClose}>{card.hide}</button>
        )}
        {stuck && (
          <button type="button" class="button button-main button-big" data-first disabled={busy} onClick={onAgain}>
            {card.again}
          </button>
        )}
        {partial && <button type="button" class="button button-main button-big" data-first onClick={onClose}>{card.goOn}</button>}
      </div>
    </Dialog>
  );
}

interface SettleBodyProps extends Pick<CardDialogProps, "busy" | "failure" | "t" | "locale" | "onSettle"> {
  operation: CardOperation;
}

function SettleBody({ operation, busy, failure, t, locale, onSettle }: SettleBodyProps) {
  const { card } = t;
  const { genre, montant, raison, phrase } = operation;
  const pays = genre === "paiement";
  const typed = useSignal(typedCents(montant, locale));
  const cents = pays ? parseCents(typed.value) : montant;
  const fits = cents !== null && cents > 0 && (cents <= montant || raison === "montant");
  const money = formatCents(fits ? cents : montant, locale);
  return (
    <>
      <div class="dialog-body">
        <p class="stale" role="alert">{phrase?.[locale]}</p>
        <p class="dialog-text">{pays ? card.look : card.lookBack}</p>
        {pays && (
          <label class="field">
            <span class="field-label">{card.amount}</span>
            <input
              class="input"
              name="card-amount"
              autocomplete="off"
              inputMode="decimal"
              maxLength={12}
              data-first
              value={typed.value}
              onInput={(event) => typed.value = event.currentTarget.value}
            />
          </label>
        )}
        {!fits && <p class="stale" role="alert">{card.wrong}</p>}
        {failure !== null && <FailureNote failure={failure} t={t} />}
      </div>
      <div class="dialog-foot">
        <button type="button" class="button button-plain button-big" disabled={busy} onClick={() => onSettle(0)}>
          {pays ? card.notPaid : card.notBack}
        </button>
        <button type="button" class="button button-main button-big" disabled={busy || !fits} onClick={() => onSettle(cents!)}>
          {pays ? card.paid(money) : card.back(money)}
        </button>
      </div>
    </>
  );
}
