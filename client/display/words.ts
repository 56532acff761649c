/** What a customer reads on the display. French is written first: a sentence that is missing in English does not compile. */
const fr = {
  title: "Afficheur client",
  welcome: "Bienvenue",
  ticket: "Votre ticket",
  total: "Total",
  back: "Nous vous rendons",
  discount: "Remise",
  given: "Reçu",
  left: "Reste à payer",
  change: "À rendre",
  thanks: "Merci, et à bientôt !",
  receipt: "Votre reçu",
  scan: "Visez ce code avec votre téléphone.",
  away: "Le serveur ne répond pas",
  other: "English",
  pairTitle: "Relier cet écran",
  pairLead:
    "Demandez un code au propriétaire : il le trouve dans sa console, avec la caisse. À côté d’une caisse ouverte dans ce navigateur, il n’en faut pas.",
  code: "Code à 6 chiffres",
  codeMissing: "Il faut 6 chiffres.",
  pair: "Relier",
  failed: "Le serveur ne répond pas. Réessayez dans un instant.",
};
export type Words = typeof fr;
const en: Words = {
  title: "Customer display",
  welcome: "Welcome",
  ticket: "Your ticket",
  total: "Total",
  back: "We give back",
  discount: "Discount",
  given: "Received",
  left: "Left to pay",
  change: "Change",
  thanks: "Thank you, see you soon!",
  receipt: "Your receipt",
  scan: "Point your phone at this code.",
  away: "The server does not answer",
  other: "Français",
  pairTitle: "Pair this screen",
  pairLead:
    "Ask the owner for a code: it is in the console, with the till. Beside a till that is open in this browser none is needed.",
  code: "6-digit code",
  codeMissing: "6 digits are wanted.",
  pair: "Pair",
  failed: "The server does not answer. Try again in a moment.",
};
export const WORDS = { fr, en } as const;
