/** A file's lines as the wire takes them, or all that is wrong with their cells. */
import type { ImportColumn, ImportSort } from "../../../../shared/import_columns.ts";
import { type CellFault, readCell } from "../../../../shared/files/cells.ts";
import type { FileTable } from "../../../../shared/files/table.ts";

/** One thing that is wrong: where, what stands there, and why. */
export interface Fault {
  readonly line: number;
  /** Null where it is the line itself. */
  readonly column: ImportColumn | null;
  readonly text: string | null;
  /** A cell that cannot be read, a quote, or the server's own sentence. */
  readonly why: CellFault | "brokenQuote" | { readonly sentence: string };
}

export interface WireLine {
  readonly ligne: number;
  readonly valeurs: readonly (string | number | null)[];
}

export interface WireLines {
  readonly columns: readonly ImportColumn[];
  readonly lines: readonly WireLine[];
  readonly faults: readonly Fault[];
}

/** Per sort, what must be there: of each group one. */
const NEEDED: Readonly<Record<ImportSort, readonly (readonly ImportColumn[])[]>> = {
  produits: [["libelle", "code_barres"]],
  clients: [["nom"]],
  stock: [["code_barres", "libelle"], ["stock"]],
};

/** Groups of which no column is there. */
export function missing(sort: ImportSort, fields: readonly (ImportColumn | null)[]): readonly (readonly ImportColumn[])[] {
  return NEEDED[sort].filter((group) => !group.some((field) => fields.includes(field)));
}

/** `headed`: the first line names the columns. */
export function wireLines(table: FileTable, fields: readonly (ImportColumn | null)[], headed: boolean): WireLines {
  const used = fields.flatMap((column, at) => column === null ? [] : [{ column, at }]);
  const faults: Fault[] = table.brokenQuotes.map((line) => ({ line, column: null, text: null, why: "brokenQuote" }));
  const lines: WireLine[] = [];
  for (const { line, cells } of headed ? table.lines.slice(1) : table.lines) {
    const valeurs = used.map(({ column, at }) => {
      const text = cells[at] ?? "";
      const read = readCell(column, text);
      if (read === null || typeof read !== "object") return read;
      faults.push({ line, column, text: text.trim().slice(0, 60), why: read.fault });
      return null;
    });
    if (valeurs.some((value) => value !== null)) lines.push({ ligne: line, valeurs });
  }
  faults.sort((a, b) => a.line - b.line);
  return { columns: used.map(({ column }) => column), lines, faults };
}

/** What the server found, with what stands in the file there. */
export function serverFaults(fautes: unknown, { columns, lines }: WireLines): readonly Fault[] {
  const byLine = new Map(lines.map((line) => [line.ligne, line]));
  return (fautes as readonly { ligne: number; colonne: ImportColumn | null; reason: string | null }[]).map((fault) => {
    const value = fault.colonne === null ? null : byLine.get(fault.ligne)?.valeurs[columns.indexOf(fault.colonne)] ?? null;
    // Amounts and rates are no longer as they were written: the line and the column tell enough.
    const text = typeof value === "string" ? value.slice(0, 60) : null;
    return { line: fault.ligne, column: fault.colonne, text, why: { sentence: fault.reason ?? "" } };
  });
}
