/** The entries of a period: one for each Z of its days, numbered through all of the shop's years. */
import { isSiret, plainNumber, sirenOf } from "../../../shared/company_numbers.ts";
import type { Look } from "../../database/application.ts";
import { kindOf } from "../calendar.ts";
import { bounds } from "../totals.ts";
import { ChartOfAccounts } from "./accounts.ts";
import { fecName } from "./fec.ts";
import { type Entry, type EntryLine, entryOf, type Letter, LETTERS, type SignedZ } from "./entries.ts";

// Types, not interfaces, so that they are JSON.
export type LetterTotal = {
  readonly lettre: Letter;
  readonly libelle: string;
  readonly debit: number;
  readonly credit: number;
};
export type Ledger = {
  readonly periode: string;
  readonly du: string;
  readonly au: string;
  /** Null where the shop has not said its SIRET. */
  readonly siren: string | null;
  /** Of the file in FEC format; null without a SIREN. */
  readonly fichier_fec: string | null;
  readonly ecritures: readonly Entry[];
  readonly totaux: readonly LetterTotal[];
};

/** Null for what names no period. */
export function ledgerOf(look: Look, periode: string): Ledger | null {
  const genre = kindOf(periode);
  if (genre === null) return null;
  const { first, last } = bounds(genre, periode);
  const ecritures = entries(look).filter(({ date }) => first <= date && date <= last);
  const siret = plainNumber(String(look.get("SELECT siret FROM boutique")!["siret"] ?? ""));
  const siren = isSiret(siret) ? sirenOf(siret) : null;
  return {
    periode,
    du: first,
    au: last,
    siren,
    fichier_fec: siren === null ? null : fecName(siren, last),
    ecritures,
    totaux: totalsByLetter(ecritures.flatMap(({ lignes }) => lignes)),
  };
}

/**
 * Of all days, in the order in which they were closed: an entry has the same number in the file of its month and in that of its
 * year. Ten years of them are some ten megabytes of JSON.
 */
function entries(look: Look): readonly Entry[] {
  const accounts = new ChartOfAccounts(look);
  const made: Entry[] = [];
  for (const { contenu } of look.all("SELECT contenu FROM clotures WHERE genre = 'jour' ORDER BY id")) {
    const entry = entryOf(JSON.parse(contenu as string) as SignedZ, accounts, made.length + 1);
    if (entry.lignes.length > 0) made.push(entry);
  }
  return made;
}

function totalsByLetter(lines: readonly EntryLine[]): LetterTotal[] {
  return (Object.keys(LETTERS) as Letter[]).map((lettre) => {
    const of = lines.filter((line) => line.lettre === lettre);
    return {
      lettre,
      libelle: LETTERS[lettre],
      debit: of.reduce((sum, { debit }) => sum + debit, 0),
      credit: of.reduce((sum, { credit }) => sum + credit, 0),
    };
  }).filter(({ debit, credit }) => debit !== 0 || credit !== 0);
}
