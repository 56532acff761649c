/** The words of the shop's section, in English. */
import type { ShopMessages } from "./words.ts";

export const words: ShopMessages = {
  groups: { identity: "Identity", receipt: "Receipt", selling: "Payment" },
  settings: {
    nom: "Name of the shop",
    adresse: "Address",
    telephone: "Telephone",
    siret: "SIRET",
    tva_intracommunautaire: "VAT number",
    message: "Message at the foot of receipts",
    rendu_confirme: "Ask again from change of",
    especes_max: "Cash at most on one sale",
    remise_max_caisse: "Largest discount at the till",
    remise_max_vendeur: "Largest discount by a seller",
    heure_cloture: "Automatic closing at",
    fuseau: "Time zone",
    territoire: "VAT regime",
  },
  hints: {
    adresse: "In several lines, as on an envelope.",
    siret: "14 digits, those of this establishment.",
    tva_intracommunautaire: "FR, a key of two characters, then the SIREN. Empty if you have none.",
    message: "Opening hours, exchanges, a kind word.",
    rendu_confirme: "In euros. Beyond it the till asks twice whether that much is really to be given back.",
    especes_max:
      "In euros. The law allows 1,000 to a customer who lives in France; beyond it the till asks for your code and a reason.",
    remise_max_caisse: "In per cent, lines and ticket together. Beyond it the till asks for your code and a reason.",
    remise_max_vendeur: "In per cent, line by line. At 0 a seller gives no discount.",
  },
  problems: {
    siret: "There is no such SIRET: 14 digits, the last of which checks the others. Read it again.",
    form: "A number such as FR40303265045.",
    key: "The key (the two characters after FR) does not fit this SIREN: one of them is wrong.",
    siren: "That is not the SIREN of your SIRET: its first nine digits.",
    amount: "An amount such as 200 or 12.50.",
    percent: "A percentage from 0 to 100, such as 10 or 12.5.",
  },
  save: "Save",
  undo: "Undo the changes",
  saved: "Saved. The tills know already.",
  unchanged: "Nothing changed.",
  missing: (names) => `To be completed for your receipts: ${names}.`,
  zoneChange: "Change the zone",
  zoneMeans:
    "Screens and receipts tell the new time at once. The day under way ends when it was to end; those after it go from " +
    "midnight to midnight in this zone. Closings that were made do not change.",
  zoneFrom: (day) => `Done. Days go by this zone from ${day} on.`,
  vat: {
    title: "VAT",
    territory: "Where the shop stands for VAT",
    territories: {
      metropole: "Mainland France",
      corse: "Corsica",
      antilles_reunion: "Guadeloupe, Martinique, Réunion",
      guyane_mayotte: "French Guiana, Mayotte",
      franchise: "No VAT (small business, franchise en base)",
    },
    hints: {
      guyane_mayotte: "No VAT there: every article has the rate 0.",
      franchise: "Your receipts say “TVA non applicable, art. 293 B du CGI”.",
    },
    exchange: (rate, count) => `${count === 1 ? "1 article" : `${count} articles`} at ${rate} become`,
    later: "to be looked at later",
    means: "From the next payment on. Receipts and closings that were made do not change.",
    allBecome:
      "Every article gets the one rate that there is, from the next payment on. Receipts and closings that were made do not change.",
    toReview: (count) =>
      count === 1
        ? "1 article has a rate that is none of this territory's."
        : `${count} articles have a rate that is none of this territory's.`,
    review: "See the articles",
    change: "Change the VAT",
    rates: "Rates of VAT",
    rate: "Rate",
    label: "Name",
    from: "First day",
    until: "Last day",
    dayHint: "2027-01-01, or empty.",
    dayWrong: "A date such as 2027-01-01, or nothing.",
    add: "Add or change a rate",
  },
  preview: "What a receipt looks like",
  previewNote: "With a sale that never was. It is printed like this once you save.",
  width: (millimetres) => `${millimetres} mm`,
  sample: "Sample product",
  history: "History of the settings",
  historyEmpty: "No setting was changed yet.",
  older: "Older",
  columns: { when: "When", who: "Who", what: "Setting", before: "Before", after: "After" },
  empty: "empty",
};
