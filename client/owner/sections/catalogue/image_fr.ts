/** The words of an article's picture, in French. French punctuation keeps its no-break spaces: U+00A0 before a colon, U+202F elsewhere. */
export type ImageWords = typeof image;

export const image = {
  title: "Image",
  none: "Sans image",
  file: "Fichier de l’image",
  choose: "Choisir une image",
  change: "Changer l’image",
  remove: "Retirer l’image",
  unreadable: "Ce fichier n’est pas une image que ce navigateur sait lire. Enregistrez-la en JPEG ou en PNG.",
};
