/** What a refund asks for: the lines that come back, and by which means their money goes. */
import { refundCents, type RefundMode, refundTenders } from "../../../shared/tender.ts";
import type { NetworkClient } from "../../network/network_client.ts";
import type { PaidTicket, Refunds } from "./refund.ts";

/** A refund as it is asked for. */
export interface WantedRefund {
  readonly ticket: PaidTicket;
  readonly body: {
    readonly paiements: readonly { readonly mode: string; readonly montant: number }[];
    readonly motif: string;
  };
  /** Cents. */
  readonly total: number;
}

/** `quantities`: thousandths by line id; `approval`: the owner's code, where one was asked for. null where no ticket is looked up. */
export function wantedRefund(
  { client, found }: Refunds,
  quantities: ReadonlyMap<string, number>,
  mode: RefundMode,
  reason: string,
  approval: string | null,
): WantedRefund | null {
  const ticket = found.peek();
  if (ticket === null) return null;
  const lines = ticket.lines.flatMap((line) => {
    const quantity = quantities.get(line.id) ?? 0;
    return quantity > 0 ? [{ line, quantity }] : [];
  });
  const total = lines.reduce((sum, { line, quantity }) => sum + refundCents(line, quantity), 0);
  const body = {
    avoir_id: client.uuid.next(),
    lignes: lines.map(({ line, quantity }) => ({ id: client.uuid.next(), ligne_id: line.id, quantite: quantity })),
    paiements: total === 0 ? [] : refundTenders(total, mode, ticket.means),
    motif: reason,
    ...approval === null ? {} : { accord: approval },
  };
  return { ticket, body, total };
}

export function askRefund({ ask }: Refunds, { ticket, body, total }: WantedRefund): void {
  ask("rembourser", `/api/ventes/${ticket.id}/rembourser`, body, total);
}

/** Answers what of it goes to a card, in cents, and why. Throws a Failure where it would not pass. */
export async function tryRefund(client: NetworkClient, wanted: WantedRefund) {
  const { ticket, body } = wanted;
  await client.request("POST", `/api/ventes/${ticket.id}/rembourser/essai`, body, client.uuid.next());
  return { montant: cardPart(wanted), motif: body.motif };
}

/** Cents of it that go to a card. */
export function cardPart({ body }: WantedRefund): number {
  return body.paiements.reduce((sum, { mode, montant }) => mode === "carte" ? sum + montant : sum, 0);
}
