/** What happens at a counter by chance: sales to anybody or to a customer, and lines given back. */
import { Dice } from "./generator.ts";
import { card, cash, command, draft, LAMPE, ok, openTill, pay, POMMES, PRODUCTS, refund, Shop, sold, ticket } from "./shop.ts";
export const CUSTOMER = 7;
/** With which a till is opened: no refund in cash finds the drawer empty. */
export const EVERYTHING = 1_000_000;

export async function randomSale(shop: Shop, dice: Dice): Promise<void> {
  const items = Array.from({ length: 1 + dice.below(3) }, () => {
    const produit = dice.pick(PRODUCTS)[0];
    return { produit, quantite: produit === POMMES ? 200 + dice.below(3_000) : 1000 * (1 + dice.below(3)) };
  });
  const sale = await draft(shop.chloe, items, dice.below(2) * 25);
  if (dice.chance(0.5)) ok(await shop.chloe.query("update", "UPDATE ventes SET client_id = ? WHERE id = ?", [CUSTOMER, sale.id]));
  const { total_ttc } = await ticket(shop.chloe, sale);
  const byCard = dice.below(total_ttc + 1);
  const rest = total_ttc - byCard;
  ok(await pay(shop.chloe, sale, [...byCard > 0 ? [card(byCard)] : [], ...rest > 0 ? [cash(rest + dice.below(500))] : []]));
}

/** A line of any ticket that nothing came back of, in cash or by a voucher. */
export async function randomRefund(shop: Shop, dice: Dice): Promise<void> {
  const lines = await shop.rows(
    `SELECT l.*, v.id AS vente FROM lignes_vente l JOIN ventes v ON v.id = l.vente_id
     WHERE v.type = 'vente' AND v.etat = 'payee' AND l.id NOT IN (SELECT ligne_origine_id FROM lignes_vente WHERE ligne_origine_id IS NOT NULL)`,
  );
  const line = dice.pick(lines);
  const amount = line.total_ttc - (line.remise_ticket ?? 0);
  const means = dice.chance(0.5) ? cash(amount) : { mode: "avoir", montant: amount };
  ok(await refund(shop.chloe, { id: line.vente }, { [line.id]: line.quantite }, [means]));
}

/** A ticket for practice, which counts nowhere. */
export async function practise(shop: Shop): Promise<void> {
  const [{ id }] = await shop.rows("SELECT id FROM equipe WHERE lower(nom) LIKE 'marc%'");
  ok(await command(shop.owner, `/api/equipe/${id}/formation`, { formation: true }));
  ok(await openTill(shop.marc, 0, "C2"));
  await sold(shop.marc, [LAMPE], [cash(2_000)]);
}
