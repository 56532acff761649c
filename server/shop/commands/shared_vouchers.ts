/** What a payment is about to hold at head office, kept before that is asked; and what is not wanted there any more. */
import type { JsonValue } from "../../../shared/protocol.ts";
import type { Command, Tx } from "../../database/application.ts";
import { findSale } from "../sale.ts";
import type { GivenPayment } from "../settlement.ts";
import { codeIn, dropHeld, sharingOf } from "../shared_vouchers.ts";
import { expectLeft, type Voucher } from "../vouchers.ts";

interface Wanted {
  /** The ticket. */
  readonly id: string;
  /** The payment's key. */
  readonly cle: string;
  readonly paiements: readonly GivenPayment[];
  /** What comes back of it, and of other tickets in exchange. */
  readonly lignes?: readonly Returned[];
  readonly retours?: readonly Returned[];
}
interface Returned {
  readonly ligne_id: string;
  /** Thousandths. */
  readonly quantite: number;
}

/** As head office is asked for it. */
interface Hold {
  readonly id: string;
  readonly code: string;
  readonly montant: number;
  readonly own: boolean;
  /** A gift card that comes back: it must be as it was sold, wherever in the chain it may have been used. */
  readonly revient: boolean;
}

export const sharedVoucherCommands: Readonly<Record<string, Command>> = {
  // Answers what is to be held: nothing for practice, or of a ticket that is paid already; where vouchers are not shared this shop's
  // own alone, for others may have taken them while they were.
  "bons.demander": (tx, input) => {
    const { id, cle, paiements, lignes = [], retours = [] } = input as unknown as Wanted;
    const sale = findSale(tx, id);
    const { partage, hors_ligne } = sharingOf(tx);
    const isOver = sale.etat === "payee" && lignes.length === 0;
    if (isOver || sale.formation === 1) return { partage, hors_ligne, bons: [] };
    const bons = paiements.flatMap(({ code: text, montant }, place): Hold[] => {
      const code = codeIn(text);
      if (code === null) return [];
      const voucher = tx.get("SELECT code, solde FROM bons WHERE code = ? AND formation = 0", code);
      const own = voucher !== undefined;
      // Head office can only know of more that is gone: who has none is not kept waiting for it.
      if (own) expectLeft(tx, voucher as unknown as Voucher, montant);
      return partage || own ? [{ id: nameOf(tx, `${cle}/${place}`), code, montant, own, revient: false }] : [];
    });
    for (const { code, montant } of [...lignes, ...retours].flatMap((line) => cardsBack(tx, line))) {
      bons.push({ id: nameOf(tx, `${cle}/r${bons.length}`), code, montant, own: true, revient: true });
    }
    for (const { id: name, code, montant, own } of bons) {
      tx.run(
        `INSERT INTO reservations_bon (id, vente_id, code, montant, propre, par_id, demandee_le) VALUES (?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (id) DO NOTHING`,
        ...[name, id, code, montant, own ? 1 : 0, tx.actor.userId, tx.now],
      );
    }
    return { partage, hors_ligne, bons } as unknown as JsonValue;
  },

  // Of one payment; of all at a start, for nobody waits any more for what was asked before it.
  "bons.abandonner": (tx, input) => {
    const { cle = "" } = input as { cle?: string };
    const open = tx.all("SELECT id FROM reservations_bon WHERE etat = 'demandee'").map(({ id }) => id as string);
    for (const id of open) if (cle === "" || id.startsWith(`${cle}/`)) dropHeld(tx, id);
    return null;
  },
};

/** The gift cards of a line that would be cancelled: the first that nobody has used here. */
function cardsBack(tx: Tx, { ligne_id, quantite }: Returned): { readonly code: string; readonly montant: number }[] {
  return tx.all(
    `SELECT b.code, b.montant FROM lignes_vente l JOIN bons b ON b.vente_id = l.vente_id AND b.ligne_id = l.id
     WHERE l.id = ? AND b.solde = b.montant ORDER BY b.id LIMIT ?`,
    ligne_id,
    Math.ceil(quantite / 1000),
  ) as { code: string; montant: number }[];
}

/** That of the payment's own that is not over, or the next: one that was given back at head office is never held again. */
function nameOf(tx: Tx, place: string): string {
  const names = tx.all("SELECT id, etat FROM reservations_bon WHERE id GLOB ? || '/*'", place);
  const open = names.find(({ etat }) => etat === "demandee");
  return open === undefined ? `${place}/${names.length}` : open["id"] as string;
}
