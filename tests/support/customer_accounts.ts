/** A shop's customer accounts for a test: who has one, what is owed on it, and how it is settled. */
import { answerOf, type Person } from "./server.ts";
import { command, draft, ok, type Sale, type Shop } from "./shop.ts";

export const onAccount = (montant: number) => ({ mode: "compte", montant });

export async function ticketOf(person: Person, items: readonly number[], client: number | null): Promise<Sale> {
  const sale = await draft(person, items);
  if (client !== null) ok(await person.query("update", "UPDATE ventes SET client_id = ? WHERE id = ?", [client, sale.id]));
  return sale;
}

/** `shopNow`: the shop, once it is open. */
export function accountsOf(shopNow: () => Shop) {
  let customers = 0;
  const ceiling = (id: number, plafond: number) => command(shopNow().owner, `/api/clients/${id}/plafond`, { plafond });
  const statement = async (id: number) => ok(await answerOf(await shopNow().owner.get(`/api/clients/${id}/releve`)));
  return {
    ceiling,
    statement,
    settle: (id: number, montant: number, mode = "carte", person = shopNow().chloe) =>
      command(person, `/api/clients/${id}/reglement`, { montant, mode }),
    owed: async (id: number) => (await statement(id)).solde,
    async customer(plafond?: number): Promise<number> {
      const id = 100 + customers++;
      ok(await shopNow().chloe.query("insert", "INSERT INTO clients (id, nom) VALUES (?, ?)", [id, `Client ${id}`]));
      if (plafond !== undefined) ok(await ceiling(id, plafond));
      return id;
    },
  };
}
