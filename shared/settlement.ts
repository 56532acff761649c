/** An account that was settled, as it is signed. Money is integer cents. */
import type { PrintedShop } from "./receipt/data.ts";

/** What its signed record is called. */
export const SETTLEMENT = "reglement_compte";

/** As it is printed: by its place among the signed events, so that none is given twice, also after a backup was put back. */
export function settlementNumber(evenement: number): string {
  return `R-${String(evenement).padStart(6, "0")}`;
}

/** What `comptes.regler`, `comptes.annuler` and `comptes.duplicata` answer, as far as it is printed. */
export interface SettlementData {
  readonly id: number;
  readonly numero: string;
  /** RFC 3339 in UTC. */
  readonly date: string;
  readonly fuseau: string | null;
  readonly caisse: string;
  readonly caissier: string;
  readonly client_id: number;
  readonly mode: string;
  /** Negative for one that was cancelled. */
  readonly montant: number;
  readonly solde_avant: number;
  readonly solde: number;
  /** The number of the one that was cancelled. */
  readonly annule?: string;
  readonly motif?: string;
  readonly formation: boolean;
  readonly demonstration: boolean;
  readonly boutique: PrintedShop;
  readonly logiciel: string;
  readonly signature: string;
  /** Absent from the receipt itself. */
  readonly duplicata?: number;
  readonly duplicata_le?: string;
}
