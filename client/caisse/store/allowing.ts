/** The owner's code for what is rung up: discounts, or changed prices, as far as it allows. */
import type { DirectSale } from "./direct_sale.ts";

/** `rate`: basis points. Throws a Failure. */
export async function allow(
  { client, ticket }: DirectSale,
  what: "allowed" | "repriced",
  rate: number,
  reason: string,
  code: string,
): Promise<void> {
  const { saleId } = ticket;
  await client.batch([{
    type: "insert",
    query: "INSERT INTO ventes (id) VALUES (?) ON CONFLICT (id) DO NOTHING",
    params: [saleId],
  }]);
  const objet = what === "repriced" ? "prix" : "remise";
  const body = { objet, taux: rate, motif: reason, accord: code };
  await client.request("POST", `/api/ventes/${saleId}/accorder`, body, client.uuid.next());
  ticket.noteAllowed(saleId, what, rate);
}
