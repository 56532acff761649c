/** The words of the closing that the shop makes by itself, in French. French punctuation keeps its no-break spaces: U+00A0 before a colon, U+202F elsewhere. */
export const automatic = {
  title: "Clôture automatique",
  body:
    "À cette heure, la boutique clôture la journée, puis le mois et l’année finis. À partir de midi, c’est la journée en cours : rien ne s’y encaisse plus ensuite. Avant midi, c’est celle de la veille. Tant qu’une caisse n’est pas comptée, elle attend.",
  hour: "Heure",
  off: "Vide : jamais.",
  save: "Enregistrer",
  saved: "Enregistré.",
  waits: (hour: string, tills: string) => `La clôture automatique de ${hour} attend : ${tills} n’est pas comptée.`,
  waitsMany: (hour: string, tills: string) => `La clôture automatique de ${hour} attend : ${tills} ne sont pas comptées.`,
  blockedDays: (hour: string, days: number) =>
    `La clôture automatique de ${hour} attend votre accord : ${days} journées sans activité seraient clôturées avec. Clôturez ci-dessous.`,
  blocked: (hour: string) =>
    `La clôture automatique de ${hour} ne se fait pas d’elle-même. Clôturez ci-dessous : ce qui l’empêche sera dit.`,
  made: "automatique",
};
