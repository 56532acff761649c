/** Text as it is searched in and compared by: blind to accents and case. */

/** What keyboards and word processors write for one. */
const APOSTROPHES = "’‘ʼ′´＇";
const ACCENTED = /[^\0-\x7f]/gu;
/** What each such character becomes: there are few of them, and asking Unicode for all of 10,000 labels takes frames. */
const letters = new Map<string, string>();

/** Lower case, without accents. */
export function plain(text: string): string {
  return text.toLowerCase().replace(ACCENTED, plainLetter);
}

function plainLetter(letter: string): string {
  let known = letters.get(letter);
  if (known === undefined) {
    known = letter === "œ"
      ? "oe"
      : letter === "æ"
      ? "ae"
      : APOSTROPHES.includes(letter)
      ? "'"
      : letter.normalize("NFD").replace(/\p{M}/gu, "");
    letters.set(letter, known);
  }
  return known;
}
