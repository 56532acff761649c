/** What a till with a card terminal needs besides: no other fetches it. */
import { Later } from "../../components/later.tsx";

const cards = new Later(() => import("./card_aside.tsx"));

export const CardPayment = cards.part("CardPayment", ({ asks }) => asks.card.value = asks.takingOff.value = null);
export const CardList = cards.part("CardList", null);
export const CardCredit = cards.part("CardCredit", ({ onClose }: { onClose: () => void }) => onClose());
