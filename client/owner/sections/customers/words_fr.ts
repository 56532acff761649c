/** The words of the customers' section, in French. French punctuation keeps its no-break spaces: U+00A0 before a colon, U+202F elsewhere. */
import { receiptFr } from "../../../../shared/receipt/words_fr.ts";
import { account } from "./account_fr.ts";
import type { Channel } from "./customer_rows.ts";

export const words = {
  account,
  receipt: receiptFr,
  search: "Nom, téléphone, e-mail",
  silentOnly: "Sans contact depuis 36 mois",
  add: "Ajouter un client",
  count: (count: number) => count === 1 ? "1 client" : `${count} clients`,
  empty: "Aucun client",
  emptyBody: "Ajoutez-en un, importez un fichier, ou laissez les vendeurs en noter au moment de la vente.",
  foundNothing: "Aucun client ne répond à cette recherche.",
  unknown: "Ce client n’est pas connu, ou plus.",
  back: "Tous les clients",
  before: "Précédents",
  after: "Suivants",
  page: (from: number, to: number, all: number) => `${from} à ${to} sur ${all}`,
  name: "Nom",
  phone: "Téléphone",
  email: "E-mail",
  address: "Adresse",
  siren: "SIREN",
  sirenHint: "D’une entreprise, pour ses factures\u00a0: neuf chiffres.",
  note: "Note",
  noteWarning: "La personne peut demander à lire cette note\u00a0: rien sur sa santé, ses opinions ou sa vie privée.",
  missing: "Un nom est attendu.",
  purchases: "Achats",
  lastContact: "Dernier contact",
  bought: (count: number, sum: string) =>
    count === 0 ? "Aucun achat" : `${count === 1 ? "1 ticket" : `${count} tickets`} · ${sum}`,
  toErase: "À effacer\u00a0: aucun contact depuis 36 mois",
  contacted: "Contacté aujourd’hui",
  save: "Enregistrer",
  saved: "Enregistré.",
  consents: "Accords pour être contacté",
  consentsLead: "Par canal, avec la date et qui l’a noté. Aucun achat n’en dépend.",
  channels: { email: "E-mail", sms: "SMS", telephone: "Téléphone", courrier: "Courrier" } as Record<Channel, string>,
  never: "jamais demandé",
  given: (moment: string, by: string) => `donné, ${moment} (${by})`,
  refused: (moment: string, by: string) => `refusé, ${moment} (${by})`,
  consentOf: (channel: string) => `Accord\u00a0: ${channel}`,
  yes: "Oui",
  no: "Non",
  when: "Quand",
  ticket: "Ticket",
  amount: "Montant",
  noPurchases: "Aucun achat à ce nom.",
  export: "Exporter ses données",
  merge: "Fusionner…",
  mergeTitle: (name: string) => `Fusionner «\u00a0${name}\u00a0» dans…`,
  mergeBody:
    "Ses tickets et ses accords passent à l’autre, qui garde ses propres données et prend celles qui lui manquent. C’est définitif.",
  mergeInto: (name: string) => `Fusionner dans «\u00a0${name}\u00a0»`,
  erase: "Effacer…",
  eraseTitle: (name: string) => `Effacer «\u00a0${name}\u00a0»\u00a0?`,
  eraseBody:
    "Son nom, ses coordonnées, sa note et ses accords disparaissent partout, aussi du journal. Ses tickets restent, sans nom. C’est définitif.",
  eraseAll: "Les effacer tous…",
  eraseAllTitle: "Effacer tous les clients sans contact depuis 36 mois\u202f?",
  eraseAllBody: (count: number) =>
    `${
      count === 1 ? "1 client" : `${count} clients`
    }\u00a0: noms, coordonnées, notes et accords disparaissent partout, aussi du journal. Les tickets restent, sans nom. Qui a encore à payer reste. C’est définitif.`,
  eraseDeed: "Effacer pour toujours",
  fileName: (id: number) => `comptoir-client-${id}.json`,
};

export type Words = typeof words;
