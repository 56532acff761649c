/** What was on a ticket that had been sent, when it is changed or dropped: the law wants a trace of it. */
import { isMeasured } from "../../shared/units.ts";
import type { Tx } from "../database/application.ts";
import { EVENTS } from "../../shared/fiscal_record.ts";
import type { FiscalJournal } from "./fiscal/journal.ts";
import { linesOf, nameOf, type SaleRow } from "./sale.ts";

/** The known code for a cancellation. */
const CODES = { reprise: null, annulation: 190 } as const;

export function trace(tx: Tx, fiscal: FiscalJournal, genre: keyof typeof CODES, sale: SaleRow, motif: string | null): void {
  fiscal.append(tx, EVENTS, genre, {
    code: CODES[genre],
    vente_id: sale.id,
    rappel: sale.rappel,
    vendeur: nameOf(tx, sale.vendeur_id),
    par: tx.actor.username,
    motif,
    formation: sale.formation === 1,
    total_ttc: sale.total_ttc,
    lignes: linesOf(tx, sale.id).map(({ libelle, quantite, unite, prix_unitaire_ttc, total_ttc }) => ({
      libelle,
      quantite,
      ...isMeasured(unite) ? { unite } : {},
      prix_unitaire_ttc,
      total_ttc,
    })),
  });
}
