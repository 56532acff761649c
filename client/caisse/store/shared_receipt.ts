/** The address at which a customer's phone finds the receipt. */
import type { NetworkClient } from "../../network/network_client.ts";

interface Shared {
  readonly adresse: string;
  /** By which the LAN reaches the server. */
  readonly origines: readonly string[];
}

/** Gives a paid ticket's receipt an address; answers what the phone opens: the server as this till knows it, or as the LAN does. Throws a Failure. */
export async function shareReceipt(client: NetworkClient, saleId: string): Promise<string> {
  const answer = await client.request("POST", `/api/ventes/${saleId}/partager`, {}, client.uuid.next());
  const { adresse, origines } = answer as Shared;
  const { hostname, origin } = new URL(client.platform.baseUrl);
  // On the server PC itself the page is at an address that no phone has.
  const local = /^(?:localhost|127\.0\.0\.1|\[::1\])$/.test(hostname);
  return `${local ? origines[0] ?? origin : origin}/r/${adresse}`;
}
