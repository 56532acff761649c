/** What waits to be printed, and where. */
import type { JsonValue } from "../../../shared/protocol.ts";
import type { Question } from "../../database/application.ts";
import { LIMITS } from "../../../shared/limits.ts";
import { openSession } from "../cash_session.ts";
import { findPrint, printAnswer, printerOf, type PrinterRow, printerTold, type PrintJobRow } from "../print_jobs.ts";
import { UNKNOWN } from "../unknown.ts";

export const printingQuestions: Readonly<Record<string, Question>> = {
  // Of one's own till: by what others print one could tell what they took. The owner's are all.
  "impressions.caisse": (look) => {
    const caisse = look.actor.role === "administrateur" ? null : openSession(look).caisse;
    const jobs = look.all(
      `SELECT * FROM impressions WHERE ${caisse === null ? "?1 IS NULL" : "caisse = ?1"} AND genre <> 'tiroir'
         AND etat IN ('en_attente', 'envoyee', 'refusee', 'inconnue') ORDER BY id DESC LIMIT ${LIMITS.printsShown}`,
      caisse,
    );
    return {
      imprimante: caisse === null ? null : printerOf(look, caisse)?.nom ?? null,
      impressions: jobs.map((job) => printAnswer(job as unknown as PrintJobRow)),
    };
  },

  "impressions.lire": (look, input) => {
    const { caisse } = openSession(look);
    const id = Number((input as { id: string }).id);
    const job = Number.isSafeInteger(id) ? findPrint(look, id) : null;
    return job?.caisse === caisse ? printAnswer(job) : look.fail("not_found", UNKNOWN.print);
  },

  "imprimantes.lire": (look) =>
    look.all("SELECT id, nom, adresse, repond FROM imprimantes ORDER BY nom").map(({ id, nom, adresse, repond }) => ({
      queue: id,
      name: nom,
      printer: { address: adresse, answers: repond === 1 },
    })) as unknown as JsonValue,

  // The first of each printer: one after the other, in the order in which they were wanted.
  "impressions.a_faire": (look, input) =>
    look.all(
      `SELECT p.id, p.imprimante_id, i.adresse, i.papier, i.colonnes, i.table_codes, i.repond, i.langage, d.document
       FROM imprimantes i
       JOIN impressions p ON p.id = (SELECT min(id) FROM impressions WHERE imprimante_id = i.id AND etat = 'en_attente')
       JOIN _impressions_documents d ON d.impression_id = p.id
       WHERE i.id NOT IN (SELECT value FROM json_each(?))`,
      JSON.stringify((input as { busy: number[] }).busy),
    ).map(({ id, imprimante_id, document, ...printer }) => ({
      job: id,
      queue: imprimante_id,
      printer: printerTold(printer as unknown as PrinterRow),
      document: JSON.parse(document as string),
    })) as unknown as JsonValue,
};
