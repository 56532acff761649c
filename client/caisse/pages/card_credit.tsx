/** A refund whose money goes to a card: whether it would pass is asked first, the card is credited, and only then it is written. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Locale } from "../../../shared/errors.ts";
import { formatCents } from "../../../shared/money.ts";
import { Dialog } from "../../components/dialog.tsx";
import { Failure } from "../../network/failure.ts";
import { CardDialog } from "../components/card_dialog.tsx";
import { fetchTicketCards } from "../store/cards.ts";
import type { CaisseWork } from "../store/work.ts";
import type { CardMessages } from "../words/card.ts";
import { useCard } from "./use_card.ts";

interface CardCreditProps {
  store: CaisseWork;
  saleId: string;
  /** Cents that go to the card. */
  amount: number;
  reason: string;
  /** As it is going to be written. */
  refund: object;
  t: CardMessages;
  locale: Locale;
  /** It would not pass. */
  onRefused: (failure: Failure) => void;
  /** The card has its money, by this terminal or beside it: it is to be written. */
  onCredited: () => void;
  onClose: () => void;
}

export function CardCredit(props: CardCreditProps) {
  const { store: { client }, saleId, amount, reason, refund, t, locale, onRefused, onCredited, onClose } = props;
  const followed = useCard(client);
  const { operation, submission } = followed;
  const path = `/api/ventes/${saleId}/crediter`;
  const body = () => Promise.resolve({ montant: amount, motif: reason });
  /** Cents that an earlier try has credited, where they are others than these. */
  const earlier = useSignal<number | null>(null);
  useEffect(() => {
    let gone = false;
    const begin = async () => {
      const [before] = await fetchTicketCards(client, saleId);
      if (gone) return;
      if (before?.etat === "acceptee" && before.accepte === amount) return onCredited();
      if (before?.etat === "acceptee") return void (earlier.value = before.accepte);
      if (before !== undefined) return void (operation.value = before);
      await client.request("POST", `/api/ventes/${saleId}/rembourser/essai`, refund, client.uuid.next());
      // Nobody looks on any more: no card is credited.
      if (!gone) followed.ask(path, body);
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
    if (now?.etat !== "acceptee") return;
    if (now.accepte === amount) onCredited();
    else earlier.value = now.accepte;
  }, [now?.id, now?.etat]);
  if (earlier.value !== null) {
    return (
      <Dialog title={t.card.goesBack(formatCents(amount, locale))} close={t.close} onClose={onClose} class="card-dialog">
        <div class="dialog-body">
          <p class="stale" role="alert">{t.card.credited(formatCents(earlier.value, locale))}</p>
        </div>
      </Dialog>
    );
  }
  return (
    <CardDialog
      operation={now}
      amount={now?.montant ?? amount}
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
