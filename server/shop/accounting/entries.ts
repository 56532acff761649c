/** A signed Z as an entry in the books of the accountant: what it says, added up nowhere again, and always balanced. */
import { rateText } from "../../../shared/money.ts";
import { inZone, ownZone } from "../../../shared/time_zone.ts";
import type { Totals } from "../totals.ts";
import type { ChartOfAccounts } from "./accounts.ts";

/** What a line belongs to: lines of one letter make one of the totals that are ticked off. */
export const LETTERS = {
  A: "Ventes hors taxes",
  B: "TVA collectée",
  C: "Hors champ de la TVA (consignes, cartes cadeaux)",
  D: "Règlements",
  E: "Mouvements d'espèces sans vente",
  F: "Écarts de caisse",
  G: "Reste à expliquer",
  H: "Règlements de comptes clients",
  I: "Bons utilisés dans d'autres boutiques",
} as const;
export type Letter = keyof typeof LETTERS;

// Types, not interfaces, so that they are JSON.
export type EntryLine = {
  readonly lettre: Letter;
  readonly compte: string;
  readonly compte_libelle: string;
  readonly libelle: string;
  /** Cents; one of both is 0, and neither is negative. */
  readonly debit: number;
  readonly credit: number;
};
export type Entry = {
  /** 1 for the shop's first Z with an amount, then without a gap. */
  readonly numero: number;
  /** The day that the Z closes. */
  readonly date: string;
  readonly piece: string;
  /** The shop's date at which it was closed. */
  readonly validee_le: string;
  readonly lignes: readonly EntryLine[];
};

/** What a day's closing holds that an entry is made of. */
export interface SignedZ extends Totals {
  readonly periode: string;
  readonly complement?: number;
  readonly cloturee_le: string;
  readonly fuseau?: string | null;
}

/** Of one Z; one without an amount has no lines, and makes no entry. */
export function entryOf(z: SignedZ, accounts: ChartOfAccounts, numero: number): Entry {
  const piece = pieceOf(z);
  const lines: EntryLine[] = [];
  /** Cents: to the debit, or to the credit where they are negative. */
  const write = (lettre: Letter, cle: string, cents: number, libelle: string) => {
    if (cents === 0) return;
    const { numero, libelle: compte_libelle } = accounts.of(cle);
    const sides = cents > 0 ? { debit: cents, credit: 0 } : { debit: 0, credit: -cents };
    lines.push({ lettre, compte: numero, compte_libelle, libelle: `${piece} ${libelle}`, ...sides });
  };
  for (const { taux, ht, tva } of z.taux) {
    write("A", `vente:${taux}`, -ht, `ventes à ${rateText(taux, "fr")}`);
    write("B", `tva:${taux}`, -tva, `TVA à ${rateText(taux, "fr")}`);
  }
  for (const { nature, total, rendu = 0 } of z.hors_champ ?? []) {
    const { taken, back } = NATURES[nature] ?? { taken: nature, back: nature };
    write("C", nature, -(total + rendu), taken);
    write("C", nature, rendu, back);
  }
  for (const { mode, total } of z.paiements) write("D", mode, total, MEANS[mode] ?? mode);
  for (const { genre, total } of z.mouvements ?? []) {
    const what = `${MOVES[genre] ?? genre} (${total < 0 ? "sortie" : "entrée"})`;
    write("E", "especes", total, what);
    write("E", `mouvement:${genre}`, -total, what);
  }
  for (const { mode, total } of z.comptes?.regle ?? []) {
    write("H", mode, total, `comptes clients réglés, ${MEANS[mode] ?? mode}`);
    write("H", "compte", -total, `comptes clients réglés, ${MEANS[mode] ?? mode}`);
  }
  // What was owed to whoever had the voucher is owed to the shop that took it.
  for (const { nom, genre, total } of z.bons_ailleurs ?? []) {
    const what = `${MEANS[genre] ?? genre}, chez ${nom}`;
    write("I", genre, total, what);
    write("I", "bon_ailleurs", -total, what);
  }
  const variances = [
    ...(z.ecarts_ouverture ?? []).map((one) => ({ ...one, when: "à l'ouverture" })),
    ...z.ecarts.map((one) => ({ ...one, when: "au comptage" })),
  ];
  for (const { caisse, ecart, when } of variances) {
    write("F", "especes", ecart, `écart de ${caisse} ${when}`);
    write("F", ecart > 0 ? "ecart:plus" : "ecart:moins", -ecart, `écart de ${caisse} ${when}`);
  }
  // Payments are what tickets came to: this is nothing, unless a book of long ago says otherwise.
  write("G", "attente", lines.reduce((sum, { debit, credit }) => sum + credit - debit, 0), "reste à expliquer");
  const validee_le = inZone(z.cloturee_le, z.fuseau ?? ownZone(), "day");
  return { numero, date: z.periode, piece, validee_le, lignes: lines };
}

/** `Z-2026-11-22`; `Z-2026-11-22-2` for the second of that day. */
function pieceOf({ periode, complement = 0 }: SignedZ): string {
  return complement === 0 ? `Z-${periode}` : `Z-${periode}-${complement + 1}`;
}

const NATURES: Readonly<Record<string, { readonly taken: string; readonly back: string }>> = {
  consigne: { taken: "consignes reçues", back: "consignes rendues" },
  carte_cadeau: { taken: "cartes cadeaux vendues", back: "cartes cadeaux reprises" },
};
const MEANS: Readonly<Record<string, string>> = {
  especes: "espèces",
  carte: "cartes bancaires",
  cheque: "chèques",
  titre_restaurant: "titres-restaurant",
  virement: "virements",
  autre: "autres moyens",
  avoir: "avoirs",
  carte_cadeau: "cartes cadeaux utilisées",
  bon: "bons d'autres boutiques",
  compte: "comptes clients",
};
const MOVES: Readonly<Record<string, string>> = {
  banque: "banque",
  fournisseur: "fournisseur",
  monnaie: "monnaie",
  autre: "autre mouvement",
};
