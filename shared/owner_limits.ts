/** The limits of files, pictures and labels that the owner's page knows as well, with their units. */
export const OWNER_LIMITS = {
  /** Articles that one batch may change in one way, and those that it may add: an import of a whole shop. */
  catalogueBatch: 10_000,
  /** Lines that one import takes, and bytes of its file: what unpacks to more is refused before it is read. */
  importLines: 10_000,
  importFileBytes: 16 * 1024 * 1024,
  /** Bytes that a workbook may unpack to. */
  workbookBytes: 48 * 1024 * 1024,
  /** Cells that a sheet may be wide times long. */
  workbookCells: 2_000_000,
  /** Columns of a file that are looked at, and characters of a cell. */
  importColumns: 100,
  importCellChars: 2_000,
  /** Bytes of an article's picture, kept by the schema as well. */
  imageBytes: 100 * 1024,
  /** Labels that are printed at once: forty sheets. */
  labels: 960,
  /** Labels that a receipt printer is handed at once. */
  printedLabels: 100,
  /** Dots of a logo, either way: as many as the narrowest paper is wide. */
  logoDots: 384,
} as const;
