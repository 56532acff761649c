/**
 * Star Line, which printers of Star speak in both of their modes (Star Line and StarPRNT) as far as this goes. As small as what we
 * print; the tests compare it with a library. Where the middle of the paper is (`1b 1d 61`) is from general knowledge: no Star was
 * at hand. Text comes here cleaned (see paper_text.ts).
 */
import { TRIAL_TABLES } from "../../shared/printer_trial.ts";
import { paperBytes } from "./paper_text.ts";

const [ESC, GS] = [0x1b, 0x1d];
const LINE_FEED = 0x0a;
/** Lines from the print head to the knife. */
const LINES_TO_KNIFE = 4;
/** Rows of dots that one line draws. */
const BAND = 24;

export const initialise = (table: number): number[] => [ESC, 0x40, ...useTable(table)];

export const useTable = (table: number): number[] => [ESC, GS, 0x74, table];

/** All of them call Windows-1252 by one number. */
export const KNOWN_TABLES = TRIAL_TABLES.star;

export const line = (text: string): number[] => [...paperBytes(text), LINE_FEED];

export const bold = (on: boolean): number[] => [ESC, on ? 0x45 : 0x46];

/** Twice as wide and as high. */
export const big = (on: boolean): number[] => [ESC, 0x69, on ? 1 : 0, on ? 1 : 0];

export const centred = (on: boolean): number[] => [ESC, GS, 0x61, on ? 1 : 0];

export const feedAndCut = (): number[] => [...Array<number>(LINES_TO_KNIFE).fill(LINE_FEED), ESC, 0x64, 0];

/** 200 ms of current and as much rest, and now. */
export const drawerPulse = (): number[] => [ESC, 0x07, 0x14, 0x14, 0x07];

/** Code 128: `text` is printable ASCII without `{`; a `%` begins an escape, and `%0` is one. `dots` is the narrowest bar's width, 2 to 4. */
export const code128 = (text: string, dots: number): number[] => [
  ...[ESC, 0x62, 6, 1, dots - 1, 60],
  ...paperBytes(text.replaceAll("%", "%0")),
  ...[0x1e, LINE_FEED],
];

/** Digits of an EAN-13 or an EAN-8, the last of them right. */
export const ean = (digits: string, dots: number): number[] => [
  ...[ESC, 0x62, digits.length === 13 ? 3 : 2, 1, dots - 1, 60],
  ...paperBytes(digits),
  ...[0x1e, LINE_FEED],
];

/** `dots` is a module's width. Model 2, 15 % may be lost. */
export const qr = (text: string, dots: number): number[] => {
  const data = paperBytes(text);
  return [
    ...[ESC, GS, 0x79, 0x53, 0x30, 2],
    ...[ESC, GS, 0x79, 0x53, 0x32, dots],
    ...[ESC, GS, 0x79, 0x53, 0x31, 1],
    ...[ESC, GS, 0x79, 0x44, 0x31, 0, data.length & 0xff, data.length >> 8, ...data],
    ...[ESC, GS, 0x79, 0x50, LINE_FEED],
  ];
};

/** Dots, a bit each, rows of whole bytes: drawn column by column, 24 rows to a line, which are as close as that meanwhile. */
export const raster = (rowBytes: number, dots: Uint8Array): number[] => {
  const rows = dots.length / rowBytes;
  const width = rowBytes * 8;
  const printed: number[] = [];
  for (let top = 0; top < rows; top += BAND) {
    const band = new Uint8Array(width * 3);
    for (let y = 0; y < Math.min(BAND, rows - top); y++) {
      for (let x = 0; x < width; x++) {
        if (dots[(top + y) * rowBytes + (x >> 3)]! & (0x80 >> (x & 7))) band[x * 3 + (y >> 3)]! |= 0x80 >> (y & 7);
      }
    }
    printed.push(ESC, 0x58, width & 0xff, width >> 8, ...band, LINE_FEED);
  }
  return [ESC, 0x30, ...printed, ESC, 0x7a, 1];
};
