/** What stands behind a NUL in a text, cut off: no record has it, and no program that reads texts sees it. */
import type { Migration } from "../../database/application.ts";

/** Text that people gave, where it may still change: what is paid or cancelled stays as it is. */
const TEXTS: Readonly<Record<string, readonly string[]>> = {
  equipe: ["nom"],
  categories: ["nom", "couleur"],
  produits: ["libelle", "code_barres"],
  clients: ["nom", "telephone", "email", "adresse", "note"],
  boutique: ["nom", "adresse", "telephone", "siret", "tva_intracommunautaire", "message"],
  caisses: ["libelle"],
  ventes: ["note", "motif"],
};

const holdsNul = (column: string) => `instr(CAST(${column} AS BLOB), x'00')`;
/** Of two texts that differ behind a NUL alone, one that must be unique stays. */
const cut = (table: string, column: string) => `
    UPDATE OR IGNORE ${table} SET ${column} = CAST(substr(CAST(${column} AS BLOB), 1, ${holdsNul(column)} - 1) AS TEXT)
    WHERE ${holdsNul(column)}${table === "ventes" ? " AND etat NOT IN ('payee', 'annulee')" : ""};`;

export const wholeText: Migration = {
  name: "shop/010_whole_text",
  sql: Object.entries(TEXTS).flatMap(([table, columns]) => columns.map((column) => cut(table, column))).join(""),
};
