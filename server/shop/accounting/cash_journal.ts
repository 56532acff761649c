/** The cash journal as a table for people: each line with the letter of its total, and the totals that are ticked off below. */
import { plainEuros } from "../../../shared/money.ts";
import { csvRows, digitsAsText } from "../../../shared/csv.ts";
import type { Ledger } from "./ledger.ts";

const COLUMNS = ["Date", "Pièce", "Écriture", "Compte", "Libellé du compte", "Libellé", "Débit", "Crédit", "Lettre"];

/** With byte order mark, semicolons and decimal commas, as French spreadsheets read them. */
export function cashJournalText({ du, au, ecritures, totaux }: Ledger): string {
  const lines = ecritures.flatMap(({ numero, date, piece, lignes }) =>
    lignes.map(({ lettre, compte, compte_libelle, libelle, debit, credit }) => [
      ...[date, piece, numero, digitsAsText(compte), compte_libelle, libelle],
      ...[amount(debit), amount(credit), lettre],
    ])
  );
  const totals = totaux.map(({ lettre, libelle, debit, credit }) => total(libelle, debit, credit, lettre));
  const sum = (side: "debit" | "credit") => totaux.reduce((sum, one) => sum + one[side], 0);
  return `\uFEFF${
    csvRows([COLUMNS, ...lines, ...totals, total(`Total du ${du} au ${au}`, sum("debit"), sum("credit"), "")], ";")
  }`;
}

function total(label: string, debit: number, credit: number, letter: string) {
  return ["", "", null, "", "", label, amount(debit), amount(credit), letter];
}

/** An empty side stays empty. */
function amount(cents: number) {
  return cents === 0 ? null : { verbatim: plainEuros(cents) };
}
