/** Tills: named by the owner, opened with a float, counted blind, closed. */
import type { JsonValue } from "../../../shared/protocol.ts";
import type { Command, Tx } from "../../database/application.ts";
import { expectDayOpen, expectedCash, formationOf, openSession, type SessionCaisse } from "../caisse.ts";
import type { ShopContext } from "../context.ts";
import { EVENTS } from "../fiscal.ts";
import { INCONNU } from "../inconnu.ts";
import { jourOf } from "../jour.ts";
import { nameOf } from "../vente.ts";
import { expectDevice } from "./enrolement.ts";

export function caisseCommands({ fiscal }: ShopContext): Readonly<Record<string, Command>> {
  return {
    "caisses.liste": (tx) => ({
      caisses: tx.all(TILLS).map((row) => ({
        nom: row["nom"] as string,
        libelle: row["libelle"] as string,
        active: row["active"] === 1,
        enrolee: row["enrolee_le"] !== null,
        ouverte: row["par_id"] !== null,
        par: row["par"] as string | null,
        par_id: row["par_id"] as number | null,
        ouverte_le: row["ouverte_le"] as string | null,
        formation: row["formation"] === 1,
      })),
    }),

    "caisses.ajouter": (tx, input) => {
      const { nom, libelle } = input as { nom: string; libelle?: string };
      tx.run("INSERT INTO caisses (nom, libelle) VALUES (?, ?)", nom, libelle ?? "");
      fiscal.append(tx, EVENTS, "caisse_ajoutee", { code: 126, caisse: nom, par: tx.actor.username });
      tx.event("caisse_ajoutee", { caisse: nom });
      return { nom, libelle: libelle ?? "" };
    },

    "caisses.ouvrir": (tx, input) => {
      const { nom, fond, cle } = input as { nom: string; fond: number; cle?: string };
      const caisse = tx.get("SELECT active FROM caisses WHERE nom = ?", nom);
      if (caisse === undefined || caisse["active"] === 0) tx.fail("not_found", INCONNU.caisse);
      expectDevice(tx, nom, cle);
      const taken = tx.get("SELECT * FROM sessions_caisse WHERE caisse = ? AND fermee_le IS NULL", nom) as unknown as
        | SessionCaisse
        | undefined;
      if (taken !== undefined) tx.fail("till_open", { caisse: nom, par: nameOf(tx, taken.caissier_id) });
      const other = tx.get("SELECT caisse FROM sessions_caisse WHERE caissier_id = ? AND fermee_le IS NULL", tx.actor.userId);
      if (other !== undefined) tx.fail("till_open", { caisse: other["caisse"] as string, par: nameOf(tx, tx.actor.userId) });
      const jour = jourOf(tx.now);
      const training = formationOf(tx, tx.actor.userId);
      // Practice comes into no Z: a closed day does not end it.
      if (training === 0) expectDayOpen(tx, jour);
      const { lastInsertRowid: id } = tx.run(
        "INSERT INTO sessions_caisse (caisse, caissier_id, jour, fond, ouverte_le, formation) VALUES (?, ?, ?, ?, ?, ?)",
        nom,
        tx.actor.userId,
        jour,
        fond,
        tx.now,
        training,
      );
      const formation = training === 1;
      fiscal.append(tx, EVENTS, "ouverture_caisse", { code: 80, caisse: nom, par: tx.actor.username, fond, formation });
      tx.event("caisse_ouverte", { caisse: nom, fond, formation });
      return { session_id: id, caisse: nom, fond, ouverte_le: tx.now, formation };
    },

    "caisses.fermer": (tx, input) => {
      const { nom, compte, comptage, motif } = input as unknown as Count;
      const session = sessionAt(tx, nom);
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
      const detail = { caisse: nom, formation: session.formation === 1, ...figures, motif: motif ?? null };
      fiscal.append(tx, EVENTS, "fermeture_caisse", { code: 40, par: tx.actor.username, session_id: session.id, ...detail });
      tx.event("caisse_fermee", detail);
      return { session_id: session.id, fermee_le: tx.now, ...detail, x: report(tx, session, true) };
    },

    "caisses.x": (tx, input) => {
      const { nom } = input as { nom: string };
      return report(tx, sessionAt(tx, nom), tx.actor.role === "administrateur");
    },
  };
}

/** No amount of any kind: everybody may see it. */
const TILLS = `
  SELECT c.nom, c.libelle, c.active, c.enrolee_le, e.nom AS par, s.caissier_id AS par_id, s.ouverte_le, s.formation
  FROM caisses c LEFT JOIN sessions_caisse s ON s.caisse = c.nom AND s.fermee_le IS NULL
  LEFT JOIN equipe e ON e.id = s.caissier_id ORDER BY c.nom`;

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

/**
 * The caller's own open session at this till. The owner's is anybody's: a cashier may leave without counting, and no
 * day would close any more.
 */
function sessionAt(tx: Tx, nom: string): SessionCaisse {
  if (tx.get("SELECT 1 FROM caisses WHERE nom = ?", nom) === undefined) tx.fail("not_found", INCONNU.caisse);
  const session = tx.actor.role === "administrateur"
    ? tx.get("SELECT * FROM sessions_caisse WHERE caisse = ? AND fermee_le IS NULL", nom) as unknown as SessionCaisse | undefined
    : openSession(tx);
  return session?.caisse === nom ? session : tx.fail("till_closed");
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
    formation: session.formation === 1,
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
