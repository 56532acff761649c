/** The words of customer accounts on an X and on a Z, in French. French punctuation keeps its no-break spaces: U+00A0 before a colon, U+202F elsewhere. */
export const accounts = {
  title: "Comptes clients",
  granted: "Accordé, à payer plus tard",
  settled: "Réglé (hors chiffre d’affaires)",
  owed: "Reste dû par les clients",
};
