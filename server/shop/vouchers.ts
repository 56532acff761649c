/** Vouchers and gift cards: given, looked up, used, cancelled. What is left of one is the sum of its movements. */
import { say } from "../../shared/errors.ts";
import type { JsonValue } from "../../shared/protocol.ts";
import { voucherCodeIn, voucherCodeOf } from "../../shared/voucher_code.ts";
import type { Look, Tx } from "../database/application.ts";
import type { SaleRow } from "./sale.ts";
import { type Held, takeHeld } from "./shared_vouchers.ts";
import { UNKNOWN } from "./unknown.ts";
import { whereUsed } from "./vouchers_elsewhere.ts";

/** Also the means of payment by which one is used. */
export type VoucherKind = "avoir" | "carte_cadeau";

export interface Voucher {
  readonly id: number;
  readonly code: string;
  readonly genre: VoucherKind;
  /** Cents. */
  readonly montant: number;
  readonly solde: number;
  readonly vente_id: string;
  readonly ligne_id: string | null;
  readonly emis_le: string;
  readonly formation: 0 | 1;
}

export function isVoucherMode(mode: string): mode is VoucherKind {
  return mode === "avoir" || mode === "carte_cadeau";
}

/** The voucher of this code, as it was scanned or typed; or `not_found`. Practice and what counts do not know each other's. */
export function findVoucher(look: Look, text: string, formation: 0 | 1): Voucher {
  const code = voucherCodeIn(text) ?? look.fail("not_found", UNKNOWN.voucherCode);
  const voucher = look.get("SELECT * FROM bons WHERE code = ? AND formation = ?", code, formation);
  return voucher as unknown as Voucher | undefined ?? look.fail("not_found", UNKNOWN.voucher);
}

interface VoucherPayment {
  readonly mode: VoucherKind;
  /** Negative when it goes back. */
  readonly montant: number;
  readonly code?: string;
  readonly tenu?: Held;
}

/** A payment takes from a voucher's balance, a refund gives a voucher: answers its code as it is kept. */
export function voucherPayment(tx: Tx, sale: Pick<SaleRow, "id" | "formation">, payment: VoucherPayment): string {
  const { mode, montant, code, tenu } = payment;
  if (montant < 0) {
    if (mode !== "avoir") tx.fail("payment_implausible", { reason: BACK_BY_VOUCHER });
    return giveVoucher(tx, sale, mode, -montant, null);
  }
  if (code === undefined) tx.fail("payment_implausible", { reason: CODE_WANTED });
  const voucher = findVoucher(tx, code, sale.formation);
  if (voucher.genre !== mode) tx.fail("payment_implausible", { reason: OTHER_KIND[voucher.genre], genre: voucher.genre });
  expectLeft(tx, voucher, montant);
  if (tenu !== undefined) takeHeld(tx, sale.id, montant, tenu);
  move(tx, voucher.id, "utilisation", -montant, sale.id);
  return voucher.code;
}

/** Ends the request for more than is left, with where and when it was used if that was not here. */
export function expectLeft(tx: Tx, { code, solde }: Pick<Voucher, "code" | "solde">, montant: number): void {
  if (montant > solde) tx.fail("voucher_exceeded", { bon: code, solde, montant, ...whereUsed(tx, code) });
}

const BACK_BY_VOUCHER = say(
  "ce qui a été payé par carte cadeau se rend par un avoir",
  "what was paid by gift card is given back by a voucher",
);
const CODE_WANTED = say(
  "un avoir ou une carte cadeau se paie avec le code d'un bon",
  "a voucher or a gift card is used with its code",
);
const OTHER_KIND = {
  avoir: say("ce code est celui d'un avoir", "this code is that of a voucher"),
  carte_cadeau: say("ce code est celui d'une carte cadeau", "this code is that of a gift card"),
};

/** Gives a voucher; answers its code. `lineId` is the line that sold a gift card. */
export function giveVoucher(
  tx: Tx,
  sale: Pick<SaleRow, "id" | "formation">,
  genre: VoucherKind,
  montant: number,
  lineId: string | null,
): string {
  const code = freshCode(tx);
  const { lastInsertRowid } = tx.run(
    "INSERT INTO bons (code, genre, montant, vente_id, ligne_id, emis_le, formation) VALUES (?, ?, ?, ?, ?, ?, ?)",
    code,
    genre,
    montant,
    sale.id,
    lineId,
    tx.now,
    sale.formation,
  );
  move(tx, Number(lastInsertRowid), "emission", montant, sale.id);
  return code;
}

/** Takes all of an unused one back. */
export function cancelVoucher(tx: Tx, id: number, montant: number, saleId: string): void {
  move(tx, id, "annulation", -montant, saleId);
}

/** Those that a ticket gave, as its record says them. */
export function vouchersOf(look: Look, saleId: string): JsonValue {
  return look.all("SELECT code, genre, montant FROM bons WHERE vente_id = ? ORDER BY id", saleId) as unknown as JsonValue;
}

function move(
  tx: Tx,
  voucherId: number,
  genre: "emission" | "utilisation" | "annulation",
  montant: number,
  saleId: string,
): void {
  tx.run(
    "INSERT INTO mouvements_bon (bon_id, genre, montant, vente_id, par_id, fait_le) VALUES (?, ?, ?, ?, ?, ?)",
    voucherId,
    genre,
    montant,
    saleId,
    tx.actor.userId,
    tx.now,
  );
}

/** One that no voucher has. */
function freshCode(tx: Tx): string {
  for (;;) {
    const [high, low] = crypto.getRandomValues(new Uint32Array(2));
    const code = voucherCodeOf(String((high! * 2 ** 21 + low! % 2 ** 21) % 1e10).padStart(10, "0"));
    if (tx.get("SELECT 1 FROM bons WHERE code = ?", code) === undefined) return code;
  }
}
