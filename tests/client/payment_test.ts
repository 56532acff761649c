/** What becomes of the ticket in hand when its payment is refused. */
import assert from "node:assert/strict";
import { signal } from "@preact/signals";
import type { Hand } from "../../client/caisse/store/hand.ts";
import { Payment } from "../../client/caisse/store/payment.ts";
import { Failure } from "../../client/network/failure.ts";
import type { Extras } from "../../shared/errors.ts";

Deno.test("a payment for which a voucher is not found keeps its ticket in hand; a ticket that is not there is lost", () => {
  const happened: string[] = [];
  const hand = {
    ticket: signal({ id: "t1" }),
    lose: (how: string) => happened.push(`lost: ${how}`),
    resume: () => happened.push("still in hand"),
  } as unknown as Hand;
  const payment = new Payment(hand, () => {});
  const notFound = (extras: Extras) => new Failure("not_found", 404, "", extras);
  for (const extras of [{ field: "code" }, {}, { vente_id: "t2" }]) {
    const failure = notFound(extras);
    assert.equal(payment.refused(failure), failure, "it is told");
  }
  assert.equal(payment.refused(notFound({ vente_id: "t1" })), null);
  assert.deepEqual(happened, ["still in hand", "still in hand", "still in hand", "lost: annulee"]);
});
