/** The ticket in hand, and what is sent of it. */
import assert from "node:assert/strict";
import { DirectTicket } from "../../client/caisse/store/direct.ts";
import type { Product } from "../../client/catalogue/catalogue.ts";
import { rateWith } from "../../client/caisse/store/discount_rate.ts";
import { recount } from "../../client/ticket/recount.ts";
import { NO_DISCOUNT } from "../../client/ticket/discount.ts";
import { MemoryStorage } from "../../client/network/memory_storage.ts";
import { Ticket, TICKET_LINES } from "../../client/vendeur/store/ticket.ts";
import { ticketQueries } from "../../client/vendeur/store/ticket_queries.ts";
import { handOf, type OwnTicket } from "../../client/vendeur/store/ticket_rows.ts";
import { LIMITS } from "../../shared/limits.ts";
import { ONE, stepped } from "../../shared/quantity.ts";
import { bread, ids } from "../support/hand.ts";

function handWith(...products: readonly Product[]): Ticket {
  const ticket = new Ticket(new MemoryStorage(), ids("id"));
  ticket.open(7);
  for (const product of products) ticket.add(product);
  return ticket;
}

Deno.test("the ticket in hand survives a reload, for its own person only", () => {
  const storage = new MemoryStorage();
  const before = new Ticket(storage, ids("a"));
  before.open(7);
  const line = before.add(bread)!;
  assert.equal(before.add(bread), line);
  before.setNote("sans sel");
  const after = new Ticket(storage, ids("b"));
  after.open(8);
  assert.deepEqual(after.lines.value, []);
  after.open(7);
  assert.deepEqual([after.lines.value.length, after.total.value, after.hand.value.note], [1, 680, "sans sel"]);
  after.setQuantity(line, 0);
  before.noticed();
  assert.deepEqual(before.lines.value, []);
});

Deno.test("a deposit comes and goes with its article; what comes back is a line of its own, less than none, and no discount's", () => {
  const deposit: Product = { ...bread, id: 9, label: "Consigne", price: 20, nature: "consigne", vat: 0 };
  const bottle: Product = { ...bread, id: 8, label: "Limonade", price: 300, depositId: 9 };
  const ticket = handWith();
  ticket.depositOf = (id) => id === bottle.id ? deposit : null;
  const quantities = () => ticket.lines.value.map(({ productId, quantity }) => [productId, quantity / ONE]);
  const line = ticket.add(bottle, 2 * ONE)!;
  recount(ticket, line, 6 * ONE);
  assert.deepEqual(quantities(), [[8, 6], [9, 6]]);
  const back = ticket.add(deposit, -4 * ONE)!;
  assert.deepEqual(quantities(), [[8, 6], [9, 6], [9, -4]]);
  assert.equal(ticket.add(deposit, -ONE), back);
  recount(ticket, line, 5 * ONE);
  assert.deepEqual(quantities(), [[8, 5], [9, 5], [9, -5]]);
  assert.equal(ticket.total.value, 1_500);
  assert.deepEqual((ticketQueries(ticket.hand.value).at(-1)!.params as unknown[]).slice(2, 4), [9, -5 * ONE]);
  // One's own deposit may be taken off; so many more bring no more than theirs.
  recount(ticket, ticket.lines.value[1]!.id, 0);
  recount(ticket, line, 7 * ONE);
  assert.deepEqual(quantities(), [[8, 7], [9, -5], [9, 2]]);
  recount(ticket, line, 0);
  assert.deepEqual([quantities(), ticket.total.value], [[[9, -5]], -100]);
  recount(ticket, back, stepped(-5 * ONE, ONE));
  assert.deepEqual([quantities(), stepped(-ONE, -ONE), stepped(ONE, -ONE)], [[[9, -6]], 0, 0]);
  recount(ticket, back, ONE);
  assert.deepEqual(quantities(), [], "it does not become a sale");

  const direct = new DirectTicket(new MemoryStorage(), ids("d"));
  direct.open(7);
  direct.add(bread);
  direct.add(deposit, -2 * ONE);
  direct.giveDiscount("ticket", { ...NO_DISCOUNT, rate: 10_000 });
  assert.equal(direct.total.value, -40, "a discount is of goods alone");
  // A full ticket takes neither the article nor half of the pair.
  const full = handWith();
  for (let id = 1; id < TICKET_LINES; id++) full.add({ ...bread, id: 100 + id });
  full.depositOf = ticket.depositOf;
  assert.equal(full.add(bottle), null);
  assert.equal(full.lines.value.length, TICKET_LINES - 1);
});

