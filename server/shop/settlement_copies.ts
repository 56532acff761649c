/** Settlements that were taken before: which there are of a customer, and one more copy of the receipt of one, numbered and recorded. */
import type { JsonValue } from "../../shared/protocol.ts";
import { EVENTS } from "../../shared/fiscal_record.ts";
import { settlementNumber } from "../../shared/settlement.ts";
import { signatureExtract } from "../../shared/signature_extract.ts";
import type { Look, Tx } from "../database/application.ts";
import type { ShopContext } from "./context.ts";
import { UNKNOWN } from "./unknown.ts";

/** That are listed; the statement has more. */
const LISTED = 20;

/** The latest first, cancelled ones and cancellations among them; what was taken for practice is apart. */
export function settlementsOf(look: Look, clientId: number, formation: 0 | 1): JsonValue {
  const rows = look.all(
    `SELECT id, genre, cree_le AS le, -montant AS montant, mode, evenement FROM mouvements_compte
     WHERE client_id = ? AND formation = ? AND mode IS NOT NULL ORDER BY id DESC LIMIT ${LISTED}`,
    clientId,
    formation,
  );
  return rows.map(({ evenement, ...row }) => ({ ...row, numero: settlementNumber(Number(evenement)) })) as JsonValue;
}

/** What was signed when it was taken, and that this is a copy; `client_id` is whose account it is on now. */
export function duplicateSettlement(tx: Tx, { fiscal }: ShopContext, id: string): Readonly<Record<string, JsonValue>> {
  const row = /^\d{1,15}$/.test(id)
    ? tx.get("SELECT client_id, formation, evenement FROM mouvements_compte WHERE id = ? AND mode IS NOT NULL", Number(id))
    : undefined;
  if (row === undefined) return tx.fail("not_found", UNKNOWN.settlement);
  const { client_id, formation, evenement } = row as { client_id: number; formation: 0 | 1; evenement: number };
  const stored = tx.get("SELECT contenu, signature FROM journal_fiscal WHERE serie = ? AND seq = ?", EVENTS, evenement)!;
  const content = JSON.parse(stored["contenu"] as string) as Record<string, JsonValue>;
  const numero = settlementNumber(evenement);
  const before = tx.get(
    "SELECT count(*) AS n FROM journal_fiscal WHERE genre = 'duplicata' AND contenu ->> 'reglement' = ?",
    numero,
  )!;
  const duplicata = Number(before["n"]) + 1;
  fiscal.append(tx, `${formation === 1 ? "formation-duplicatas" : "duplicatas"}:${content["caisse"]}`, "duplicata", {
    reglement: numero,
    duplicata,
    evenement,
    date: tx.now,
    par: tx.actor.username,
    caisse: content["caisse"]!,
  });
  tx.event("duplicata", { numero, duplicata });
  return {
    ...content,
    id: Number(id),
    numero,
    client_id,
    signature: signatureExtract(stored["signature"] as string),
    duplicata,
    duplicata_le: tx.now,
  };
}
