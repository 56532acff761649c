/**
 * A ticket's number as a barcode, so that the till's scanner finds the ticket again. Code 128 is what every
 * scanner reads, and it holds letters. Widths of bars and gaps are those of ISO/IEC 15417, table 1. The
 * smallest library that draws it takes 3 KiB of the 60 that a till's scripts may weigh; the tests compare
 * with it.
 */

/** Six widths for each symbol, bar and gap in turns; the last, the stop, has a bar more. */
const WIDTHS = "212222222122222221121223121322131222122213122312132212221213221312231212112232122132122231113222123122123221" +
  "223211221132221231213212223112312131311222321122321221312212322112322211212123212321232121111323131123131321" +
  "112313132113132311211313231113231311112133112331132131113123113321133121313121211331231131213113213311213131" +
  "311123311321331121312113312311332111314111221411431111111224111422121124121421141122141221112214112412122114" +
  "122411142112142211241211221114413111241112134111111242121142121241114212124112124211411212421112421211212141" +
  "2141214121211111431113411311411141131143114111134113111131411141313111414111312114122112142112322331112";
const [CODE_C, START_B, START_C, STOP] = [99, 104, 105, 106];
const CHECK = 103;
/** Widths of the narrowest bar, in millimetres: three and two dots of a printer with 203 dots to the inch. */
const MODULES_MM = [0.375, 0.25];

/**
 * An SVG of bars, as wide as fits into `room` millimetres; empty where even the narrowest bars do not.
 * The white that a scanner needs beside them is the paper's own margin. `number` is printable ASCII.
 */
export function receiptCode(number: string, room: number): string {
  const widths = [...code128(number)].map(Number);
  let whole = 0;
  const bars = widths.map((width, at) => {
    const bar = at % 2 === 0 ? `M${whole} 0h${width}v1h-${width}z` : "";
    whole += width;
    return bar;
  });
  const size = MODULES_MM.find((millimetres) => whole * millimetres <= room);
  if (size === undefined) return "";
  const box = `viewBox="0 0 ${whole} 1" width="${whole * size}mm" height="10mm" preserveAspectRatio="none"`;
  return `<svg class="receipt-code" ${box} shape-rendering="crispEdges" aria-hidden="true"><path d="${bars.join("")}"/></svg>`;
}

/** The widths of bars and gaps in turns, in modules, a digit each. Digits at the end go two to a symbol. */
export function code128(text: string): string {
  const pairs = /(?:\d\d){2,}$/.exec(text)?.[0] ?? "";
  const letters = text.slice(0, text.length - pairs.length);
  const symbols = [
    letters === "" ? START_C : START_B,
    ...[...letters].map((letter) => letter.charCodeAt(0) - 32),
    ...(letters !== "" && pairs !== "" ? [CODE_C] : []),
    ...(pairs.match(/../g) ?? []).map(Number),
  ];
  const check = symbols.reduce((sum, symbol, at) => sum + symbol * Math.max(1, at), 0) % CHECK;
  return [...symbols, check, STOP].map((symbol) => WIDTHS.slice(symbol * 6, symbol * 6 + (symbol === STOP ? 7 : 6))).join("");
}
