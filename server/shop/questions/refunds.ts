/** What of a paid ticket can still be given back, and how it was paid. */
import type { Question } from "../../database/application.ts";
import { meansLeft } from "../refunds.ts";
import { expectEtat, findVente, numberOf } from "../sale.ts";

export const remboursementQuestions: Readonly<Record<string, Question>> = {
  "ventes.remboursable": (look, input) => {
    const vente = findVente(look, (input as { id: string }).id);
    if (vente.type !== "vente") look.fail("invalid_state", { etat: "avoir" });
    expectEtat(look, vente, "payee");
    const { reste_ttc, moyens } = meansLeft(look, vente);
    const isOwner = look.actor.role === "administrateur";
    return {
      vente_id: vente.id,
      numero: numberOf(vente),
      total_ttc: vente.total_ttc,
      reste_ttc,
      // Added up over all tickets, amounts by means are what lies in a drawer that somebody is to count without knowing.
      moyens: moyens.map(({ mode, reste, ailleurs }) => ({ mode, reste: ailleurs && !isOwner ? null : reste })),
    };
  },
};
