/** What waits to be printed, and where. */
import type { JsonValue } from "../../../shared/protocol.ts";
import type { Question } from "../../database/application.ts";

export const printingQuestions: Readonly<Record<string, Question>> = {
  // The first of each printer: one after the other, in the order in which they were wanted.
  "impressions.a_faire": (look) =>
    look.all(
      `SELECT p.id, p.imprimante_id, i.adresse, i.papier, i.colonnes, i.table_codes, i.repond, d.document
       FROM imprimantes i
       JOIN impressions p ON p.id = (SELECT min(id) FROM impressions WHERE imprimante_id = i.id AND etat = 'en_attente')
       JOIN _impressions_documents d ON d.impression_id = p.id`,
    ).map(({ id, imprimante_id, adresse, papier, colonnes, table_codes, repond, document }) => ({
      job: id,
      queue: imprimante_id,
      printer: { address: adresse, width: papier, columns: colonnes, table: table_codes, answers: repond === 1 },
      document: JSON.parse(document as string),
    })) as unknown as JsonValue,
};
