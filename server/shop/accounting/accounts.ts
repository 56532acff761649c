/** The accounts that the shop's takings are written to: those of the general chart of accounts, unless the owner has named others. */
import { rateText } from "../../../shared/money.ts";
import { MODES } from "../../../shared/tender.ts";
import type { Look } from "../../database/application.ts";

export interface Account {
  /** What is written to it. */
  readonly cle: string;
  readonly numero: string;
  readonly libelle: string;
}

type Named = readonly [numero: string, libelle: string];

/** Of means of payment, by what they are called in a closing; a gift card that is sold is owed as one that is used is settled. */
const MEANS: Readonly<Record<(typeof MODES)[number] | "virement" | "avoir" | "carte_cadeau" | "bon" | "compte", Named>> = {
  especes: ["530000", "Caisse"],
  carte: ["511500", "Cartes bancaires à encaisser"],
  cheque: ["511200", "Chèques à encaisser"],
  titre_restaurant: ["511700", "Titres-restaurant à encaisser"],
  virement: ["512000", "Banque"],
  autre: ["511800", "Autres moyens à encaisser"],
  avoir: ["419800", "Avoirs clients"],
  carte_cadeau: ["419100", "Cartes cadeaux"],
  // What the other shop owes that gave it.
  bon: ["467000", "Bons d'autres boutiques"],
  compte: ["411000", "Clients"],
};

/** The others, without those of rates. */
const OTHERS: Readonly<Record<string, Named>> = {
  // What the others are owed that took this shop's vouchers.
  bon_ailleurs: ["467100", "Bons utilisés dans d'autres boutiques"],
  consigne: ["419600", "Clients, emballages consignés"],
  "mouvement:banque": ["580000", "Virements internes"],
  "mouvement:monnaie": ["580000", "Virements internes"],
  "mouvement:fournisseur": ["401000", "Fournisseurs"],
  "mouvement:autre": ["471000", "Compte d'attente"],
  "ecart:moins": ["658000", "Manquants de caisse"],
  "ecart:plus": ["758000", "Excédents de caisse"],
  attente: ["471000", "Compte d'attente"],
};

/** Of the rates that the law has now, in basis points: what ends the accounts of sales and of VAT. */
const RATE_ENDS: Readonly<Record<number, readonly [sales: string, vat: string]>> = {
  // Nothing is collected at it.
  0: ["00", "0"],
  90: ["09", "9"],
  105: ["16", "6"],
  175: ["17", "7"],
  210: ["21", "3"],
  550: ["55", "5"],
  850: ["85", "8"],
  1000: ["10", "1"],
  1300: ["13", "4"],
  2000: ["20", "2"],
};

/** The whole plan for the rates of a shop, in its order, and whether the owner has named the account. */
export function planOf(look: Look): (Account & { readonly choisi: boolean })[] {
  const accounts = new ChartOfAccounts(look);
  const rates = look.all("SELECT DISTINCT taux FROM taux_tva ORDER BY taux DESC").map(({ taux }) => Number(taux));
  const keys = [
    ...Object.keys(MEANS),
    ...rates.map((rate) => `vente:${rate}`),
    ...rates.filter((rate) => rate > 0).map((rate) => `tva:${rate}`),
    ...Object.keys(OTHERS),
  ];
  return keys.map((key) => ({ ...accounts.of(key), choisi: accounts.isChosen(key) }));
}

export class ChartOfAccounts {
  readonly #chosen: ReadonlyMap<string, Account>;

  constructor(look: Look) {
    const rows = look.all("SELECT cle, numero, libelle FROM comptes_comptables") as unknown as Account[];
    this.#chosen = new Map(rows.map((row) => [row.cle, row]));
  }

  isChosen(cle: string): boolean {
    return this.#chosen.has(cle);
  }

  /** What has no account waits on one until somebody knows where it belongs. */
  of(cle: string): Account {
    return this.#chosen.get(cle) ?? usual(cle);
  }
}

/** Where the general chart of accounts has it. */
function usual(cle: string): Account {
  const [numero, libelle] = rateAccount(cle) ?? OTHERS[cle] ?? (MEANS as Readonly<Record<string, Named>>)[cle] ??
    OTHERS["attente"]!;
  return { cle, numero, libelle };
}

/** Of `vente:550` or `tva:550`; null for what is no rate's. A rate that the law did not have ends its accounts with itself. */
function rateAccount(cle: string): Named | null {
  const [, kind, digits] = /^(vente|tva):(\d+)$/.exec(cle) ?? [];
  if (kind === undefined || digits === undefined) return null;
  const [sales, vat] = RATE_ENDS[Number(digits)] ?? [digits.padStart(4, "0"), digits.padStart(4, "0")];
  const percent = rateText(Number(digits), "fr");
  return kind === "vente" ? [`7071${sales}`, `Ventes à ${percent}`] : [`44571${vat}`, `TVA collectée à ${percent}`];
}
