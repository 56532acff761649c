/** What a customer reads on the display, in French. French punctuation keeps its no-break spaces: U+00A0 before a colon, U+202F elsewhere. */
export type Words = typeof display;

export const display = {
  title: "Afficheur client",
  welcome: "Bienvenue",
  demo: "DÉMONSTRATION\u00a0: rien n’est vendu pour de vrai",
  training: "FORMATION\u00a0: ce ticket ne compte pas",
  ticket: "Votre ticket",
  total: "Total",
  back: "Nous vous rendons",
  discount: "Remise",
  given: "Reçu",
  account: "Sur votre compte",
  left: "Reste à payer",
  change: "À rendre",
  thanks: "Merci, et à bientôt\u202f!",
  pickup: "Votre numéro de retrait",
  receipt: "Votre reçu",
  scan: "Visez ce code avec votre téléphone.",
  away: "Le serveur ne répond pas",
  other: "English",
  pairTitle: "Relier cet écran",
  pairLead:
    "Demandez un code au propriétaire\u00a0: il le trouve dans sa console, avec la caisse. À côté d’une caisse ouverte dans ce navigateur, il n’en faut pas.",
  code: "Code à 6 chiffres",
  codeMissing: "Il faut 6 chiffres.",
  pair: "Relier",
  failed: "Le serveur ne répond pas. Réessayez dans un instant.",
};
