/** The server's own sentences, which it writes as a console can show them, set as the words of a page are. */

/** A word of prose: the first one of an address or a path stays as it is. */
const FIRST_WORD = /^\p{Ll}[\p{L}’]*(?=[\s,]|$)/u;
const APOSTROPHE = /(?<=\p{L})'(?=\p{L})/gu;

/** Within a sentence. */
export function typeset(said: string): string {
  return said.replaceAll(APOSTROPHE, "’").replaceAll(" :", "\u00a0:");
}

/** With the capital of what begins one. */
export function beginning(said: string): string {
  return typeset(said).replace(FIRST_WORD, (word) => word[0]!.toUpperCase() + word.slice(1));
}
