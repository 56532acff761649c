/** What was given for the ticket that the caller has in hand. */
import type { Question } from "../../database/application.ts";
import { saleAtPayment, tendersOf } from "../tenders.ts";

export const tenderQuestions: Readonly<Record<string, Question>> = {
  "ventes.annonces": (look, input) => ({ annonces: tendersOf(look, saleAtPayment(look, (input as { id: string }).id).id) }),
};
