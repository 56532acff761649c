/** What is on a customer display now. */
import type { Question } from "../../database/application.ts";
import { type Around, shownTo } from "../displays.ts";

export const displayQuestions: Readonly<Record<string, Question>> = {
  "afficheurs.montrer": (look, input) => {
    const { key, ...around } = input as unknown as { readonly key: string } & Around;
    return shownTo(look, key, around);
  },
};
