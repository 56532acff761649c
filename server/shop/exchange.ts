/** An exchange: what comes back of paid tickets joins the ticket that is paid; its sign says whether it is a sale or a refund. */
import type { Tx } from "../database/application.ts";
import { LIMITS } from "../../shared/limits.ts";
import { totalsByRate } from "../../shared/vat.ts";
import { expectCardKnown } from "./card_operations.ts";
import { refundTotals } from "./refunds.ts";
import { addReturnedLine, findSold, type ReturnedLine } from "./returns.ts";
import { findSale, type LineRow, linesOf, type SaleRow } from "./sale.ts";
import type { Part } from "./settlement.ts";

export interface BroughtBack extends ReturnedLine {
  /** The paid ticket that it was sold on. */
  readonly vente_id: string;
}

/** A ticket as it is to be paid. */
interface Whole {
  readonly sale: SaleRow;
  readonly lines: readonly LineRow[];
  /** What is bought, and what comes back by the ticket it was sold on: the VAT of each is what is left of that ticket's. */
  readonly parts: readonly Part[];
}

/** Adds what comes back to a ticket that is about to be paid; without any it stays as it is. */
export function bringBack(
  tx: Tx,
  ticket: SaleRow,
  bought: readonly LineRow[],
  brought: readonly BroughtBack[],
  motif: string | null,
): Whole {
  if (brought.length === 0) return { sale: ticket, lines: bought, parts: [{ lines: bought, totalsOf: totalsByRate }] };
  const origins = new Map(brought.map(({ vente_id }) => [vente_id, findSold(tx, vente_id)]));
  for (const { sale: { formation } } of origins.values()) {
    if (formation !== ticket.formation) tx.fail("training_mismatch", { formation: formation === 1 });
  }
  for (const id of origins.keys()) expectCardKnown(tx, id);
  tx.run("UPDATE ventes SET motif = ? WHERE id = ?", motif, ticket.id);
  for (const [at, line] of brought.entries()) {
    addReturnedLine(tx, ticket.id, LIMITS.ticketLines + at, line, origins.get(line.vente_id)!.lines);
  }
  const lines = linesOf(tx, ticket.id);
  const returned = [...origins].map(([id, origin]): Part => ({
    lines: lines.filter(({ ligne_origine_id }) => ligne_origine_id !== null && origin.lines.has(ligne_origine_id)),
    totalsOf: (taxed) => refundTotals(tx, id, taxed),
  }));
  const stays = lines.filter(({ ligne_origine_id }) => ligne_origine_id === null);
  return { sale: findSale(tx, ticket.id), lines, parts: [{ lines: stays, totalsOf: totalsByRate }, ...returned] };
}
