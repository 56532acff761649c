/** Vouchers for a test: given for what came back, paid with, and looked up at a till. */
import { type Answer, answerOf, type Person } from "./server.ts";
import { card, draft, LAMPE, ok, pay, refund, type Shop } from "./shop.ts";

/** A voucher of 20 euros for a lamp that came back: its code, and the sale that was refunded. */
export async function given({ chloe }: Shop): Promise<{ readonly code: string; readonly sale: string }> {
  const { id, lignes } = await draft(chloe, [LAMPE]);
  ok(await pay(chloe, { id }, [card(2_000)]));
  const { bons } = ok(await refund(chloe, { id }, { [lignes[0]!]: 1_000 }, [by("avoir", 2_000)]));
  return { code: bons[0].code, sale: id };
}

/** A payment of so many cents by a voucher (`avoir`), a gift card (`carte_cadeau`) or another shop's voucher (`bon`). */
export const by = (mode: string, montant: number, code?: string) => ({ mode, montant, ...code === undefined ? {} : { code } });

export const look = async (person: Person, code: string): Promise<Answer> =>
  await answerOf(await person.get(`/api/bons/${encodeURIComponent(code)}`));
/** What is left of a voucher, in cents. */
export const left = async ({ chloe }: Shop, code: string): Promise<number> => ok(await look(chloe, code)).solde;
