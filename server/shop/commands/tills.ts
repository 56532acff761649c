/** Tills: named by the owner, opened with a float, counted blind, closed. */
import { countedCents } from "../../../shared/tender.ts";
import type { Command } from "../../database/application.ts";
import { type CashSession, expectDayOpen, expectedCash, lastCount, sessionAt, trainingOf } from "../cash_session.ts";
import type { ShopContext } from "../context.ts";
import { EVENTS } from "../../../shared/fiscal_record.ts";
import { UNKNOWN } from "../unknown.ts";
import { calendarOf } from "../calendar.ts";
import { nameOf } from "../sale.ts";
import { xReport } from "../x_report.ts";
import { expectDevice } from "./enrolment.ts";

export function tillCommands({ fiscal }: ShopContext): Readonly<Record<string, Command>> {
  return {
    "caisses.ajouter": (tx, input) => {
      const { nom, libelle } = input as { nom: string; libelle?: string };
      tx.run("INSERT INTO caisses (nom, libelle) VALUES (?, ?)", nom, libelle ?? "");
      fiscal.append(tx, EVENTS, "caisse_ajoutee", { code: 126, caisse: nom, par: tx.actor.username });
      tx.event("caisse_ajoutee", { caisse: nom });
      return { nom, libelle: libelle ?? "" };
    },

    "caisses.ouvrir": (tx, input) => {
      const { nom, cle, comptage, ...given } = input as unknown as Opening;
      const fond = given.fond ?? countedCents(comptage ?? {});
      const till = tx.get("SELECT active FROM caisses WHERE nom = ?", nom);
      if (till === undefined || till["active"] === 0) tx.fail("not_found", UNKNOWN.till);
      expectDevice(tx, nom, cle);
      const taken = tx.get("SELECT * FROM sessions_caisse WHERE caisse = ? AND fermee_le IS NULL", nom) as unknown as
        | CashSession
        | undefined;
      if (taken !== undefined) tx.fail("till_open", { caisse: nom, par: nameOf(tx, taken.caissier_id) });
      const other = tx.get("SELECT caisse FROM sessions_caisse WHERE caissier_id = ? AND fermee_le IS NULL", tx.actor.userId);
      if (other !== undefined) tx.fail("till_open", { caisse: other["caisse"] as string, par: nameOf(tx, tx.actor.userId) });
      const jour = calendarOf(tx.all).dayOf(tx.now);
      const training = trainingOf(tx, tx.actor.userId);
      // Practice comes into no Z: a closed day does not end it.
      if (training === 0) expectDayOpen(tx, jour);
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
      tx.event("caisse_ouverte", told);
      // What should have been there is for the owner: who counts does not know.
      return { session_id: id, caisse: nom, fond, ouverte_le: tx.now, formation };
    },

    "caisses.fermer": (tx, input) => {
      const { nom, compte, comptage, motif } = input as unknown as Count;
      const session = sessionAt(tx, nom);
      const counted = compte ?? countedCents(comptage ?? {});
      const expected = expectedCash(tx, session);
      const figures = { fond: session.fond, attendu: expected, compte: counted, ecart: counted - expected };
      tx.run(
        `UPDATE sessions_caisse SET fermee_le = ?, fermee_par_id = ?, attendu = ?, compte = ?, ecart = ?, comptage = ?, motif = ? WHERE id = ?`,
        tx.now,
        tx.actor.userId,
        expected,
        counted,
        counted - expected,
        comptage === undefined ? null : JSON.stringify(comptage),
        motif ?? null,
        session.id,
      );
      const detail = { caisse: nom, formation: session.formation === 1, ...figures, motif: motif ?? null };
      fiscal.append(tx, EVENTS, "fermeture_caisse", { code: 40, par: tx.actor.username, session_id: session.id, ...detail });
      tx.event("caisse_fermee", detail);
      return { session_id: session.id, fermee_le: tx.now, ...detail, x: xReport(tx, session, true) };
    },
  };
}

interface Opening {
  readonly nom: string;
  /** Cents. */
  readonly fond?: number;
  /** Pieces by face value in cents. */
  readonly comptage?: Readonly<Record<string, number>>;
  readonly cle?: string;
}

interface Count {
  readonly nom: string;
  /** Cents. */
  readonly compte?: number;
  /** Pieces by face value in cents: `{"5000": 2, "200": 7}`. */
  readonly comptage?: Readonly<Record<string, number>>;
  readonly motif?: string;
}
