/** What of a till's cards waits for a person: not known, or credited without the refund. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { formatCents } from "../../../shared/money.ts";
import { Dialog } from "../../components/dialog.tsx";
import { useSubmission } from "../../components/submission.ts";
import { attempt } from "../../network/attempt.ts";
import { CardDialog } from "../components/card_dialog.tsx";
import { type CardOperation, fetchTillCards, isUnderWay, settleCard } from "../store/cards.ts";
import type { CardMessages } from "../words/card.ts";
import type { ScreenProps } from "./screen_props.ts";

export function CardList({ store: { client }, t, locale, online }: Omit<ScreenProps, "t"> & { t: CardMessages }) {
  const { card } = t;
  const operations = useSignal<readonly CardOperation[]>([]);
  const isOpen = useSignal(false);
  const settling = useSignal<CardOperation | null>(null);
  const submission = useSubmission();
  // What cannot be read now is no reason to say anything.
  const read = () => fetchTillCards(client).then((found) => void (operations.value = found), () => {});
  useEffect(() => {
    if (online) void read();
  }, [online]);
  const waiting = operations.value.filter((one) => !isUnderWay(one));
  const now = settling.value;
  if (now !== null) {
    return (
      <CardDialog
        operation={now}
        amount={now.montant}
        back={now.genre !== "paiement"}
        busy={submission.busy}
        failure={submission.failure}
        t={t}
        locale={locale}
        onAgain={() => settling.value = null}
        onBeside={null}
        onSettle={(cents) =>
          void submission.run(() =>
            attempt(async () => {
              await settleCard(client, now, cents);
              settling.value = null;
              await read();
            })
          )}
        onClose={() => settling.value = null}
      />
    );
  }
  if (waiting.length === 0) return null;
  return (
    <>
      <p class="stale card-note" role="alert">
        {card.waiting(waiting.length)}
        <button type="button" class="button button-quiet" onClick={() => isOpen.value = true}>{card.show}</button>
      </p>
      {isOpen.value && (
        <Dialog title={card.list} close={t.close} onClose={() => isOpen.value = false} class="card-dialog">
          <div class="dialog-body">
            <ul class="rows">
              {waiting.map((one) => (
                <li key={one.id} class="row">
                  <span class="row-main">
                    <span class="row-title">{card.kinds[one.genre]} · {formatCents(one.montant, locale)}</span>
                    <span class="row-about">
                      {one.etat === "acceptee" ? card.loneCredit : one.phrase?.[locale]}
                    </span>
                  </span>
                  {one.etat === "inconnue" && (
                    <button
                      type="button"
                      class="button button-plain"
                      data-first
                      onClick={() => settling.value = one}
                    >
                      {card.settle}
                    </button>
                  )}
                </li>
              ))}
            </ul>
          </div>
        </Dialog>
      )}
    </>
  );
}
