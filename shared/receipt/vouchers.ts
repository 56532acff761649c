/** The vouchers and gift cards that a ticket gave, printed with it: what each is worth and its code, to read and to scan. */
import { receiptCode } from "./code.ts";
import { escapeHtml } from "./markup.ts";
import type { ReceiptWords } from "./words.ts";
import { spacedVoucherCode, voucherCodeIn } from "../voucher_code.ts";

export interface PrintedVoucher {
  /** `B` and twelve digits; of a copy for who may not use it, with dots in their places. */
  readonly code: string;
  readonly genre: string;
  /** Cents. */
  readonly montant: number;
}

export function voucherTitle({ genre, montant }: PrintedVoucher, words: ReceiptWords, money: (cents: number) => string): string {
  return `${genre === "avoir" ? words.voucher : words.modes[genre] ?? genre} ${money(montant)}`;
}

/** `room` is what a barcode may take, in millimetres. */
export function voucherSections(
  vouchers: readonly PrintedVoucher[],
  words: ReceiptWords,
  money: (cents: number) => string,
  room: number,
): string {
  return vouchers.map((voucher) => {
    const { code } = voucher;
    return `<section class="receipt-voucher">\n<strong>${escapeHtml(voucherTitle(voucher, words, money))}</strong>\n` +
      `${voucherCodeIn(code) === null ? "" : `${receiptCode(code, room)}\n`}<p>${
        escapeHtml(spacedVoucherCode(code))
      }</p>\n</section>`;
  }).join("\n");
}
