/** Settlements that were taken before: which there are of a customer, and one more copy of the receipt of one, numbered and recorded. */
import type { JsonValue } from "../../shared/protocol.ts";
import { EVENTS } from "../../shared/fiscal_record.ts";
import { settlementNumber } from "../../shared/settlement.ts";
import { signatureExtract } from "../../shared/receipt/signature_extract.ts";
import type { Look, Tx } from "../database/application.ts";
import type { ShopContext } from "./context.ts";
import { UNKNOWN } from "./unknown.ts";

/** That are listed; the statement has more. */
const LISTED = 20;

/**
 * The latest first, cancelled ones and cancellations among them; what was taken for practice is apart. By what means is not told:
 * summed up, that is the drawer of whoever took it.
 */
export function settlementsOf(look: Look, clientId: number, formation: 0 | 1): JsonValue {
  const rows = look.all(
    `SELECT id, genre, cree_le AS le, -montant AS montant, evenement FROM mouvements_compte
     WHERE client_id = ? AND formation = ? AND mode IS NOT NULL ORDER BY id DESC LIMIT ${LISTED}`,
    clientId,
    formation,
  );
  return rows.map(({ evenement, ...row }) => ({ ...row, numero: settlementNumber(Number(evenement)) })) as JsonValue;
}

interface StoredSettlement {
  readonly formation: 0 | 1;
  readonly evenement: number;
  readonly session_caisse_id: number | null;
  /** Its receipt, as it was signed when it was taken; `client_id` is whose account it is on now. */
  readonly receipt: Readonly<Record<string, JsonValue>>;
}

export function storedSettlement(look: Look, id: string): StoredSettlement {
  const row = /^\d{1,15}$/.test(id)
    ? look.get(
      "SELECT client_id, formation, evenement, session_caisse_id FROM mouvements_compte WHERE id = ? AND mode IS NOT NULL",
      Number(id),
    )
    : undefined;
  if (row === undefined) return look.fail("not_found", UNKNOWN.settlement);
  const { client_id, ...kept } = row as unknown as Omit<StoredSettlement, "receipt"> & { readonly client_id: number };
  const stored = look.get("SELECT contenu, signature FROM journal_fiscal WHERE serie = ? AND seq = ?", EVENTS, kept.evenement)!;
  const receipt = {
    ...JSON.parse(stored["contenu"] as string) as Record<string, JsonValue>,
    id: Number(id),
    numero: settlementNumber(kept.evenement),
    client_id,
    signature: signatureExtract(stored["signature"] as string),
  };
  return { ...kept, receipt };
}

/** One more copy of it, numbered and recorded. */
export function duplicateSettlement(tx: Tx, { fiscal }: ShopContext, id: string): Readonly<Record<string, JsonValue>> {
  const { formation, evenement, receipt } = storedSettlement(tx, id);
  const { numero, caisse } = receipt as { readonly numero: string; readonly caisse: string };
  const before = tx.get(
    "SELECT count(*) AS n FROM journal_fiscal WHERE genre = 'duplicata' AND contenu ->> 'reglement' = ?",
    numero,
  )!;
  const duplicata = Number(before["n"]) + 1;
  const { signature } = fiscal.append(tx, `${formation === 1 ? "formation-duplicatas" : "duplicatas"}:${caisse}`, "duplicata", {
    reglement: numero,
    duplicata,
    evenement,
    date: tx.now,
    par: tx.actor.username,
    caisse,
  });
  tx.event("duplicata", { numero, duplicata });
  return { ...receipt, duplicata, duplicata_le: tx.now, signature: signatureExtract(signature) };
}
