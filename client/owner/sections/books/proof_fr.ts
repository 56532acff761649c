/** The words of an archive that is verified in the page, in French. French punctuation keeps its no-break spaces: U+00A0 before a colon, U+202F elsewhere. */
export const proof = {
  title: "Vérifier une archive",
  body: "Choisissez le ZIP d’une archive : il est lu ici, dans ce navigateur, et n’est envoyé nulle part.",
  file: "Fichier ZIP de l’archive",
  busy: "Vérification…",
  good: (period: string, records: number) => `Archive intacte : période ${period}, ${records} enregistrements signés.`,
  bad: "Archive altérée",
  ownKey: "Signée par la clé de cette boutique.",
  strangeKey: (fingerprints: string) =>
    `Signée par une clé que cette boutique ne connaît pas : ${fingerprints}. Comparez-la avec un Z imprimé à l’époque.`,
  more: (count: number) => `Et ${count} autres défauts.`,
};
