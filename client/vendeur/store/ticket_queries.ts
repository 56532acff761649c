/** A ticket as the statements that write it, in one transaction. */
import type { Query } from "../../../shared/protocol.ts";
import { discountColumns } from "../../ticket/discount.ts";
import { PRICE_COLUMNS, priceColumns } from "../../ticket/said_price.ts";
import type { TicketInHand, TicketLine } from "./ticket.ts";

/** A new sale with its lines, or what was changed of one that was taken back; empty when nothing was. */
export function ticketQueries(hand: TicketInHand): Query[] {
  if (hand.saleId === null) throw new Error("there is no ticket in hand");
  return hand.stored === null ? newTicket(hand.saleId, hand) : changes(hand.saleId, hand);
}

function newTicket(saleId: string, { lines, note, customer }: TicketInHand): Query[] {
  return [
    {
      type: "insert",
      query: "INSERT INTO ventes (id, note, client_id) VALUES (?, ?, ?)",
      params: [saleId, noteOf(note), customer?.id ?? null],
    },
    ...lines.map((line, position) => insertLine(saleId, line, position)),
  ];
}

function changes(saleId: string, { lines, note, customer, stored }: TicketInHand): Query[] {
  const { quantities, discounts, prices } = stored!;
  const kept = new Set(lines.map(({ id }) => id));
  const queries: Query[] = [];
  for (const [position, line] of lines.entries()) {
    const before = quantities[line.id];
    if (before === undefined) queries.push(insertLine(saleId, line, position));
    else if (before !== line.quantity) {
      queries.push({
        type: "update",
        query: "UPDATE lignes_vente SET quantite = ? WHERE id = ?",
        params: [line.quantity, line.id],
      });
    }
    const price = prices?.[line.id];
    const priced: Query[] = price === undefined || price === line.price ? [] : [{
      type: "update",
      query: "UPDATE lignes_vente SET prix_unitaire_ttc = ?, prix_motif = ? WHERE id = ?",
      params: [line.price, line.said === null || line.said.open ? null : line.said.reason, line.id],
    }];
    // At every step the price covers the discount.
    if (price !== undefined && line.price > price) queries.push(...priced.splice(0));
    const was = discounts?.[line.id];
    // What is off by a rate follows the quantity by itself.
    if (was !== undefined && (was.rate !== line.discount.rate || (was.rate === 0 && was.cents !== line.discount.cents))) {
      queries.push({
        type: "update",
        query: "UPDATE lignes_vente SET remise = ?, remise_taux = ?, remise_motif = ? WHERE id = ?",
        params: [...discountColumns(line.discount), line.id],
      });
    }
    queries.push(...priced);
  }
  for (const id of Object.keys(quantities)) {
    if (!kept.has(id)) queries.push({ type: "delete", query: "DELETE FROM lignes_vente WHERE id = ?", params: [id] });
  }
  if (noteOf(note) !== stored!.note || (customer?.id ?? null) !== stored!.customerId) {
    queries.push({
      type: "update",
      query: "UPDATE ventes SET note = ?, client_id = ? WHERE id = ?",
      params: [noteOf(note), customer?.id ?? null, saleId],
    });
  }
  return queries;
}

function insertLine(saleId: string, line: TicketLine, position: number): Query {
  const { id, productId, quantity, discount, said, now } = line;
  if (said !== null || now !== null) {
    return {
      type: "insert",
      query:
        `INSERT INTO lignes_vente (id, vente_id, produit_id, quantite, remise, remise_taux, remise_motif, position, ${PRICE_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      params: [id, saleId, productId, quantity, ...discountColumns(discount), position, ...priceColumns(line)],
    };
  }
  if (discount.rate > 0 || discount.cents > 0) {
    return {
      type: "insert",
      query:
        "INSERT INTO lignes_vente (id, vente_id, produit_id, quantite, remise, remise_taux, remise_motif, position) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
      params: [id, saleId, productId, quantity, ...discountColumns(discount), position],
    };
  }
  return {
    type: "insert",
    query: "INSERT INTO lignes_vente (id, vente_id, produit_id, quantite, position) VALUES (?, ?, ?, ?, ?)",
    params: [id, saleId, productId, quantity, position],
  };
}

function noteOf(note: string): string | null {
  return note.trim() || null;
}
