/** What is done with a ticket once it is paid: its means corrected, an invoice asked for, a copy of its receipt. */
import type { ReceiptData } from "../../../shared/receipt/receipt.ts";
import type { PaymentMode } from "../../../shared/tender.ts";
import type { NetworkClient } from "../../network/network_client.ts";

/** Says which means it was that was typed as another, for all that was paid by that. Throws a Failure. */
export async function correctMeans(
  client: NetworkClient,
  saleId: string,
  from: PaymentMode,
  to: PaymentMode,
  reason: string,
): Promise<void> {
  const path = `/api/ventes/${saleId}/corriger-paiement`;
  await client.request("POST", path, { de: from, vers: to, motif: reason }, client.uuid.next());
}

/** A company asks for an invoice of it. Throws a Failure. */
export async function askInvoice(client: NetworkClient, saleId: string, siren: string): Promise<void> {
  await client.request("POST", `/api/ventes/${saleId}/facture`, { siren }, client.uuid.next());
}

/** One more copy of its receipt, numbered. Throws a Failure. */
export async function takeCopy(client: NetworkClient, saleId: string): Promise<ReceiptData> {
  return await client.request("POST", `/api/ventes/${saleId}/duplicata`, {}, client.uuid.next()) as ReceiptData;
}
