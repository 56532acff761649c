/** What a refund asks for: the lines that come back, and by which means their money goes. */
import { refundCents, type RefundMode, refundTenders } from "../../../shared/tender.ts";
import type { PaidTicket, Refunds } from "./refund.ts";

/** `quantities`: thousandths by line id; `approval`: the owner's code, where one was asked for. */
export function askRefund(
  { client, ask, found }: Refunds,
  quantities: ReadonlyMap<string, number>,
  mode: RefundMode,
  reason: string,
  approval: string | null,
): void {
  const ticket: PaidTicket | null = found.peek();
  if (ticket === null) return;
  const lines = ticket.lines.flatMap((line) => {
    const quantity = quantities.get(line.id) ?? 0;
    return quantity > 0 ? [{ line, quantity }] : [];
  });
  const total = lines.reduce((sum, { line, quantity }) => sum + refundCents(line, quantity), 0);
  ask("rembourser", `/api/ventes/${ticket.id}/rembourser`, {
    avoir_id: client.uuid.next(),
    lignes: lines.map(({ line, quantity }) => ({ id: client.uuid.next(), ligne_id: line.id, quantite: quantity })),
    paiements: total === 0 ? [] : refundTenders(total, mode, ticket.means),
    motif: reason,
    ...approval === null ? {} : { accord: approval },
  }, total);
}
