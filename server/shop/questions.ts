/** The shop's own look-ups by name. */
import type { Question } from "../database/application.ts";
import { remboursementQuestions } from "./questions/refunds.ts";
import { caisseQuestions } from "./questions/tills.ts";

export const QUESTIONS: Readonly<Record<string, Question>> = { ...caisseQuestions, ...remboursementQuestions };
