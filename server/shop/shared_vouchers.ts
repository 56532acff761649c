/** Vouchers that are shared in a chain: what of a payment is held at head office, and the payment that takes what is held. */
import { say } from "../../shared/errors.ts";
import { voucherCodeIn } from "../../shared/voucher_code.ts";
import type { Look, Tx } from "../database/application.ts";

/** What head office said of a voucher of a payment, before that is written. */
export interface Held {
  /** Its name there. */
  readonly id: string;
  readonly code: string;
  /** Head office did not answer. */
  readonly hors_ligne: boolean;
  /** The shop that gave it, and cents that are left; null where nobody knows. */
  readonly boutique: string | null;
  readonly nom: string | null;
  readonly reste: number | null;
}

export interface Sharing {
  readonly partage: boolean;
  /** Cents of one voucher that may be taken while head office does not answer. */
  readonly hors_ligne: number;
}

export function sharingOf(look: Look): Sharing {
  const { bons_chaine, bons_hors_ligne } = look.get("SELECT bons_chaine, bons_hors_ligne FROM boutique")!;
  return { partage: bons_chaine === 1, hors_ligne: Number(bons_hors_ligne) };
}

/** Cents of a voucher that may still be taken while head office does not answer. */
export function leftOffline(look: Look, code: string): number {
  const { n } = look.get(
    "SELECT coalesce(sum(montant), 0) AS n FROM reservations_bon WHERE code = ? AND hors_ligne = 1 AND etat = 'utilisee'",
    code,
  ) as { n: number };
  return Math.max(0, sharingOf(look).hors_ligne - n);
}

/** The payment takes what is held for it; without a word from head office no more than the shop allows. */
export function takeHeld(tx: Tx, saleId: string, montant: number, { id, code, hors_ligne, boutique, nom, reste }: Held): void {
  if (hors_ligne && montant > leftOffline(tx, code)) {
    tx.fail("head_office_away", { reason: OFFLINE_LIMIT, limite: leftOffline(tx, code) });
  }
  const { changes } = tx.run(
    `UPDATE reservations_bon SET etat = 'utilisee', hors_ligne = ?, boutique = ?, boutique_nom = ?, reste = ?, finie_le = ?, fin = ${NEXT}
     WHERE id = ? AND vente_id = ? AND code = ? AND montant = ? AND etat = 'demandee'`,
    ...[hors_ligne ? 1 : 0, boutique, nom, reste, tx.now, id, saleId, code, montant],
  );
  // It was given back meanwhile, as by a start of the server: what is not held is not taken.
  if (changes === 0) tx.fail("voucher_exceeded", { bon: code, montant });
}

/** What was asked for and is not part of a payment will not be any more. */
export function dropHeld(tx: Tx, id: string): void {
  tx.run(
    `UPDATE reservations_bon SET etat = 'abandonnee', finie_le = ?, fin = ${NEXT} WHERE id = ? AND etat = 'demandee'`,
    tx.now,
    id,
  );
}

const NEXT = "(SELECT coalesce(max(fin), 0) + 1 FROM reservations_bon)";

/** As it is kept, where it is the code of a voucher. */
export function codeIn(text: string | undefined): string | null {
  return text === undefined ? null : voucherCodeIn(text);
}

const OFFLINE_LIMIT = say(
  "sans le siège, ce bon ne paie pas autant",
  "without head office this voucher does not pay as much",
);
