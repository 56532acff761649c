/** The parts of the card terminal, each with its words. */
import "../../common.ts";
import type { FunctionComponent } from "preact";
import type { Locale } from "../../../shared/errors.ts";
import type { OwnersWord } from "../store/payment.ts";
import { type CardMessages, withCard } from "../words/card.ts";
import type { CaisseMessages } from "../words/words.ts";
import { CardCredit as Credit } from "./card_credit.tsx";
import { CardList as List } from "./card_list.tsx";
import { CardPayment as Payment } from "./card_payment.tsx";
import { ExchangeCredit } from "./exchange_credit.tsx";

export const CardPayment = speaking(AtPayment);
export const CardList = speaking(List);
export const CardCredit = speaking(Credit);

/** What is asked of the terminal there: money, or, where an exchange comes to less than nothing, that it gives some back. */
function AtPayment(props: Parameters<typeof Payment>[0] & { word: OwnersWord }) {
  const { card } = props.asks;
  return card.value !== null && card.value < 0
    ? <ExchangeCredit {...props} onClose={() => card.value = null} />
    : <Payment {...props} />;
}

interface Spoken {
  t: CardMessages;
  locale: Locale;
}

function speaking<P extends Spoken>(Part: FunctionComponent<P>) {
  return (props: Omit<P, "t"> & { t: CaisseMessages; locale: Locale }) => (
    <Part {...props as unknown as P} t={withCard(props.t, props.locale)} />
  );
}
