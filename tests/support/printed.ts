/** What lies on the counter once a printer has printed, whatever it was spoken to in. */

const HIGH = "€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ";

/** A document as it lies on the counter. */
export interface Printed {
  readonly lines: readonly string[];
  /** By the drawer's pulse. */
  readonly openedDrawer: boolean;
  readonly cut: boolean;
  readonly table: number | null;
  readonly codes: readonly string[];
  /** Rows of dots, `#` for a black one. */
  readonly dots: readonly string[];
}

/** Of Windows-1252. */
export function letterOf(byte: number): string {
  return byte >= 0x80 && byte <= 0x9f ? HIGH[byte - 0x80]! : String.fromCharCode(byte);
}
