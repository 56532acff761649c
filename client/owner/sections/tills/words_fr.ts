/** The words of one till, in French. French punctuation keeps its no-break spaces: U+00A0 before a colon, U+202F elsewhere. */
import { https } from "./https_fr.ts";
import { printers } from "./printers_fr.ts";
import { scale } from "./scale_fr.ts";
import { scanner } from "./scanner_fr.ts";
import { terminals } from "./terminals_fr.ts";

export const words = {
  https,
  printers,
  scale,
  scanner,
  terminals,
  label: "Libellé",
  labelHint: "Ce que l’on voit sur les postes\u00a0: «\u00a0Comptoir\u00a0», «\u00a0Terrasse\u00a0»…",
  save: "Enregistrer",
  saved: "Enregistré.",
  pins: "Codes PIN",
  pinsOf: (name: string) => `Codes PIN à la caisse ${name}`,
  pinsHint:
    "Ceux qui s’y relaient s’identifient en deux gestes, pendant un jour après le mot de passe d’un caissier. Les codes se donnent dans l’équipe.",
  pinsUnbound: "Reliez d’abord un appareil à cette caisse : les codes PIN n’ouvrent que celui-là.",
  displays: {
    about: (path: string) =>
      `Écran tourné vers le client : ouvrez ${path} à l’adresse du serveur, dans une seconde fenêtre de la caisse ou sur une tablette.`,
    invite: "Relier une tablette",
    title: (name: string) => `Afficheur client de ${name}`,
    lead: (path: string) => `Sur la tablette, ouvrez ${path} à l’adresse du serveur et tapez ce code.`,
    forget: "Oublier les afficheurs",
    forgetTitle: (name: string) => `Oublier les afficheurs de ${name} ?`,
    forgetBody: "Ils ne montrent plus rien. Une tablette se relie à nouveau par un code, une fenêtre de la caisse d’elle-même.",
    forgotten: (count: number) => count === 0 ? "Aucun afficheur n’était relié." : `Afficheurs oubliés : ${count}.`,
  },
  drawer: {
    told: "Dire que le tiroir est resté ouvert",
    toldOf: (name: string) => `Dire à la caisse ${name} que le tiroir est resté ouvert`,
    hint:
      "Avant la vente suivante, si l’imprimante le sait. Fermez le tiroir, puis activez\u00a0: c’est ainsi que son contact s’apprend.",
    silent: "L’imprimante n’a pas répondu.",
  },
  retire: "Retirer du service",
  restore: "Remettre en service",
  retireTitle: (name: string) => `Retirer la caisse ${name} du service\u00a0?`,
  retireBody: "Elle ne s’ouvre plus. Ses tickets et ses numéros restent, et elle peut être remise en service.",
  close: "Fermer cette caisse",
  closeLead: (by: string, since: string) =>
    `Ouverte par ${by}, ${since}. Si elle a été oubliée, comptez son tiroir et fermez-la à sa place\u00a0: l’écart est gardé sous votre nom.`,
  counted: "Espèces comptées",
  countedHint: "Tout le tiroir, fond compris.",
  countedWrong: "Un montant comme 152,30.",
  reason: "Motif",
  reasonHint: "Facultatif. Gardé avec l’écart.",
  closed: (expected: string, counted: string, variance: string) =>
    `Fermée. Attendu ${expected}, compté ${counted}, écart ${variance}.`,
};
