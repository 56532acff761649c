/** What becomes of the ticket that was rung up here: written for its payment, put into the queue, or dropped. */
import { DirectTicket } from "./direct.ts";
import type { Loss } from "./loss.ts";
import type { Tenders } from "./tenders.ts";
import { fetchTenders, fetchTicket, type HandTicket } from "./rows.ts";
import { Failure } from "../../network/failure.ts";
import type { NetworkClient } from "../../network/network_client.ts";

export class DirectSale {
  readonly ticket: DirectTicket;

  /** `onLoss` hears when it was paid or cancelled elsewhere. */
  constructor(readonly client: NetworkClient, readonly tenders: Tenders, readonly onLoss: (loss: Loss) => void) {
    this.ticket = new DirectTicket(client.platform.storage, () => client.uuid.next());
  }

  /** The ticket as the server has it, written if need be; null when there is nothing to pay. Throws a Failure. */
  async written(): Promise<HandTicket | null> {
    const now = await this.#write();
    if (now !== null) this.#lost(now);
    if (now !== null || this.ticket.lines.peek().length === 0) return null;
    const { saleId } = this.ticket;
    const [ticket, tenders] = await Promise.all([fetchTicket(this.client, saleId), fetchTenders(this.client, saleId)]);
    if (ticket === null) throw new Failure("unexpected_answer");
    return { ...ticket, tenders };
  }

  /** Puts it into the queue, and answers its recall number; null when it had gone another way. Throws a Failure. */
  async park(): Promise<number | null> {
    const now = await this.#write();
    // Asked before, and the answer was lost.
    if (now?.state === "en_attente") return now.recall;
    if (now !== null) return this.#lost(now);
    const { saleId } = this.ticket;
    await this.tenders.sent(saleId);
    const answer = await this.client.request("POST", `/api/ventes/${saleId}/envoyer`, {}, this.client.uuid.next());
    this.over(saleId);
    this.tenders.over(saleId);
    return Number((answer as { rappel: number }).rappel);
  }

  /** Empties it; a draft that the server has of it is cancelled. False while it carries money that was taken already. */
  drop(): boolean {
    const { saleId, written } = this.ticket;
    if (this.tenders.charged(saleId)) return false;
    this.tenders.over(saleId);
    this.ticket.clear();
    if (written) {
      this.client.write([{ type: "update", query: "UPDATE ventes SET etat = 'annulee' WHERE id = ?", params: [saleId] }]);
    }
    return true;
  }

  /** That sale is paid, cancelled or another's: if it is this one, nothing is left of what the server has of it. */
  over(saleId: string | undefined): void {
    if (saleId === this.ticket.saleId) this.ticket.over();
  }

  /**
   * Writes the draft of what was rung up: written twice, it is there once. Answers the ticket instead
   * that is no draft any more: another tab of this machine was faster, or an earlier answer was lost.
   */
  async #write(): Promise<HandTicket | null> {
    try {
      let written: string;
      do {
        const { saleId } = this.ticket;
        const lines = this.ticket.lines.peek();
        const queries = this.ticket.queries();
        written = JSON.stringify(queries);
        await this.client.batch(queries);
        this.ticket.noteWritten(saleId, lines);
        // What was scanned meanwhile belongs to it as well.
      } while (this.ticket.lines.peek().length > 0 && JSON.stringify(this.ticket.queries()) !== written);
      return null;
    } catch (error) {
      const now = Failure.from(error).mayPass ? null : await fetchTicket(this.client, this.ticket.saleId);
      if (now === null || now.state === "brouillon") throw error;
      this.ticket.noteWritten(now.id, now.lines);
      this.ticket.over();
      return now;
    }
  }

  #lost(ticket: HandTicket): null {
    const { state, cashier } = ticket;
    this.tenders.over(ticket.id);
    const how = state === "payee" || state === "annulee" ? state : state === "en_caisse" ? "taken" : "back";
    this.onLoss({ ticket, how, by: how === "taken" ? cashier : "" });
    return null;
  }
}
