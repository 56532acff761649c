/** Which tills are open, and how an open one stands. */
import type { JsonValue } from "../../../shared/protocol.ts";
import type { Question } from "../../database/application.ts";
import { calendarOf } from "../calendar.ts";
import { sessionAt } from "../cash_session.ts";
import { isPinDevice } from "../commands/enrolment.ts";
import { UNKNOWN } from "../unknown.ts";
import { xReport } from "../x_report.ts";

export const tillQuestions: Readonly<Record<string, Question>> = {
  "caisses.liste": (look) => {
    const today = calendarOf(look.all).dayOf(look.now);
    const caisses = look.all(TILLS).map((row) => ({
      nom: row["nom"] as string,
      libelle: row["libelle"] as string,
      active: row["active"] === 1,
      enrolee: row["enrolee_le"] !== null,
      ouverte: row["par_id"] !== null,
      par: row["par"] as string | null,
      par_id: row["par_id"] as number | null,
      ouverte_le: row["ouverte_le"] as string | null,
      codes_pin: row["codes_pin"] === 1,
      terminal: row["terminal"] === 1,
      tiroir: row["tiroir_ferme"] !== null,
      formation: row["formation"] === 1,
      oubliee: row["jour"] !== null && (row["jour"] as string) < today,
    }));
    return { caisses };
  },

  "caisses.appareil": (look, input) => {
    const { caisse, cle } = input as { caisse: string; cle: string };
    return isPinDevice(look, caisse, cle);
  },

  "caisses.balance": (look, input) => {
    const { nom } = input as { nom: string };
    const till = look.get("SELECT balance FROM caisses WHERE nom = ?", nom);
    if (till === undefined) return look.fail("not_found", UNKNOWN.till);
    return till["balance"] as string | null ?? look.fail("not_found", UNKNOWN.ownScale);
  },

  "balances.lire": (look) =>
    look.all("SELECT nom, balance FROM caisses WHERE balance IS NOT NULL AND active = 1 ORDER BY nom").map((
      { nom, balance },
    ) => ({
      name: nom,
      address: balance,
    })) as unknown as JsonValue,

  "caisses.x": (look, input) => {
    const { nom } = input as { nom: string };
    return xReport(look, sessionAt(look, nom), look.actor.role === "administrateur");
  },
};

/** No amount of any kind: everybody may see it. */
const TILLS = `
  SELECT c.nom, c.libelle, c.active, c.enrolee_le, c.codes_pin, c.tiroir_ferme,
    c.terminal_adresse IS NOT NULL AND (SELECT demo FROM boutique) = 0 AS terminal,
    e.nom AS par, s.caissier_id AS par_id, s.ouverte_le, s.formation, s.jour
  FROM caisses c LEFT JOIN sessions_caisse s ON s.caisse = c.nom AND s.fermee_le IS NULL
  LEFT JOIN equipe e ON e.id = s.caissier_id ORDER BY c.nom`;
