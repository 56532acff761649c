/** An exchange that gives money back to a card: that is credited for the ticket that the first of it comes back of. */
import type { Locale } from "../../../shared/errors.ts";
import { Failure } from "../../network/failure.ts";
import type { OwnersWord } from "../store/payment.ts";
import type { CaisseWork } from "../store/work.ts";
import type { CardMessages } from "../words/card.ts";
import { CardCredit, type WantedCredit } from "./card_credit.tsx";

interface ExchangeCreditProps {
  store: CaisseWork;
  saleId: string;
  word: OwnersWord;
  t: CardMessages;
  locale: Locale;
  onClose: () => void;
}

export function ExchangeCredit({ store: { client, caisse }, saleId, word, onClose, ...said }: ExchangeCreditProps) {
  const { hand, payment, problem } = caisse;
  /** What is owed for it on an `account` goes there first. */
  const rehearse = async (account = 0): Promise<WantedCredit> => {
    const wanted = await payment.wanted(word, "carte", account);
    if (wanted === null) return { montant: 0, motif: "" };
    try {
      await client.request("POST", `${wanted.path}/essai`, wanted.body, client.uuid.next());
    } catch (error) {
      const owed = Failure.from(error).extras["compte"];
      if (account > 0 || typeof owed !== "number") throw error;
      return await rehearse(owed);
    } finally {
      // The customer takes as long as they take: the ticket is looked after meanwhile.
      hand.resume();
    }
    return { montant: -hand.due - account, motif: wanted.body.motif! };
  };
  const [first] = hand.returnedOn(saleId);
  if (first === undefined) return null;
  return (
    <CardCredit
      {...said}
      client={client}
      saleId={first.saleId}
      rehearse={rehearse}
      onRefused={(failure) => {
        onClose();
        problem.value = failure;
      }}
      onCredited={() => {
        onClose();
        void caisse.pay(word, "carte");
      }}
      onClose={onClose}
    />
  );
}
