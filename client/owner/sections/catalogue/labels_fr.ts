/** The words of labels, in French. French punctuation keeps its no-break spaces: U+00A0 before a colon, U+202F elsewhere. */
export type LabelsWords = typeof labels;

export const labels = {
  title: "Étiquettes",
  count: (labels: number) => labels === 1 ? "1 étiquette" : `${labels.toLocaleString("fr-FR")} étiquettes`,
  tooMany: (labels: number, most: number) =>
    `${labels.toLocaleString("fr-FR")} étiquettes\u00a0: au plus ${most} à la fois. Cherchez ou cochez moins d’articles.`,
  paper: "Papier",
  a4: "Feuille A4 de 24 étiquettes (3 × 8, 70 × 37 mm)",
  roll: "Rouleau de 58 mm",
  printer: (name: string) => `Imprimante de tickets\u00a0: ${name}`,
  each: "Étiquettes par article",
  eachWrong: "Un nombre entier, 1 au moins.",
  from: "Commencer à la place",
  fromHint: "Pour une feuille entamée.",
  fromWrong: (places: number) => `De 1 à ${places}.`,
  scale: "Imprimez à 100 %, sans marges ni en-tête.",
  print: "Imprimer",
  preview: "Aperçu des étiquettes",
};
