/** What is rung up at the till itself: kept across reloads, older pages and other tabs, and beside the catalogue. */
import assert from "node:assert/strict";
import { DirectTicket } from "../../client/caisse/store/direct.ts";
import { NO_DISCOUNT } from "../../client/ticket/discount.ts";
import { MemoryStorage } from "../../client/network/memory_storage.ts";
import { ONE } from "../../shared/quantity.ts";
import { bread, ids } from "../support/hand.ts";

Deno.test("what is rung up at the till keeps its price, by name where the catalogue has another by now", () => {
  const ticket = new DirectTicket(new MemoryStorage(), ids("id"));
  ticket.open(7);
  ticket.add(bread);
  ticket.giveDiscount(ticket.lines.value[0]!, { rate: 0, cents: 300, reason: "" });
  ticket.follow((id) => id === bread.id ? { ...bread, price: 250 } : null);
  const [line] = ticket.lines.value;
  assert.deepEqual([line!.price, line!.now, line!.discount.cents, ticket.total.value], [340, 250, 300, 40]);
  const priced = () => ticket.queries().find(({ query }) => query.startsWith("INSERT INTO lignes_vente"))!.params as unknown[];
  assert.ok(priced().includes(340));
  ticket.follow(() => null);
  assert.equal(ticket.lines.value[0]!.gone, true);
  ticket.follow(() => bread);
  assert.deepEqual([ticket.lines.value[0]!.now, ticket.lines.value[0]!.gone], [null, false]);
  assert.ok(!priced().includes(340), "the catalogue says it");
});

Deno.test("what an older page kept of a direct sale is taken up: written lines are over with it, no price has changed", () => {
  const storage = new MemoryStorage();
  const line = { id: "line", productId: 1, label: "Pain", price: 340, quantity: 2 * ONE, discount: 0 };
  const left = (written: boolean) => {
    storage.setItem("comptoir.direct.7", JSON.stringify({ saleId: "sale", lines: [line], discount: 0, written }));
    const ticket = new DirectTicket(storage, ids("new"));
    ticket.open(7);
    assert.deepEqual([ticket.saleId, ticket.written, ticket.total.value], ["sale", written, 680]);
    assert.deepEqual(ticket.lines.value, [{ ...line, unit: "piece", now: null, gone: false, discount: NO_DISCOUNT, said: null }]);
    ticket.over();
    return ticket.lines.value.length;
  };
  assert.deepEqual([left(false), left(true)], [1, 0]);
});

Deno.test("another tab that stores something else leaves the lines of a direct sale as they are", () => {
  const storage = new MemoryStorage();
  const [one, other] = [new DirectTicket(storage, ids("one")), new DirectTicket(storage, ids("other"))];
  for (const ticket of [one, other]) ticket.open(7);
  one.add(bread);
  const { value } = one.lines;
  one.noticed();
  assert.equal(one.lines.value, value);
  other.noticed();
  other.add(bread);
  one.noticed();
  assert.deepEqual(one.lines.value.map(({ quantity }) => quantity), [2 * ONE]);
});

Deno.test("of a sale that is over, what the server never had begins the next one, under ids of its own", () => {
  const ticket = new DirectTicket(new MemoryStorage(), ids("id"));
  ticket.open(7);
  ticket.add(bread);
  ticket.giveDiscount("ticket", { rate: 0, cents: 40, reason: "" });
  const { saleId } = ticket;
  const [written] = ticket.lines.value;
  ticket.noteWritten("another", []);
  assert.equal(ticket.written, false);
  ticket.noteWritten(saleId, ticket.lines.value);
  ticket.add(bread, 2000);
  ticket.add({ ...bread, id: 2, label: "Sel", price: 90 });
  ticket.over();
  assert.deepEqual(ticket.lines.value.map(({ label, quantity }) => [label, quantity]), [["Pain", 2000], ["Sel", 1000]]);
  assert.deepEqual([ticket.discount.value.cents, ticket.written], [0, false]);
  assert.ok(ticket.saleId !== saleId && ticket.lines.value.every(({ id }) => id !== written!.id));
  ticket.noteWritten(ticket.saleId, ticket.lines.value);
  ticket.over();
  assert.deepEqual([ticket.lines.value, ticket.saleId], [[], ""]);
});

Deno.test("what begins the next sale costs what the catalogue says by then, for the one of before is over", () => {
  const ticket = new DirectTicket(new MemoryStorage(), ids("id"));
  ticket.open(7);
  ticket.add(bread);
  ticket.noteWritten(ticket.saleId, ticket.lines.value);
  ticket.add(bread);
  ticket.follow(() => ({ ...bread, price: 250 }));
  assert.deepEqual([ticket.total.value, ticket.lines.value[0]!.now], [680, 250], "the premise: it was begun with another price");
  ticket.over();
  const [line] = ticket.lines.value;
  assert.deepEqual([line!.quantity, line!.price, line!.now, ticket.total.value], [ONE, 250, null, 250]);
});
