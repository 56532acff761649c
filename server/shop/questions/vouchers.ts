/** What a voucher is worth. */
import type { Question } from "../../database/application.ts";
import { trainingOf } from "../cash_session.ts";
import { findSale, numberOfSale } from "../sale.ts";
import { findVoucher } from "../vouchers.ts";

export const voucherQuestions: Readonly<Record<string, Question>> = {
  "bons.trouver": (look, input) => {
    const formation = trainingOf(look, look.actor.userId);
    const { code, genre, montant, solde, emis_le, vente_id } = findVoucher(look, (input as { code: string }).code, formation);
    return { code, genre, montant, solde, emis_le, numero: numberOfSale(findSale(look, vente_id)) };
  },
};
