/** What of the shop may be told to who helps from afar: settings that name nobody, and how much there is of everything. */
import type { JsonValue } from "../../../shared/protocol.ts";
import type { Question } from "../../database/application.ts";
import { RIGHTS } from "../rights.ts";

/** Columns of `boutique` that are figures or choices, and say nothing of whose shop it is. */
const SETTINGS = [
  "demo",
  "fuseau",
  "territoire",
  "heure_cloture",
  "fin_journee",
  "especes_max",
  "titre_restaurant_max",
  "recu",
  "rendu_confirme",
  "remise_max_vendeur",
  "remise_max_caisse",
  "prix_max_vendeur",
  "prix_max_caisse",
  "verrou_ticket",
  "verrou_minutes",
] as const;

export const supportQuestions: Readonly<Record<string, Question>> = {
  "support.faits": (look) => ({
    reglages: look.get(`SELECT ${SETTINGS.join(", ")} FROM boutique`) as unknown as JsonValue,
    lignes: Object.fromEntries(
      Object.keys(RIGHTS).sort().map((
        table,
      ) => [table, look.get(`SELECT count(*) AS lignes FROM ${table}`)!["lignes"] as number]),
    ),
    caisses_ouvertes: look.get("SELECT count(*) AS nombre FROM sessions_caisse WHERE fermee_le IS NULL")!["nombre"] as number,
    migrations: look.all("SELECT name FROM _migrations ORDER BY applied_at, name").map(({ name }) => name as string),
  }),
};
