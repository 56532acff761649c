/** What a printer's test ticket lets one read off: under which number it knows the letters of French, and how many of them stand on a line. */

/** Numbers that makes give to Windows-1252, by language: 16 most, 32 Star, 8, 6 and 11 a few. */
export const TRIAL_TABLES: Readonly<Record<"escpos" | "star", readonly number[]>> = {
  escpos: [16, 6, 8, 11, 32],
  star: [32],
};

/** Letters on a line: of 58 mm, then of 80 mm. */
export const TRIAL_COLUMNS: readonly number[] = [32, 42, 48];

/** Millimetres of paper that so many letters are as wide as. */
export const paperOf = (columns: number): 58 | 80 => columns <= 32 ? 58 : 80;
