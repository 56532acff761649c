/** The words of the first run, in French. French punctuation keeps its no-break spaces: U+00A0 before a colon, U+202F elsewhere. */
export const setup = {
  title: "Bienvenue",
  lead: "Créez le compte du propriétaire. Il gère l’équipe, le catalogue et les réglages, sur ce PC uniquement.",
  name: "Votre nom",
  nameHint: "Tel que l’équipe le verra. Facultatif.",
  zone: "Fuseau horaire de la boutique",
  zoneHint: (time: string) => `Il y est ${time}\u00a0: les journées, les écrans et les tickets suivent cette heure.`,
  submit: "Créer le compte",
  elsewhereTitle: "Le magasin n’est pas encore ouvert",
  elsewhereBody: "Le compte du propriétaire se crée sur le PC serveur. Ouvrez-y cette adresse dans un navigateur :",
  elsewhereRetry: "C’est fait, continuer",
};

export type SetupWords = typeof setup;
