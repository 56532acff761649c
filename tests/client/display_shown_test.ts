/** What a customer sees of a ticket while it is paid: what was given, what goes on an account, what is left and the change. */
import assert from "node:assert/strict";
import { leftOf, present, type ShownTicket, type Shows } from "../../client/display/shown.ts";
import { ScreenStorage } from "../../client/display/storage.ts";
import { MemoryStorage } from "../../client/network/memory_storage.ts";
import { Shelf } from "../../client/network/shelf.ts";
import type { Tender } from "../../shared/tender.ts";

const CHLOE = 3;

/** What is on the screen beside a till where this is in hand and that is typed. */
function seen(total_ttc: number, tenders: readonly Tender[]): ShownTicket {
  const browser = new MemoryStorage();
  browser.setItem("comptoir.token", "token");
  new Shelf(browser, `comptoir.tenders.${CHLOE}.`).put("sale", { tenders });
  const etat = "en_caisse" as const;
  const ticket = { id: "sale", etat, formation: false, lignes: [], remise: 0, total_ttc, donne: 0, compte: 0, rendu: 0 };
  const shows: Shows = { caisse: "C1", boutique: "", demo: false, presente: true, formation: false, ticket };
  return present(shows, new ScreenStorage(browser).beside(CHLOE), false)!;
}
const sums = (ticket: ShownTicket) => [ticket.donne, ticket.compte, leftOf(ticket), ticket.rendu];

Deno.test("what is given is what is received; what exceeds the ticket is the change", () => {
  assert.deepEqual(sums(seen(2_000, [])), [0, 0, 2_000, 0]);
  assert.deepEqual(sums(seen(2_000, [{ mode: "carte", amount: 500 }])), [500, 0, 1_500, 0]);
  assert.deepEqual(sums(seen(2_000, [{ mode: "carte", amount: 500 }, { mode: "especes", amount: 5_000 }])), [
    5_500,
    0,
    -3_500,
    3_500,
  ]);
});

Deno.test("what goes on an account was not received, and is not left to pay", () => {
  assert.deepEqual(sums(seen(2_000, [{ mode: "compte", amount: 2_000 }])), [0, 2_000, 0, 0]);
  assert.deepEqual(sums(seen(2_000, [{ mode: "especes", amount: 500 }, { mode: "compte", amount: 1_500 }])), [500, 1_500, 0, 0]);
});

Deno.test("of an exchange for less there is no change before anything is given, nor anything received", () => {
  assert.deepEqual(sums(seen(-500, [])), [0, 0, -500, 0]);
  assert.deepEqual(sums(seen(-500, [{ mode: "especes", amount: 500 }])), [0, 0, -500, 0]);
});
