/** The words of the cashier's screens, in French. French punctuation keeps its no-break spaces: U+00A0 before a colon, U+202F elsewhere. */
import type { AccountMode, CodedMode, PaymentMode } from "../../../shared/tender.ts";
import { direct } from "./direct_fr.ts";
import { opening } from "./opening_fr.ts";
import { paid, pay } from "./payment_fr.ts";
import { actions, queue } from "./queue_fr.ts";

const modes = (words: Record<PaymentMode | CodedMode | AccountMode, string>) => words;

export const words = {
  caisse: {
    loading: "Ouverture de la caisse…",
    loadingFailed: "La caisse n’a pas pu être lue. Nouvel essai en cours…",
    back: "Retour",
    keysTitle: "Touches de la caisse",
    keysHint: "Touches",
    amount: "Montant",
    erase: "Effacer le dernier chiffre",
    decimal: "Virgule",
    decimalMark: ",",
    /** As it is typed, `12,5`. */
    euros: (typed: string) => `${typed}\u00a0€`,
    cents: (value: number) => `${value}\u00a0c`,
    percentage: (typed: string) => `${typed}\u00a0%`,
    modes: modes({
      especes: "Espèces",
      carte: "Carte",
      cheque: "Chèque",
      titre_restaurant: "Titre-resto",
      autre: "Autre",
      avoir: "Avoir",
      carte_cadeau: "Carte cadeau",
      bon: "Bon d’ailleurs",
      compte: "Compte client",
    }),
    /** Of screens whose other words come with them. */
    titles: {
      lookup: "Ticket payé",
      x: "Rapport X",
      moves: "Espèces et tiroir",
      accounts: "Comptes clients",
      count: "Compter le tiroir",
    },
    opening,
    queue,
    actions,
    direct,
    pay,
    paid,
  },
};
