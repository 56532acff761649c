/** Money that goes to a card for what comes back: whether it would pass is asked first, the card is credited, and only then it is written. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Locale } from "../../../shared/errors.ts";
import { Failure } from "../../network/failure.ts";
import type { NetworkClient } from "../../network/network_client.ts";
import { CardDialog } from "../components/card_dialog.tsx";
import { fetchTicketCards } from "../store/cards.ts";
import type { CardMessages } from "../words/card.ts";
import { useCard } from "./use_card.ts";

/** Cents that go to the card, and why. */
export interface WantedCredit {
  readonly montant: number;
  readonly motif: string;
}

interface CardCreditProps {
  client: NetworkClient;
  /** The paid ticket that it comes back of. */
  saleId: string;
  /** Answers what it is to be credited with. Throws a Failure where it would not pass as it is going to be written. */
  rehearse: () => Promise<WantedCredit>;
  t: CardMessages;
  locale: Locale;
  /** It would not pass. */
  onRefused: (failure: Failure) => void;
  /** The card has its money, by this terminal or beside it, or is to have none: it is to be written. */
  onCredited: () => void;
  onClose: () => void;
}

export function CardCredit(props: CardCreditProps) {
  const { client, saleId, rehearse, t, locale, onRefused, onCredited, onClose } = props;
  const followed = useCard(client);
  const { operation, submission } = followed;
  const wanted = useSignal<WantedCredit | null>(null);
  const path = `/api/ventes/${saleId}/crediter`;
  const body = async () => wanted.value ??= await rehearse();
  useEffect(() => {
    let gone = false;
    const begin = async () => {
      const [before] = await fetchTicketCards(client, saleId);
      if (gone) return;
      // An earlier try has credited it: whether that is what goes back now, the server knows.
      if (before?.etat === "acceptee") return onCredited();
      if (before !== undefined) return void (operation.value = before);
      const { montant } = await body();
      // Nobody looks on any more: no card is credited.
      if (gone) return;
      if (montant === 0) onCredited();
      else followed.ask(path, body);
    };
    begin().catch((error) => {
      if (!gone) onRefused(Failure.from(error));
    });
    return () => {
      gone = true;
    };
  }, []);
  const now = operation.value;
  useEffect(() => {
    if (now?.etat === "acceptee") onCredited();
  }, [now?.id, now?.etat]);
  const amount = (now ?? wanted.value)?.montant;
  if (amount === undefined) return null;
  return (
    <CardDialog
      operation={now}
      amount={amount}
      back
      busy={submission.busy}
      failure={submission.failure}
      t={t}
      locale={locale}
      onAgain={() => followed.again(path, body)}
      onBeside={onCredited}
      onSettle={followed.settle}
      onClose={onClose}
    />
  );
}