Deno.test("a ticket keeps the ids it was begun with, so that two tabs that send it write it once", () => {
  const ticket = handWith(bread);
  const { saleId } = ticket.hand.value;
  ticket.add({ ...bread, id: 2 });
  assert.deepEqual([ticket.hand.value.saleId, ticketQueries(ticket.hand.value)], [saleId, ticketQueries(ticket.hand.value)]);
  ticket.clear();
  ticket.add(bread);
  assert.notEqual(ticket.hand.value.saleId, saleId);
});

Deno.test("the largest ticket is one batch, and quantities travel as thousandths", () => {
  const ticket = handWith();
  for (let id = 1; id <= TICKET_LINES; id++) assert.notEqual(ticket.add({ ...bread, id }), null);
  assert.equal(ticket.add({ ...bread, id: TICKET_LINES + 1 }), null);
  const { saleId, lines } = ticket.hand.value;
  ticket.setQuantity(lines[0]!.id, 350);
  ticket.setNote(" note ");
  ticket.setCustomer({ id: 3, name: "Inès" });
  const queries = ticketQueries(ticket.hand.value);
  assert.equal(queries.length, LIMITS.batchQueries);
  assert.deepEqual(queries[0]!.params, [saleId, "note", 3]);
  assert.deepEqual(queries[1]!.params, [lines[0]!.id, saleId, 1, 350, 0]);
  assert.equal(ticket.total.value, 119 + 98 * 340);
});

Deno.test("of a ticket that was taken back only what changed is sent, and a line keeps its price", () => {
  const own: OwnTicket = {
    id: "sale",
    state: "brouillon",
    recall: 12,
    day: null,
    total: 0,
    discount: NO_DISCOUNT,
    note: null,
    customer: null,
    cashier: null,
    reason: null,
    created: "2026-11-28T08:00:00.000Z",
    changedAt: 0,
  };
  const line = (id: string, productId: number) => ({
    id,
    productId,
    label: "x",
    unit: "piece" as const,
    price: 100,
    quantity: ONE,
    now: null,
    gone: false,
    said: null,
    discount: NO_DISCOUNT,
  });
  const ticket = handWith();
  ticket.load(handOf(own, [line("one", 1), line("two", 2), line("three", 3)]));
  assert.deepEqual(ticketQueries(ticket.hand.value), []);
  ticket.setQuantity("one", 2 * ONE);
  ticket.setQuantity("two", 0);
  ticket.setNote("vite");
  // The catalogue asks another price by now: more of it is another line.
  ticket.add({ ...bread, id: 3, price: 120 });
  const queries = ticketQueries(ticket.hand.value);
  assert.deepEqual(queries.map(({ type, params }) => [type, params]), [
    ["update", [2_000, "one"]],
    ["insert", [ticket.lines.value[2]!.id, "sale", 3, 1_000, 2]],
    ["delete", ["two"]],
    ["update", ["vite", null, "sale"]],
  ]);
  ticket.follow(() => ({ ...bread, price: 500 }));
  assert.deepEqual(ticket.lines.value.map(({ price, now }) => [price, now]), [[100, null], [100, null], [120, 500]]);
});

