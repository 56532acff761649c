/** Labels of articles on a receipt printer, a few to a job: one that stops in the middle leaves few in doubt. */
import type { Locale } from "../../../shared/errors.ts";
import type { Unit } from "../../../shared/units.ts";
import type { Command, Tx } from "../../database/application.ts";
import { type LabelledArticle, labelsDocument } from "../paper/labels.ts";
import { findPrint, findPrinter, printAnswer, queuePrint } from "../print_jobs.ts";
import { UNKNOWN } from "../unknown.ts";

/** Labels of one job: within the time that a printer has for it. */
const OF_A_JOB = 10;

interface Input {
  readonly id: string;
  readonly articles: readonly { readonly id: number; readonly nombre: number }[];
  readonly langue: Locale;
}

export function labelPrintCommands(): Readonly<Record<string, Command>> {
  return {
    "imprimantes.etiqueter": (tx, input) => {
      const { id, articles, langue } = input as unknown as Input;
      const printer = findPrinter(tx, id);
      const labels = articles.flatMap((one) => Array<LabelledArticle>(one.nombre).fill(articleOf(tx, one.id)));
      const jobs = Array.from({ length: Math.ceil(labels.length / OF_A_JOB) }, (_, at) => at * OF_A_JOB);
      return {
        impressions: jobs.map((from) => {
          const some = labels.slice(from, from + OF_A_JOB);
          const titre = `Étiquettes ${from + 1} à ${from + some.length}`;
          const document = labelsDocument(some, langue);
          return printAnswer(findPrint(tx, queuePrint(tx, printer, { caisse: null, genre: "rapport", titre, document }))!);
        }),
      };
    },
  };
}

/** With its own code, else the first of those that stand for one of it: a pack's would sell six. */
function articleOf(tx: Tx, id: number): LabelledArticle {
  const row = tx.get(
    `SELECT libelle, prix_ttc, unite, coalesce(code_barres,
       (SELECT code FROM codes_produits WHERE produit_id = produits.id AND quantite = 1000 ORDER BY code LIMIT 1)) AS code
     FROM produits WHERE id = ?`,
    id,
  ) ?? tx.fail("not_found", UNKNOWN.product);
  return {
    label: row["libelle"] as string,
    price: Number(row["prix_ttc"]),
    unit: row["unite"] as Unit,
    code: row["code"] as string | null,
  };
}
