/** The card terminal at the payment: asked, followed, its money kept with the ticket or given back, and found again by the next page. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Locale } from "../../../shared/errors.ts";
import { isTaken } from "../../../shared/tender.ts";
import { formatCents } from "../../../shared/money.ts";
import { attempt } from "../../network/attempt.ts";
import { CardBackDialog } from "../components/card_back_dialog.tsx";
import { CardDialog } from "../components/card_dialog.tsx";
import { fetchTakenCards, fetchTicketCards, gaveBack } from "../store/cards.ts";
import type { CaisseWork } from "../store/work.ts";
import type { CardMessages } from "../words/card.ts";
import type { Asks } from "./use_asks.ts";
import { useCard } from "./use_card.ts";

interface CardPaymentProps {
  store: CaisseWork;
  saleId: string;
  asks: Asks;
  online: boolean;
  t: CardMessages;
  locale: Locale;
  /** What was typed was given. */
  onGiven: () => void;
}

export function CardPayment({ store, saleId, asks, online, t, locale, onGiven }: CardPaymentProps) {
  const { client, caisse: { hand, problem } } = store;
  const followed = useCard(client);
  const { operation, submission } = followed;
  const hidden = useSignal(false);
  const pressed = asks.card.value;
  /** Cents that were asked for last. */
  const wanted = useSignal<number | null>(null);
  const off = asks.takingOff.value;
  const returning = off?.card === undefined ? null : off;
  const now = operation.value;

  const path = `/api/ventes/${saleId}/carte`;
  /** With what is known to be taken already: of a payment whose answer was lost nobody here knows. */
  const bodyOf = async (montant: number) => {
    await hand.tenders.sent(saleId);
    const taken = hand.tenders.given.peek().filter(isTaken);
    return { montant, deja: taken.reduce((sum, { amount }) => sum + amount, 0) };
  };

  // What another page or this one's last has begun.
  useEffect(() => {
    if (!online || operation.peek() !== null || wanted.peek() !== null) return;
    fetchTicketCards(client, saleId).then(
      ([open]) => {
        if (open !== undefined && operation.peek() === null) operation.value = open;
      },
      () => {}, // asked again when the server is back
    );
  }, [saleId, online]);
  useEffect(() => {
    if (pressed === null) return;
    asks.card.value = null;
    hidden.value = false;
    // Pressed again, what is under way is shown again.
    if (wanted.peek() !== null || operation.peek() !== null) return;
    wanted.value = pressed;
    followed.ask(path, () => bodyOf(pressed));
  }, [pressed]);

  const close = () => {
    followed.forget();
    wanted.value = null;
    if (problem.peek()?.code === "card_payment_open") problem.value = null;
    asks.takingOff.value = null;
  };
  /** What the server keeps with the ticket now. */
  const adopt = async () => {
    const tenders = await fetchTakenCards(client, saleId).catch(() => null);
    if (tenders !== null && hand.ticket.peek()?.id === saleId) {
      hand.tenders.adopt(tenders);
      // What lay on the counter for what the card has paid meanwhile goes back.
      hand.tenders.fit(Math.max(0, hand.due));
    }
    return tenders !== null;
  };
  useEffect(() => {
    if (now?.etat !== "acceptee") return;
    let [stop, over] = [() => {}, false];
    const look = async () => {
      const adopted = await adopt();
      if (over) return;
      if (!adopted) return void (stop = client.platform.after(1_000, look));
      onGiven();
      // A part is said; all of it is seen.
      if (operation.peek()?.id === now.id && now.accepte === now.montant) close();
    };
    void look();
    return () => {
      over = true;
      stop();
    };
  }, [now?.id, now?.etat]);

  const lost = now === null && wanted.value !== null && submission.failure?.mayPass === true && !followed.neverCame.value;
  useEffect(() => {
    // It is there and goes on, or never came: then it may be asked for anew.
    if (lost && online) void followed.find();
  }, [lost, online]);
  // Taken at another page, or its answer was lost: it is shown, and counted from now on.
  const leftOut = submission.failure?.code === "tender_left_out";
  useEffect(() => {
    if (leftOut) void adopt();
  }, [leftOut]);

  const back = now === null ? returning !== null : now.genre !== "paiement";
  const amount = now?.montant ?? wanted.value ?? returning?.amount ?? 0;
  if (returning !== null && now === null) {
    return (
      <CardBackDialog
        amount={returning.amount}
        busy={submission.busy}
        failure={submission.failure}
        t={t}
        locale={locale}
        onBack={(genre, motif) => followed.ask(`/api/cartes/${returning.id}/rendre`, () => Promise.resolve({ genre, motif }))}
        onByHand={(motif) =>
          void submission.run(() =>
            attempt(async () => {
              await gaveBack(client, saleId, returning.id, motif);
              await adopt();
              close();
            })
          )}
        onClose={close}
      />
    );
  }
  if (now === null && wanted.value === null) return null;
  const isOver = now === null ? !lost : now.etat === "refusee" || now.etat === "acceptee";
  // What it has come to is said, whoever looks elsewhere.
  if (hidden.value && !isOver) {
    return (
      <p class="stale card-note" role="status">
        {now?.etat === "inconnue" ? t.card.check : t.card.underWay(formatCents(amount, locale))}
        <button type="button" class="button button-quiet" onClick={() => hidden.value = false}>{t.card.show}</button>
      </p>
    );
  }
  return (
    <CardDialog
      operation={now}
      amount={amount}
      back={back}
      busy={submission.busy}
      failure={submission.failure}
      t={t}
      locale={locale}
      onAgain={() => {
        hidden.value = false;
        if (now === null || now.genre === "paiement") return followed.again(path, () => bodyOf(amount));
        // What goes back is asked for where its payment stands, never as a payment.
        followed.forget();
        wanted.value = null;
      }}
      onBeside={back ? null : () => {
        if (!hand.give({ mode: "carte", amount })) return;
        onGiven();
        close();
      }}
      onSettle={followed.settle}
      onClose={() => isOver && !submission.busy ? close() : hidden.value = true}
    />
  );
}
