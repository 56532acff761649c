/** What was on a ticket that had been sent, when it is changed or dropped: the law wants a trace of it. */
import { isMeasured } from "../../shared/units.ts";
import type { Tx } from "../database/application.ts";
import { EVENTS } from "../../shared/fiscal_record.ts";
import type { FiscalJournal } from "./fiscal/journal.ts";
import { type LineRow, linesOf, nameOf, type SaleRow } from "./sale.ts";

/** The known code for a cancellation. */
const CANCELLED = 190;
const CODES = { reprise: null, annulation: CANCELLED } as const;

export function trace(tx: Tx, fiscal: FiscalJournal, genre: keyof typeof CODES, sale: SaleRow, motif: string | null): void {
  fiscal.append(tx, EVENTS, genre, {
    ...told(tx, CODES[genre], sale),
    motif,
    formation: sale.formation === 1,
    total_ttc: sale.total_ttc,
    lignes: linesOf(tx, sale.id).map(shown),
  });
}

/** What was taken off a ticket that goes on: `total_ttc` is what it was worth. */
export function traceLines(tx: Tx, fiscal: FiscalJournal, sale: SaleRow, gone: readonly LineRow[]): void {
  fiscal.append(tx, EVENTS, "lignes_annulees", {
    ...told(tx, CANCELLED, sale),
    formation: sale.formation === 1,
    total_ttc: gone.reduce((sum, { total_ttc }) => sum + total_ttc, 0),
    lignes: gone.map(shown),
  });
}

function told(tx: Tx, code: number | null, sale: SaleRow) {
  return { code, vente_id: sale.id, rappel: sale.rappel, vendeur: nameOf(tx, sale.vendeur_id), par: tx.actor.username };
}

function shown({ libelle, quantite, unite, prix_unitaire_ttc, total_ttc }: LineRow) {
  return { libelle, quantite, ...isMeasured(unite) ? { unite } : {}, prix_unitaire_ttc, total_ttc };
}
