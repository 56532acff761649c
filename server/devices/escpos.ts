/**
 * ESC/POS: the bytes by which a receipt printer is told what to do. As small as what we print; the tests compare them with those
 * of a library. Text comes here cleaned (see paper_text.ts).
 */
import { TRIAL_TABLES } from "../../shared/printer_trial.ts";
import { paperBytes } from "./paper_text.ts";

const [ESC, FS, GS] = [0x1b, 0x1c, 0x1d];
const LINE_FEED = 0x0a;
/** Lines from the print head to the knife. */
const LINES_TO_KNIFE = 4;

/** Starts anew: font A, no Chinese mode, which many printers wake up in, and this table for bytes from 0x80 on. */
export const initialise = (table: number): number[] => [ESC, 0x40, FS, 0x2e, ESC, 0x4d, 0, ...useTable(table)];

export const useTable = (table: number): number[] => [ESC, 0x74, table];

/** What makes call Windows-1252. */
export const KNOWN_TABLES = TRIAL_TABLES.escpos;

export const line = (text: string): number[] => [...paperBytes(text), LINE_FEED];

export const bold = (on: boolean): number[] => [ESC, 0x45, on ? 1 : 0];

/** Twice as wide and as high. */
export const big = (on: boolean): number[] => [GS, 0x21, on ? 0x11 : 0];

export const centred = (on: boolean): number[] => [ESC, 0x61, on ? 1 : 0];

export const feedAndCut = (): number[] => [...Array<number>(LINES_TO_KNIFE).fill(LINE_FEED), GS, 0x56, 1];

/** 100 ms of current, half a second of rest. */
export const drawerPulse = (): number[] => [ESC, 0x70, 0, 0x32, 0xfa];

/** Code 128, subset B: `text` is printable ASCII without `{`. `dots` is the narrowest bar's width. */
export const code128 = (text: string, dots: number): number[] => {
  const data = [...paperBytes("{B"), ...paperBytes(text)];
  return [GS, 0x68, 60, GS, 0x77, dots, GS, 0x48, 0, GS, 0x6b, 0x49, data.length, ...data, LINE_FEED];
};

/** Modules that Code 128 takes in subset B: a start, a symbol each, a check, a stop. */
export const code128Modules = (text: string): number => 11 * (text.length + 2) + 13;

/** Digits of an EAN-13 or an EAN-8, the last of them right. */
export const ean = (digits: string, dots: number): number[] => {
  const data = paperBytes(digits);
  const kind = digits.length === 13 ? 0x43 : 0x44;
  return [GS, 0x68, 60, GS, 0x77, dots, GS, 0x48, 0, GS, 0x6b, kind, data.length, ...data, LINE_FEED];
};

/** Modules that one takes. */
export const eanModules = (digits: string): number => digits.length === 13 ? 95 : 67;

/** `dots` is a module's width. Model 2, 15 % may be lost. */
export const qr = (text: string, dots: number): number[] => {
  const data = paperBytes(text);
  const size = data.length + 3;
  return [
    ...[GS, 0x28, 0x6b, 4, 0, 0x31, 0x41, 0x32, 0],
    ...[GS, 0x28, 0x6b, 3, 0, 0x31, 0x43, dots],
    ...[GS, 0x28, 0x6b, 3, 0, 0x31, 0x45, 0x31],
    ...[GS, 0x28, 0x6b, size & 0xff, size >> 8, 0x31, 0x50, 0x30, ...data],
    ...[GS, 0x28, 0x6b, 3, 0, 0x31, 0x51, 0x30],
    LINE_FEED,
  ];
};

/** Rows that one command carries: printers have little room for what is to be drawn. */
const RASTER_ROWS = 64;

/** Dots, a bit each, rows of whole bytes. */
export const raster = (rowBytes: number, dots: Uint8Array): number[] => {
  const band = rowBytes * RASTER_ROWS;
  return Array.from({ length: Math.ceil(dots.length / band) }, (_, at) => dots.subarray(at * band, (at + 1) * band)).flatMap(
    (part) => {
      const rows = part.length / rowBytes;
      return [GS, 0x76, 0x30, 0, rowBytes & 0xff, rowBytes >> 8, rows & 0xff, rows >> 8, ...part];
    },
  );
};

/** Asks for the state, whatever else the printer is at: 1 whether it works, 2 why it does not, 4 how much paper there is. */
export const askState = (n: StateQuestion): number[] => [0x10, 0x04, n];
export const STATE_QUESTIONS = [1, 2, 4] as const;
export type StateQuestion = (typeof STATE_QUESTIONS)[number];
