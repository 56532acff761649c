/** What a printer is handed: a document in blocks, without a word on paper, columns or bytes. */

export interface TextBlock {
  readonly kind: "text";
  readonly text: string;
  readonly centred?: boolean;
  readonly bold?: boolean;
  /** Twice as wide and as high. */
  readonly big?: boolean;
}

/** What stands at the left and at the right of one line, or of as many as it takes. */
export interface PairBlock {
  readonly kind: "pair";
  readonly left: string;
  readonly right: string;
  readonly bold?: boolean;
}

/** Columns as wide as their widest cell: the first stands at the left and takes what is over, the others at the right. */
export interface TableBlock {
  readonly kind: "table";
  readonly rows: readonly (readonly string[])[];
}

/** `code128`: printable ASCII; `ean13` and `ean8`: that many digits. A code that does not fit the paper is left out: its text stands beside it. */
export interface CodeBlock {
  readonly kind: "code128" | "qr" | "ean13" | "ean8";
  readonly text: string;
}

/** Dots in the middle of the paper, as wide as they are; left out where it is narrower. */
export interface ImageBlock {
  readonly kind: "image";
  /** Dots, a multiple of 8. */
  readonly width: number;
  /** A bit for each, 1 is black, from the left, row by row from the top. Base64. */
  readonly dots: string;
}

/** What finds out how a printer is set: a text under each number that makes give to Windows-1252. */
export interface ProbeBlock {
  readonly kind: "tables";
  readonly text: string;
}

/** A line of so many letters, as many as the printer is set to where that is left out; its last ones say how many. */
export interface RulerBlock {
  readonly kind: "ruler";
  readonly columns?: number;
}

export type Block =
  | TextBlock
  | PairBlock
  | TableBlock
  | CodeBlock
  | ImageBlock
  | ProbeBlock
  | RulerBlock
  // What follows a cut is torn off by itself.
  | { readonly kind: "rule" | "space" | "cut" };

export interface PaperDocument {
  readonly blocks: readonly Block[];
  /** The drawer on the printer's cable springs open. */
  readonly opensDrawer?: boolean;
}
