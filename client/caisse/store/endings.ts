/** How a command ended whose answer must be known, and where that leads: to the change, to what was counted, or to why it was refused. */
import type { Signal } from "@preact/signals";
import type { SettlementData } from "../../../shared/settlement.ts";
import type { CertainCommand, Known } from "../../network/certain_commands.ts";
import type { Failure } from "../../network/failure.ts";
import type { DirectSale } from "./direct_sale.ts";
import type { CountResult, Drawer } from "./drawer.ts";
import type { Hand } from "./hand.ts";
import type { LastPaid, Paid } from "./last_paid.ts";
import type { Notice } from "./notice.ts";
import type { Payment } from "./payment.ts";
import type { Refunds } from "./refund.ts";
import type { Screen } from "./screen.ts";
import type { Settlements } from "./settlements.ts";
import type { Tenders } from "./tenders.ts";
import type { TillSession } from "./till.ts";

/** What of the cashier's work it leads on. */
interface Work {
  readonly till: TillSession;
  readonly payment: Payment;
  readonly drawer: Drawer;
  readonly refunds: Refunds;
  readonly settlements: Settlements;
  readonly sale: DirectSale;
  readonly tenders: Tenders;
  readonly hand: Hand;
  readonly lastPaid: LastPaid;
  readonly notice: Signal<Notice | null>;
  readonly problem: Signal<Failure | null>;
  go(screen: Screen): void;
}

export class Endings {
  constructor(readonly work: Work) {}

  known(known: Known): void {
    if (known.kind === "refused") return this.#refused(known.command, known.failure);
    const { command, answer } = known;
    const { till, payment, drawer, refunds, settlements, sale, tenders, hand, lastPaid } = this.work;
    payment.done();
    if (command.kind === "ouvrir") {
      this.work.go("queue");
      return till.opened((answer as { caisse: string }).caisse);
    }
    if (command.kind === "fermer" || command.kind === "relever") {
      drawer.note(answer as CountResult);
      return this.work.go("counted");
    }
    if (command.kind === "mouvement") return drawer.noteMove(answer as unknown as { id: number; montant: number });
    if (command.kind === "regler") return settlements.note(answer as SettlementData);
    const receipt = answer as Paid["receipt"];
    const inHand = hand.ticket.peek();
    const customer = command.kind === "rembourser"
      ? refunds.found.peek()?.customer
      : inHand?.id === receipt.vente_id
      ? inHand.customer?.name
      : undefined;
    sale.over(receipt.vente_id);
    tenders.over(receipt.vente_id);
    hand.clear();
    this.work.go("paid");
    lastPaid.show(receipt, customer);
  }

  #refused({ kind, path }: CertainCommand, failure: Failure): void {
    const { till, payment, problem, notice } = this.work;
    till.heard(failure);
    if (kind !== "encaisser") problem.value = failure;
    else if (payment.concerns(path)) problem.value = payment.refused(failure);
    // The page that asked is gone.
    else notice.value = { kind: "failure", what: kind, failure };
  }
}
