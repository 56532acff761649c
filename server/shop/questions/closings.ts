/** What the owner has still to close. */
import type { Question } from "../../database/application.ts";
import { closingsDue } from "../closings_due.ts";

export const closingQuestions: Readonly<Record<string, Question>> = { "clotures.attente": (look) => closingsDue(look) };
