/**
 * Text for paper: the one place where what people typed becomes bytes. A printer obeys bytes below 0x20 (they open drawers, cut
 * and begin lines), so none is ever made of text. Windows-1252 is the one table of printers that has all of French: é, œ and €.
 */

/** The letters of bytes 0x80 to 0x9f; those without one are blanks here, and never looked for. */
const HIGH = "€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ";
const BYTES: ReadonlyMap<string, number> = new Map(
  [...HIGH].flatMap((letter, at) => letter === " " ? [] : [[letter, 0x80 + at] as const]),
);
const UNKNOWN = 0x3f;

/** What breaks no line: Intl writes `1 234,50 €` with narrow ones. */
const NARROW_BLANKS = /[\u202f\u2007\u2009]/g;
const HYPHENS = /[\u2010\u2011\u2212]/g;
/** Controls, ends of lines, directions, what has no width, marks of byte order. */
// deno-lint-ignore no-control-regex -- they are what is dropped
const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;

/** As it will stand on paper, a letter for a byte. */
export function paperText(text: string): string {
  const plain = text.normalize("NFC").replace(NARROW_BLANKS, "\u00a0").replace(HYPHENS, "-").replace(UNSEEN, "");
  return [...plain].map((letter) => byteOf(letter) === null ? "?" : letter).join("");
}

/** The bytes of what `paperText` answers; of anything else those of `?`. */
export function paperBytes(text: string): number[] {
  return [...text].map((letter) => byteOf(letter) ?? UNKNOWN);
}

function byteOf(letter: string): number | null {
  const code = letter.codePointAt(0)!;
  if ((code >= 0x20 && code < 0x7f) || (code >= 0xa0 && code <= 0xff)) return code;
  return BYTES.get(letter) ?? null;
}
