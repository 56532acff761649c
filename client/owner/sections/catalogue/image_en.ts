/** The words of an article's picture, in English. */
import type { ImageWords } from "./image_fr.ts";

export const image: ImageWords = {
  title: "Picture",
  none: "No picture",
  file: "Picture’s file",
  choose: "Choose a picture",
  change: "Change the picture",
  remove: "Take the picture off",
  unreadable: "This browser cannot read this file as a picture. Save it as JPEG or PNG.",
};
