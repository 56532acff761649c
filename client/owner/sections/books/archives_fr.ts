/** The words of archives, of the publisher's statement and of the check of all that is signed, in French. French punctuation keeps its no-break spaces: U+00A0 before a colon, U+202F elsewhere. */
import type { PeriodKind } from "./period.ts";

export const archives = {
  make: "Faire une archive",
  makeLead:
    "Les enregistrements signés d’une période, ses tableaux et son manifeste dans un fichier ZIP. Il contient aussi la page verifier.html : ouverte dans un navigateur, même sans Internet, elle dit si l’archive est intacte.",
  period: "Période",
  groups: { jour: "Jours", mois: "Mois", annee: "Années" } as Record<PeriodKind, string>,
  noPeriod: "Rien n’est clôturé pour l’instant : l’archive d’une période se fait quand elle l’est.",
  download: "Télécharger",
  preparing: "Préparation de l’archive…",
  done: (name: string) => `${name} est dans vos téléchargements.`,
  made: "Archives faites",
  madeLead: "Chacune est un enregistrement signé ; le manifeste se compare à celui du fichier.",
  empty: "Aucune archive pour l’instant",
  when: "Faite le",
  by: "Par",
  manifest: "Empreinte du manifeste",
  loading: "Chargement des archives…",
};

export const attestation = {
  title: "Attestation de l’éditeur",
  lead:
    "Le modèle en deux volets, rempli de ce que Comptoir sait et non signé, avec l’endroit où le programme satisfait à chaque condition. Il se signe à la main.",
  print: "Imprimer, A4",
};

export const check = {
  title: "Contrôle des livres",
  lead:
    "Relit tout le journal et tous les enregistrements signés : aucun ne doit manquer, aucun ne doit avoir changé. Les caisses n’attendent pas.",
  act: "Contrôler maintenant",
  busy: "Contrôle en cours…",
  good: "Les livres sont intacts.",
  bad: "Les livres ne sont pas intacts.",
  journal: (records: number) => `Journal : ${records} enregistrements, chacun suit le précédent.`,
  journalBad: (seq: string) => `Journal : le premier enregistrement fautif est le n° ${seq}.`,
  fiscal: (records: number) => `Séries signées : ${records} enregistrements, toutes les signatures sont justes.`,
  fiscalBad: (record: string) => `Séries signées : le premier enregistrement fautif est ${record}.`,
  keys: "Clés sur lesquelles ce contrôle s’appuie : à comparer avec un Z imprimé à l’époque.",
  key: (records: number, from: string, to: string) => `${records} enregistrements, du ${from} au ${to}`,
  here: "celle de ce PC",
};
