/** What the owner has still to close, what was closed, and what the shop closes by itself. */
import { say } from "../../../shared/errors.ts";
import type { JsonValue } from "../../../shared/protocol.ts";
import type { Question } from "../../database/application.ts";
import { automaticClosing } from "../automatic_closing.ts";
import { isPeriod, type PeriodKind } from "../calendar.ts";
import { closingsDue } from "../closings_due.ts";

const NO_PERIOD = say(
  "Cette adresse ne nomme ni un jour, ni un mois, ni une année : jour/2026-11-22, mois/2026-11, annee/2026",
  "This address names neither a day nor a month nor a year: jour/2026-11-22, mois/2026-11, annee/2026",
);

export const closingQuestions: Readonly<Record<string, Question>> = {
  "clotures.attente": (look) => ({
    ...closingsDue(look) as object,
    automatique: automaticClosing(look) as unknown as JsonValue,
  }),

  /** The next closing that is to be made by itself, now; null for none. */
  "clotures.automatique": (look) => {
    const closing = automaticClosing(look);
    return closing === null || closing.attend.length > 0 ? null : closing.suivant as unknown as JsonValue;
  },

  "clotures.periode": (look, input) => {
    const { genre, periode } = input as { genre: PeriodKind; periode: string };
    if (!["jour", "mois", "annee"].includes(genre) || !isPeriod(genre, periode)) look.fail("not_found", { reason: NO_PERIOD });
    const made = look.all("SELECT contenu FROM clotures WHERE genre = ? AND periode = ? ORDER BY id", genre, periode);
    return { clotures: made.map(({ contenu }) => JSON.parse(contenu as string) as JsonValue) };
  },
};
