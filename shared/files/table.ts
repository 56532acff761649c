/** A file as a table of text: its lines as they stand in it, and what could not be read of it. */

export interface FileLine {
  /** Its number in the file, from 1: where it begins. */
  readonly line: number;
  readonly cells: readonly string[];
}

export interface FileTable {
  /** Lines that hold something. */
  readonly lines: readonly FileLine[];
  /** Lines of which a quote is not closed, or goes on behind its end. */
  readonly brokenQuotes: readonly number[];
}

/** Why a file is none that can be imported. */
export type Unreadable = "tooLarge" | "tooManyLines" | "tooManyColumns" | "oldWorkbook" | "damagedWorkbook" | "empty";

export class UnreadableFile extends Error {
  override readonly name = "UnreadableFile";
  constructor(readonly why: Unreadable) {
    super(why);
  }
}
