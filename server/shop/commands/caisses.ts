/** Tills: named by the owner, opened with a float, counted blind, closed. */
import type { JsonValue } from "../../../shared/protocol.ts";
import type { Command, Tx } from "../../database/application.ts";
import { expectDayOpen, expectedCash, openSession, type SessionCaisse } from "../caisse.ts";
import type { ShopContext } from "../context.ts";
import { EVENTS } from "../fiscal.ts";
import { jourOf } from "../jour.ts";
import { nameOf } from "../vente.ts";

export function caisseCommands({ fiscal }: ShopContext): Readonly<Record<string, Command>> {
  return {
    "caisses.ajouter": (tx, input) => {
      const { nom, libelle } = input as { nom: string; libelle?: string };
      tx.run("INSERT INTO caisses (nom, libelle) VALUES (?, ?)", nom, libelle ?? "");
      fiscal.append(tx, EVENTS, "caisse_ajoutee", { code: 126, caisse: nom, par: tx.actor.username });
      tx.event("caisse_ajoutee", { caisse: nom });
      return { nom, libelle: libelle ?? "" };
    },

    "caisses.ouvrir": (tx, input) => {
      const { nom, fond } = input as { nom: string; fond: number };
      const caisse = tx.get("SELECT active FROM caisses WHERE nom = ?", nom);
      if (caisse === undefined || caisse["active"] === 0) tx.fail("not_found");
      const taken = tx.get("SELECT * FROM sessions_caisse WHERE caisse = ? AND fermee_le IS NULL", nom) as unknown as
        | SessionCaisse
        | undefined;
      if (taken !== undefined) tx.fail("till_open", { caisse: nom, par: nameOf(tx, taken.caissier_id) });
      const other = tx.get("SELECT caisse FROM sessions_caisse WHERE caissier_id = ? AND fermee_le IS NULL", tx.actor.userId);
      if (other !== undefined) tx.fail("till_open", { caisse: other["caisse"] as string, par: nameOf(tx, tx.actor.userId) });
      const jour = jourOf(tx.now);
      expectDayOpen(tx, jour);
      const { lastInsertRowid: id } = tx.run(
        "INSERT INTO sessions_caisse (caisse, caissier_id, jour, fond, ouverte_le) VALUES (?, ?, ?, ?, ?)",
        nom,
        tx.actor.userId,
        jour,
        fond,
        tx.now,
      );
      fiscal.append(tx, EVENTS, "ouverture_caisse", { code: 80, caisse: nom, par: tx.actor.username, fond });
      tx.event("caisse_ouverte", { caisse: nom, fond });
      return { session_id: id, caisse: nom, fond, ouverte_le: tx.now };
    },

    "caisses.fermer": (tx, input) => {
      const { nom, compte, comptage, motif } = input as unknown as Count;
      // The owner too: a cashier may leave without counting, and no day would close any more.
      const session = tx.actor.role === "administrateur" ? anySessionAt(tx, nom) : sessionAt(tx, nom);
      const counted = compte ?? sumOf(comptage ?? {});
      const expected = expectedCash(tx, session);
      const figures = { fond: session.fond, attendu: expected, compte: counted, ecart: counted - expected };
      tx.run(
        `UPDATE sessions_caisse SET fermee_le = ?, attendu = ?, compte = ?, ecart = ?, comptage = ?, motif = ? WHERE id = ?`,
        tx.now,
        expected,
        counted,
        counted - expected,
        comptage === undefined ? null : JSON.stringify(comptage),
        motif ?? null,
        session.id,
      );
      const detail = { caisse: nom, ...figures, motif: motif ?? null };
      fiscal.append(tx, EVENTS, "fermeture_caisse", { code: 40, par: tx.actor.username, session_id: session.id, ...detail });
      tx.event("caisse_fermee", detail);
      return { session_id: session.id, fermee_le: tx.now, ...detail, x: report(tx, session, true) };
    },

    "caisses.x": (tx, input) => {
      const { nom } = input as { nom: string };
      const owner = tx.actor.role === "administrateur";
      const session = owner ? anySessionAt(tx, nom) : sessionAt(tx, nom);
      return report(tx, session, owner);
    },
  };
}

interface Count {
  readonly nom: string;
  /** Cents. */
  readonly compte?: number;
  /** Pieces by face value in cents: `{"5000": 2, "200": 7}`. */
  readonly comptage?: Readonly<Record<string, number>>;
  readonly motif?: string;
}

function sumOf(comptage: Readonly<Record<string, number>>): number {
  return Object.entries(comptage).reduce((sum, [value, pieces]) => sum + Number(value) * pieces, 0);
}

/** The caller's own open session at this till. */
function sessionAt(tx: Tx, nom: string): SessionCaisse {
  const session = openSession(tx);
  return session.caisse === nom ? session : tx.fail("till_closed");
}

function anySessionAt(tx: Tx, nom: string): SessionCaisse {
  const session = tx.get("SELECT * FROM sessions_caisse WHERE caisse = ? AND fermee_le IS NULL", nom);
  return (session as unknown as SessionCaisse | undefined) ?? tx.fail("till_closed");
}

/** The X report: how the session stands. Cash is left out for a cashier, who is to count without knowing. */
function report(tx: Tx, session: SessionCaisse, withCash: boolean): JsonValue {
  const tickets = tx.all(
    "SELECT type, count(*) AS nombre, coalesce(sum(total_ttc), 0) AS total_ttc FROM ventes WHERE session_caisse_id = ? GROUP BY type",
    session.id,
  );
  const taux = tx.all(
    `SELECT t.taux, sum(t.ttc) AS ttc, sum(t.ht) AS ht, sum(t.tva) AS tva FROM ventes_tva t
     JOIN ventes v ON v.id = t.vente_id WHERE v.session_caisse_id = ? GROUP BY t.taux ORDER BY t.taux`,
    session.id,
  );
  const modes = tx.all(
    "SELECT mode, count(*) AS nombre, sum(montant - rendu) AS total FROM paiements WHERE session_caisse_id = ? GROUP BY mode ORDER BY mode",
    session.id,
  );
  const shown = {
    caisse: session.caisse,
    caissier: nameOf(tx, session.caissier_id),
    ouverte_le: session.ouverte_le,
    etabli_le: tx.now,
  };
  // Totals and the other means together would tell the cash as well.
  if (!withCash) {
    return { ...shown, tickets: tickets.map(({ type, nombre }) => ({ type: type as string, nombre: Number(nombre) })) };
  }
  return {
    ...shown,
    fond: session.fond,
    especes_attendues: expectedCash(tx, session),
    tickets,
    taux,
    paiements: modes,
  } as unknown as JsonValue;
}
