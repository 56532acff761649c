/** What of a paid ticket can still be given back, and how it was paid. */
import type { Question } from "../../database/application.ts";
import { meansLeft } from "../refunds.ts";
import { findSold } from "../returns.ts";
import { numberOfSale } from "../sale.ts";

export const refundQuestions: Readonly<Record<string, Question>> = {
  "ventes.remboursable": (look, input) => {
    const { sale } = findSold(look, (input as { id: string }).id);
    const { reste_ttc, moyens } = meansLeft(look, sale);
    const isOwner = look.actor.role === "administrateur";
    return {
      vente_id: sale.id,
      numero: numberOfSale(sale),
      total_ttc: sale.total_ttc,
      reste_ttc,
      // Added up over all tickets, amounts by means are what lies in a drawer that somebody is to count without knowing.
      moyens: moyens.map(({ mode, reste, ailleurs }) => ({ mode, reste: ailleurs && !isOwner ? null : reste })),
    };
  },
};
