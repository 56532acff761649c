/** What a test itself knows of a day at the counter, beside what the shop has written of it. */
import assert from "node:assert/strict";
const CUSTOMERS = [1, 2];
interface SoldLine {
  readonly sale: string;
  readonly id: string;
  readonly nature: string;
  /** Thousandths. */
  readonly sold: number;
  left: number;
}

/** What the test itself knows of the day. */
export class Day {
  readonly modes = new Map<string, number>();
  readonly outside = new Map<string, number>();
  readonly vouchers = new Map<string, { genre: string; left: number }>();
  /** Cents that each customer owes. */
  readonly owed = new Map(CUSTOMERS.map((id) => [id, 0]));
  readonly settled = new Map<string, number>();
  /** Ticket → its customer. */
  readonly customers = new Map<string, number>();
  readonly lines: SoldLine[] = [];
  turnover = 0;
  ht = 0;
  tva = 0;
  tickets = 0;

  // deno-lint-ignore no-explicit-any -- a receipt
  note(receipt: any): void {
    const outside = (receipt.hors_champ ?? []) as { nature: string; ttc: number }[];
    const beyond = outside.reduce((sum, { ttc }) => sum + ttc, 0);
    assert.equal(receipt.total_ht + receipt.total_tva + beyond, receipt.total_ttc, "a ticket is HT, VAT and what is outside");
    const paid = receipt.paiements.reduce(
      (sum: number, one: { montant: number; rendu: number }) => sum + one.montant - one.rendu,
      0,
    );
    assert.equal(paid, receipt.total_ttc, "what is paid is what it comes to");
    assert.equal(receipt.type, receipt.total_ttc < 0 || receipt.numero_origine !== null ? "avoir" : "vente");
    this.turnover += receipt.total_ttc - beyond;
    this.ht += receipt.total_ht;
    this.tva += receipt.total_tva;
    this.tickets += 1;
    for (const { nature, ttc } of outside) this.outside.set(nature, (this.outside.get(nature) ?? 0) + ttc);
    for (const { mode, montant, rendu, code_bon, client_id } of receipt.paiements) {
      this.modes.set(mode, (this.modes.get(mode) ?? 0) + montant - rendu);
      if (code_bon !== undefined && montant > 0) this.vouchers.get(code_bon)!.left -= montant;
      if (mode === "compte") this.owed.set(client_id, this.owed.get(client_id)! + montant);
    }
    for (const { code, genre, montant } of receipt.bons ?? []) this.vouchers.set(code, { genre, left: montant });
    for (const { id, nature = "bien", quantite } of receipt.lignes) {
      if (quantite > 0) this.lines.push({ sale: receipt.vente_id, id, nature, sold: quantite, left: quantite });
    }
  }
}
