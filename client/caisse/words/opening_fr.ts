/** The words of opening the till, in French. French punctuation keeps its no-break spaces: U+00A0 before a colon, U+202F elsewhere. */

export const opening = {
  title: "Ouvrir la caisse",
  lead: "Comptez le fond du tiroir, puis ouvrez.",
  till: "Caisse",
  float: "Fond de caisse",
  count: "Compter pièce par pièce",
  takeOver: (till: string, by: string) => `Compter et reprendre ${till} à ${by}`,
  submit: (till: string, float: string) => `Ouvrir ${till} avec ${float}`,
  here: "Ce poste",
  elsewhere: "Autre poste",
  choose: "Choisissez une caisse",
  openBy: (name: string) => `Ouverte par ${name}`,
  codeTitle: "Relier cet appareil",
  codeLead: "Le propriétaire lit un code à 6 chiffres sur le PC serveur. La caisse ne s’ouvrira plus que sur cet appareil.",
  codeFor: (till: string) =>
    `${till} ne s’ouvre que sur un autre poste. Pour que ce soit celui-ci, demandez un code au propriétaire.`,
  code: "Code à 6 chiffres",
  haveCode: "J’ai un code",
  noCode: "Sans code",
  enrol: "Relier cet appareil",
  enrolled: (till: string) => `Cet appareil est maintenant la caisse ${till}.`,
  none: "Aucune caisse n’est déclarée",
  noneBody: "L’administrateur ajoute les caisses sur le PC serveur.",
};
