/** What a voucher is worth. */
import type { Question } from "../../database/application.ts";
import { trainingOf } from "../cash_session.ts";
import { findSale, numberOfSale } from "../sale.ts";
import { codeIn, leftOffline, sharingOf } from "../shared_vouchers.ts";
import { findVoucher } from "../vouchers.ts";
import { usesElsewhere } from "../vouchers_elsewhere.ts";

export const voucherQuestions: Readonly<Record<string, Question>> = {
  "bons.trouver": (look, input) => {
    const formation = trainingOf(look, look.actor.userId);
    const { code, genre, montant, solde, emis_le, vente_id } = findVoucher(look, (input as { code: string }).code, formation);
    return {
      code,
      genre,
      montant,
      solde,
      emis_le,
      numero: numberOfSale(findSale(look, vente_id)),
      boutique: null,
      ailleurs: usesElsewhere(look, code),
    };
  },

  // Practice knows its own alone. So does a shop that shares none; of those head office may know what was taken while it did.
  "bons.connus": (look, input) => {
    const code = codeIn((input as { code: string }).code);
    const { partage } = sharingOf(look);
    const nobodyElse = { partage, bon: null, code: null, hors_ligne: 0 };
    if (code === null || trainingOf(look, look.actor.userId) === 1) return nobodyElse;
    const isOwn = look.get("SELECT 1 FROM bons WHERE code = ? AND formation = 0", code) !== undefined;
    if (!partage && !isOwn) return nobodyElse;
    return {
      partage,
      bon: isOwn ? voucherQuestions["bons.trouver"]!(look, { code }) : null,
      code,
      hors_ligne: leftOffline(look, code),
    };
  },
};
