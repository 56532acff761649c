/** What head office has published for this shop: what waits for its day, what was done and what was not. */
import type { JsonValue } from "../../../shared/protocol.ts";
import { LIMITS } from "../../../shared/limits.ts";
import type { Question } from "../../database/application.ts";
import { foreseenPrices } from "../publications/foreseen.ts";
import { localAt, localNow } from "../publications/local_time.ts";
import { hasEnded } from "../publications/messages.ts";
import { isSetAside, officeIn, PRESENT } from "../publications/set_aside.ts";

export const publicationQuestions: Readonly<Record<string, Question>> = {
  /** The first that its day has come for; null for none. `avant`: of those alone that counted already when this one began to. */
  "siege.echues": (look, input) => {
    const { avant } = input as { readonly avant?: { readonly a_partir_de: string | null; readonly publiee_le: string } };
    const bounds = avant === undefined ? [] : [localAt(look, avant.publiee_le), avant.a_partir_de ?? ""];
    return (look.get(
      `SELECT siege, publication, genre FROM publications WHERE etat = 'prevue' AND a_partir_de <= ? AND a_partir_de <= ?
       ORDER BY a_partir_de, ${PRESENT}, siege, publication LIMIT 1`,
      localNow(look),
      bounds.sort().at(-1) ?? localNow(look),
    ) ?? null) as unknown as JsonValue;
  },

  "annonces.finies": (look) => hasEnded(look) ? { finies: localNow(look).slice(0, 10) } : null,

  /** The latest first; those that wait for their day whatever their age. */
  "siege.publications": (look) => ({
    publications: look.all(
      `SELECT siege, publication, genre, etat, motif, motif_en, a_partir_de, publiee_le, recue_le, reglee_le, gardes, detail, contenu
       FROM publications ORDER BY etat = 'prevue' DESC, recue_le DESC, publication DESC LIMIT ${LIMITS.publicationsShown}`,
    ).map(({ siege, detail, contenu, ...row }) => ({
      ...row,
      siege: officeIn(siege as string),
      perdue: isSetAside(siege as string),
      detail: JSON.parse(detail as string),
      prix: typeof contenu === "string" ? foreseenPrices(look, row["genre"] as string, contenu) : [],
    })) as unknown as JsonValue,
  }),
};
