/** The payment of the ticket in hand: asked for once the ticket stands still, and what becomes of it when it is refused. */
import { type ReadonlySignal, signal } from "@preact/signals";
import { ACCOUNT_MODE, type RefundMode, refundTenders } from "../../../shared/tender.ts";
import type { Ask } from "../../network/certain_commands.ts";
import type { Failure } from "../../network/failure.ts";
import type { Hand } from "./hand.ts";
import type { WireRow } from "../../../shared/protocol.ts";
import { namesOf, sameContent, tenderOf, ticketOf } from "./rows.ts";

/** The owner's word for discounts beyond the cap, as typed. */
export interface OwnersWord {
  readonly code: string;
  readonly reason: string;
}

export const NO_WORD: OwnersWord = { code: "", reason: "" };

/** As the books say it. */
const EXCHANGE = "Échange";

export class Payment {
  readonly #freezing = signal(false);
  /** The version of a ticket that was asked again by itself because only its hold had been renewed. */
  #adopted: number | null = null;
  /** Asks for the last one as it was asked for. */
  #again: (account?: number) => unknown = () => {};

  constructor(readonly hand: Hand, readonly ask: Ask) {}

  /** It was asked for, and waits for what is under way about its ticket. */
  get freezing(): ReadonlySignal<boolean> {
    return this.#freezing;
  }

  /** Asks for it with what was given, and the owner's word where that was asked for; what an exchange comes to goes `back`, but for what an `account` is owed first. */
  async begin(word: OwnersWord = NO_WORD, back: RefundMode = "especes", account = 0): Promise<void> {
    if (this.hand.ticket.peek() === null) return;
    this.#again = (owed = account) => this.begin(word, back, owed);
    const wanted = await this.wanted(word, back, account);
    if (wanted !== null) this.ask("encaisser", wanted.path, wanted.body, Math.abs(this.hand.due));
  }

  /** The same as it is asked, of a ticket that stands still until the hand goes on; null where that is gone. */
  async wanted({ code, reason }: OwnersWord, back: RefundMode, account: number) {
    const ticket = this.hand.ticket.peek();
    this.#freezing.value = true;
    await this.hand.freeze();
    this.#freezing.value = false;
    // Read anew: a renewal that was under way may have ended meanwhile, and so may the session.
    const now = this.hand.ticket.peek();
    if (now === null || now.id !== ticket?.id) return null;
    const { due, tenders } = this.hand;
    const paiements = due < 0
      ? refundTenders(-due, back, [{ mode: ACCOUNT_MODE, left: account }])
      : tenders.given.peek().map(({ mode, amount, code }) => ({ mode, montant: amount, ...code === undefined ? {} : { code } }));
    const retours = this.hand.returnedOn(now.id).map(({ id, saleId, lineId, quantity }) => ({
      id,
      vente_id: saleId,
      ligne_id: lineId,
      quantite: quantity,
    }));
    const word = { ...code === "" ? {} : { accord: code }, ...code === "" || reason === "" ? {} : { motif: reason } };
    const exchange = retours.length === 0 ? {} : { retours, motif: EXCHANGE, ...word };
    return { path: `/api/ventes/${now.id}/encaisser`, body: { version: now.version, paiements, ...word, ...exchange } };
  }

  /** Whether a command is about the ticket in hand. */
  concerns(path: string): boolean {
    const ticket = this.hand.ticket.peek();
    return ticket !== null && path.includes(ticket.id);
  }

  done(): void {
    this.#adopted = null;
    this.#forget();
  }

  /** What there is to say about it with the ticket still in hand; null when it is lost, or asked for again. */
  refused(failure: Failure): Failure | null {
    const { hand } = this;
    const { code, extras } = failure;
    const ticket = hand.ticket.peek()!;
    const again = this.#again;
    this.#forget();
    if (code === "ticket_locked") hand.lose("taken", String(extras["par"] ?? ""));
    else if (code === "invalid_state" && extras["etat"] === "payee") hand.lose("payee", "");
    // A voucher, or what comes back in exchange, may not be found either: that is said with the ticket in hand.
    else if (code === "invalid_state" || code === "not_found" && extras["vente_id"] === ticket.id) hand.lose("annulee", "");
    else if (code === "payment_implausible" && typeof extras["compte"] === "number") again(extras["compte"]);
    else if (code !== "stale_version") {
      // Given at another page of this person's: it is shown, and counted from now on.
      if (code === "tender_left_out") hand.tenders.adopt((extras["annonces"] as unknown as WireRow[]).map(tenderOf));
      hand.resume();
      return failure;
    } else {
      const now = ticketOf(extras["vente"], namesOf(ticket));
      // Only the hold was renewed, and that answer was lost: the customer pays the same for the same.
      const same = sameContent(now, ticket) && this.#adopted !== now.version;
      hand.replace(now);
      if (!same) return failure;
      this.#adopted = now.version;
      again();
    }
    return null;
  }

  /** The owner's code is kept for no longer than it is asked with. */
  #forget(): void {
    this.#again = () => {};
  }
}
