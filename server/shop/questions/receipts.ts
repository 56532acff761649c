/** The receipt that a customer opens by its address. */
import type { Question } from "../../database/application.ts";
import { sharedReceipt } from "../shared_receipts.ts";

export const receiptQuestions: Readonly<Record<string, Question>> = {
  "recus.lire": (look, input) => sharedReceipt(look, (input as { adresse: string }).adresse),
};
