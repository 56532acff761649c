/** The numbers that paid tickets are given: continuous per till, and never one that was given before. */
import type { Tx } from "../database/application.ts";

/** The next legal number of a till. */
export function nextNumber(tx: Tx, caisse: string): number {
  return after(tx, caisse, "SELECT max(numero) AS last FROM ventes WHERE caisse = ? AND numero IS NOT NULL", caisse);
}

/** The next number of a till's practice tickets. */
export function nextTrainingNumber(tx: Tx, caisse: string): number {
  const last = "SELECT max(numero_formation) AS last FROM ventes WHERE caisse = ? AND numero_formation IS NOT NULL";
  return after(tx, `F-${caisse}`, last, caisse);
}

/** A backup that was put back does not know of the last numbers: the floor does. */
function after(tx: Tx, prefix: string, last: string, caisse: string): number {
  const given = tx.get(last, caisse)?.["last"] as number | null ?? 0;
  const floor = tx.get("SELECT numero FROM _planchers_numeros WHERE caisse = ?", prefix)?.["numero"] as number | undefined ?? 0;
  return Math.max(given, floor) + 1;
}