Deno.test("a ticket in hand keeps its prices: a new one is shown beside the line's, what is gone is marked", () => {
  const ticket = handWith(bread, { ...bread, id: 2 });
  ticket.follow((id) => id === 1 ? { ...bread, price: 360 } : null);
  assert.deepEqual(ticket.lines.value.map(({ price, now, gone }) => [price, now, gone]), [[340, 360, false], [340, null, true]]);
  assert.equal(ticket.total.value, 680);
  // The database is told which price that was, for it has another by now.
  const [, first] = ticketQueries(ticket.hand.value);
  assert.ok(first!.query.includes("prix_unitaire_ttc"));
  assert.ok((first!.params as unknown[]).includes(340));
  const before = ticket.lines.value;
  ticket.follow((id) => id === 1 ? { ...bread, price: 360 } : null);
  assert.equal(ticket.lines.value, before);
  ticket.follow((id) => ({ ...bread, id }));
  assert.deepEqual(ticket.lines.value.map(({ price, now, gone }) => [price, now, gone]), [[340, null, false], [
    340,
    null,
    false,
  ]]);
});

Deno.test("a rate stays while quantities, prices and lines change; an amount stays what it is", () => {
  const ticket = new DirectTicket(new MemoryStorage(), ids("id"));
  ticket.open(7);
  const lamp = { ...bread, id: 3, price: 2_000 };
  const id = ticket.add(lamp)!;
  const line = () => ticket.lines.value.find((one) => one.id === id)!;
  ticket.giveDiscount(line(), { rate: 2_000, cents: 0, reason: "rayée" });
  assert.deepEqual([line().discount.cents, ticket.total.value], [400, 1_600]);
  ticket.setQuantity(id, 2 * ONE);
  assert.deepEqual([line().discount.cents, ticket.total.value], [800, 3_200]);
  ticket.setPrice(id, 1_000, null);
  assert.deepEqual([line().discount.cents, ticket.total.value], [400, 1_600]);
  ticket.giveDiscount("ticket", { rate: 1_000, cents: 0, reason: "" });
  assert.equal(ticket.total.value, 1_440);
  // What is added has no discount of its own, and the ticket's rate is of it too.
  ticket.add(lamp);
  assert.deepEqual([ticket.lines.value.length, ticket.discount.value.cents, ticket.total.value], [2, 360, 3_240]);
  assert.equal(rateWith(ticket, "ticket", ticket.discount.value), 2_000);
  assert.equal(rateWith(ticket, "ticket", { ...NO_DISCOUNT, rate: 5_000 }), 5_499);
  assert.equal(rateWith(ticket, line(), { ...NO_DISCOUNT, cents: 600 }), 2_998);
  const writes = ticket.queries().filter(({ type }) => type !== "delete").map(({ params }) => (params as unknown[]).slice(0, 7));
  assert.deepEqual(writes[2]!.slice(3), [2_000, 0, 2_000, "rayée"]);
  assert.deepEqual(writes.at(-1), [0, 1_000, null, ticket.saleId]);
  ticket.giveDiscount("ticket", { rate: 0, cents: 100, reason: "" });
  ticket.setQuantity(id, ONE);
  assert.equal(ticket.discount.value.cents, 100);
});

Deno.test("a seller's ticket keeps the per cent that a cashier gave", () => {
  const ticket = handWith({ ...bread, price: 1_000 });
  const [line] = ticket.lines.value;
  ticket.load({
    ...ticket.hand.value,
    lines: [{ ...line!, discount: { rate: 5_000, cents: 500, reason: "" } }],
    discount: { rate: 1_000, cents: 50, reason: "" },
  });
  ticket.setQuantity(line!.id, 3 * ONE);
  assert.deepEqual([ticket.subtotal.value, ticket.discount.value.cents, ticket.total.value], [1_500, 150, 1_350]);
  // As an older page kept it.
  const { discount: _, ...older } = { ...ticket.hand.value, lines: [{ ...line!, discount: undefined }] };
  ticket.load(older as unknown as typeof ticket.hand.value);
  assert.equal(ticket.total.value, 1_000);
});

Deno.test("a storage with anything else in it begins with an empty hand", () => {
  for (const stored of ["", "[]", "null", "{", '{"lines":3}', '[{"productId":1}]']) {
    const storage = new MemoryStorage();
    storage.setItem("comptoir.ticket.7", stored);
    const ticket = new Ticket(storage, ids("id"));
    ticket.open(7);
    assert.deepEqual([ticket.lines.value, ticket.empty], [[], true], stored);
  }
});
