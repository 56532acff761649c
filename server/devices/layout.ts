/** A document as lines of so many columns, and as bytes for one printer. */
import { Buffer } from "node:buffer";
import type { Block, ImageBlock, PaperDocument, TableBlock } from "./document.ts";
import { code128Modules, eanModules } from "./escpos.ts";
import { type Language, type LanguageName, LANGUAGES } from "./language.ts";
import { paperText } from "./paper_text.ts";

export interface Paper {
  /** Letters on a line. */
  readonly columns: number;
  /** Millimetres of paper. */
  readonly width: 58 | 80;
  /** The printer's number for Windows-1252: it differs per make. */
  readonly table: number;
  /** ESC/POS where it is left out. */
  readonly language?: LanguageName;
}

const languageOf = ({ language = "escpos" }: Paper): Language => LANGUAGES[language];

/** Dots of the print head at 203 to the inch. */
const DOTS = { 58: 384, 80: 576 } as const;
/** Dots of the narrowest bar, the better first: one cannot be read off thermal paper. */
const BAR_DOTS = [3, 2];
const QR_DOTS = { 58: 5, 80: 6 } as const;
/** Bytes that a QR code of that size holds beside its margins on the narrowest paper. */
const QR_BYTES = 200;

/** The whole job: a document without blocks only opens the drawer. */
export function jobBytes({ blocks, opensDrawer = false }: PaperDocument, paper: Paper): Uint8Array<ArrayBuffer> {
  const language = languageOf(paper);
  const printed = blocks.length === 0 ? [] : [...blocks.flatMap((block) => blockBytes(block, paper)), ...language.feedAndCut()];
  const drawer = opensDrawer ? language.drawerPulse() : [];
  return Uint8Array.from([...language.initialise(paper.table), ...drawer, ...printed]);
}

function blockBytes(block: Block, paper: Paper): number[] {
  const { columns } = paper;
  const language = languageOf(paper);
  switch (block.kind) {
    case "text": {
      const { text, centred = false, bold = false, big = false } = block;
      const lines = wrapped(paperText(text), big ? Math.floor(columns / 2) : columns).flatMap(language.line);
      return styled(lines, [[bold, language.bold], [big, language.big], [centred, language.centred]]);
    }
    case "pair":
      return styled(pairLines(block.left, block.right, columns).flatMap(language.line), [[block.bold ?? false, language.bold]]);
    case "table":
      return tableLines(block, columns).flatMap(language.line);
    case "rule":
      return language.line("-".repeat(columns));
    case "ruler":
      return language.line(ruler(block.columns ?? columns));
    case "tables":
      return [
        ...language.KNOWN_TABLES.flatMap((
          table,
        ) => [...language.useTable(table), ...language.line(paperText(`${table}: ${block.text}`))]),
        ...language.useTable(paper.table),
      ];
    case "space":
      return language.line("");
    case "code128":
      return barcode(block.text, paper);
    case "ean13":
    case "ean8":
      return ean(block.text, paper);
    case "cut":
      return language.feedAndCut();
    case "image":
      return image(block, paper);
    case "qr":
      return qrCode(block.text, paper);
  }
}

function styled(bytes: number[], styles: readonly (readonly [boolean, (on: boolean) => number[]])[]): number[] {
  const on = styles.filter(([wanted]) => wanted).map(([, style]) => style);
  return [...on.flatMap((style) => style(true)), ...bytes, ...on.toReversed().flatMap((style) => style(false))];
}

/** `123456 … 9 48|`: longer than the paper, its end stands on the next line. */
function ruler(columns: number): string {
  const end = ` ${columns}|`;
  const digits = columns - end.length;
  return "1234567890".repeat(Math.ceil(digits / 10)).slice(0, digits) + end;
}

function barcode(text: string, paper: Paper): number[] {
  // What no subset B holds is left out: no byte of it is the printer's to guess.
  if (!/^[\x20-\x7a]{1,80}$/.test(text)) return [];
  const dots = BAR_DOTS.find((dots) => code128Modules(text) * dots <= DOTS[paper.width]);
  const language = languageOf(paper);
  return dots === undefined ? [] : middle(language, language.code128(text, dots));
}

function ean(digits: string, paper: Paper): number[] {
  if (!/^(?:\d{8}|\d{13})$/.test(digits)) return [];
  const dots = BAR_DOTS.find((dots) => eanModules(digits) * dots <= DOTS[paper.width]);
  const language = languageOf(paper);
  return dots === undefined ? [] : middle(language, language.ean(digits, dots));
}

function qrCode(text: string, paper: Paper): number[] {
  if (!/^[\x20-\x7e]+$/.test(text) || text.length > QR_BYTES) return [];
  const language = languageOf(paper);
  return middle(language, language.qr(text, QR_DOTS[paper.width]));
}

function image({ width, dots }: ImageBlock, paper: Paper): number[] {
  const language = languageOf(paper);
  return width > DOTS[paper.width] ? [] : middle(language, language.raster(width / 8, Buffer.from(dots, "base64")));
}

const middle = ({ centred }: Language, bytes: number[]): number[] => styled(bytes, [[true, centred]]);

/** Words on lines of so many columns; what is longer than one is cut. Both are cleaned already. */
export function wrapped(text: string, columns: number): string[] {
  const lines: string[] = [];
  let rest = text.trim();
  while (rest.length > columns) {
    const blank = blankBefore(rest, columns);
    const at = blank <= 0 ? columns : blank;
    lines.push(rest.slice(0, at).trimEnd());
    rest = rest.slice(at).trimStart();
  }
  return [...lines, rest];
}

/** The last blank at which a line of so many columns may end: none that French sets before a sign or within its quotes; -1 for none. */
function blankBefore(text: string, columns: number): number {
  let at = text.lastIndexOf(" ", columns);
  while (at > 0 && ("!?:;»".includes(text[at + 1] ?? "") || text[at - 1] === "«")) at = text.lastIndexOf(" ", at - 1);
  return at;
}

/** The right side stays whole and at the end; the left one wraps beside it. */
export function pairLines(left: string, right: string, columns: number): string[] {
  const end = paperText(right);
  const room = columns - end.length - 1;
  if (room < Math.min(8, columns / 2)) {
    return [...wrapped(paperText(left), columns), ...wrapped(end, columns).map(atEnd(columns))];
  }
  const lines = wrapped(paperText(left), room);
  const last = lines.pop()!;
  return [...lines, last.padEnd(columns - end.length) + end];
}

const atEnd = (columns: number) => (text: string) => text.padStart(columns);

/** Where the columns do not fit side by side, each row takes a line for its first cell and one for the rest. */
export function tableLines({ rows }: TableBlock, columns: number): string[] {
  const cells = rows.map((row) => row.map(paperText));
  const widths = (cells[0] ?? []).map((_, at) => Math.max(...cells.map((row) => row[at]?.length ?? 0)));
  const rest = widths.slice(1).reduce((sum, width) => sum + width + 1, 0);
  const aligned = ([, ...others]: readonly string[]) => others.map((cell, at) => cell.padStart(widths[at + 1]!)).join(" ");
  const first = columns - rest;
  if (widths[0] !== undefined && first >= widths[0]) {
    return cells.map((row) => row[0]!.padEnd(first) + " ".repeat(rest > 0 ? 1 : 0) + aligned(row));
  }
  return cells.flatMap((row) => [...wrapped(row[0]!, columns), ...wrapped(aligned(row), columns).map(atEnd(columns))]);
}
