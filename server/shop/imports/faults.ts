/** What is wrong with the lines of an import: all of it is told at once, by line and column. */
import type { Extras } from "../../../shared/errors.ts";
import type { ImportColumn } from "../../../shared/import_columns.ts";
import { LIMITS } from "../../../shared/limits.ts";
import type { JsonValue } from "../../../shared/protocol.ts";

export class Faults {
  /** The first of them, as they are told. */
  readonly told: JsonValue[] = [];
  count = 0;

  /** `extras` are those of a broken rule. The column is the one that the rule speaks of where none is given. */
  add(line: number, extras: Extras, column: ImportColumn | null = columnOf(extras)): void {
    this.count += 1;
    if (this.count > LIMITS.importFaults) return;
    const { sqlite: _, ...rest } = extras;
    this.told.push({ ligne: line, colonne: column, ...rest });
  }

  /** A rule by its id, and of whom it speaks. */
  rule(line: number, column: ImportColumn | null, rule: string, subject?: string): void {
    this.add(line, { constraint: rule, ...(subject === undefined ? {} : { subject }) }, column);
  }
}

/** Constraints name columns of tables, or are rules about one. */
export function columnOf(extras: Extras): ImportColumn | null {
  const constraint = String(extras["constraint"]);
  if (/^rule:code_|code_barres|codes_produits/.test(constraint)) return "code_barres";
  if (/^categories\.|categorie/.test(constraint)) return "categorie";
  if (/consigne|deposit/.test(constraint)) return "consigne";
  if (/tva|vat/.test(constraint)) return "tva";
  const [, column] =
    /^\w+\.(libelle|prix_ttc|prix_libre|titre_restaurant|cout_ht|suivi_stock|stock|actif|nom|telephone|email|adresse|note)$/.exec(
      constraint,
    ) ??
      [];
  return (column ?? null) as ImportColumn | null;
}
