/** How a till's cash session begins and ends: with a count each time, signed. */
import type { JsonValue } from "../../shared/protocol.ts";
import { EVENTS } from "../../shared/fiscal_record.ts";
import { countedCents } from "../../shared/tender.ts";
import type { Tx } from "../database/application.ts";
import { calendarOf } from "./calendar.ts";
import { type CashSession, expectClockRight, expectedCash, lastCount, trainingOf } from "./cash_session.ts";
import type { ShopContext } from "./context.ts";
import { nameOf } from "./sale.ts";
import { xReport } from "./x_report.ts";

type Told = Readonly<Record<string, JsonValue>>;

/** What a drawer was found to hold: an amount, or pieces by face value in cents (`{"5000": 2, "200": 7}`). */
export interface Count {
  /** Cents. */
  readonly compte?: number | undefined;
  readonly comptage?: Readonly<Record<string, number>> | undefined;
}

/** Opens a till that is closed; `told` is for the owner. */
export function beginSession(
  tx: Tx,
  { fiscal }: ShopContext,
  nom: string,
  { compte, comptage }: Count,
): { answer: Told; told: Told } {
  const fond = compte ?? countedCents(comptage ?? {});
  const other = tx.get("SELECT caisse FROM sessions_caisse WHERE caissier_id = ? AND fermee_le IS NULL", tx.actor.userId);
  if (other !== undefined) tx.fail("till_open", { caisse: other["caisse"] as string, par: nameOf(tx, tx.actor.userId) });
  const jour = calendarOf(tx.all).dayOf(tx.now);
  const training = trainingOf(tx, tx.actor.userId);
  // Practice comes into no Z: no closing ends it.
  if (training === 0) expectClockRight(tx, jour);
  const attendu = training === 1 ? null : lastCount(tx, nom);
  const ecart = attendu === null ? null : fond - attendu;
  const { lastInsertRowid: id } = tx.run(
    `INSERT INTO sessions_caisse (caisse, caissier_id, jour, fond, fond_attendu, fond_ecart, fond_comptage, ouverte_le, formation)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    nom,
    tx.actor.userId,
    jour,
    fond,
    attendu,
    ecart,
    comptage === undefined ? null : JSON.stringify(comptage),
    tx.now,
    training,
  );
  const formation = training === 1;
  const told = { caisse: nom, fond, attendu, ecart, formation };
  fiscal.append(tx, EVENTS, "ouverture_caisse", { code: 80, par: tx.actor.username, ...told });
  // What should have been there is for the owner: who counts does not know.
  return { answer: { session_id: id, caisse: nom, fond, ouverte_le: tx.now, formation }, told };
}

/** Ends a session by its count, whoever counts: both names are kept. */
export function endSession(
  tx: Tx,
  { fiscal }: ShopContext,
  session: CashSession,
  { compte, comptage }: Count,
  motif: string | undefined,
): { answer: Told; told: Told } {
  const counted = compte ?? countedCents(comptage ?? {});
  const attendu = expectedCash(tx, session);
  const ecart = counted - attendu;
  tx.run(
    `UPDATE sessions_caisse SET fermee_le = ?, fermee_par_id = ?, attendu = ?, compte = ?, ecart = ?, comptage = ?, motif = ?
     WHERE id = ?`,
    tx.now,
    tx.actor.userId,
    attendu,
    counted,
    ecart,
    comptage === undefined ? null : JSON.stringify(comptage),
    motif ?? null,
    session.id,
  );
  const told = {
    caisse: session.caisse,
    caissier: nameOf(tx, session.caissier_id),
    formation: session.formation === 1,
    fond: session.fond,
    attendu,
    compte: counted,
    ecart,
    motif: motif ?? null,
  };
  fiscal.append(tx, EVENTS, "fermeture_caisse", { code: 40, par: tx.actor.username, session_id: session.id, ...told });
  return { answer: { session_id: session.id, fermee_le: tx.now, ...told, x: xReport(tx, session, true) }, told };
}
