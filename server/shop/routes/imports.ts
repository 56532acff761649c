/** Imports from files. */
import * as z from "zod";
import { IMPORT_COLUMNS, IMPORT_SORTS } from "../../../shared/import_columns.ts";
import { LIMITS } from "../../../shared/limits.ts";
import type { ApplicationRoute } from "../../database/route.ts";

const COLUMNS = [...new Set(Object.values(IMPORT_COLUMNS).flat())];
const cell = z.union([z.string().max(2_000), z.number().int(), z.null()]);
const columns = z.record(z.string(), z.union([z.string(), z.number().int(), z.null()]));

export const importRoutes: readonly ApplicationRoute[] = [
  {
    kind: "command",
    method: "POST",
    path: "/api/imports",
    command: "imports.faire",
    summary: "Import products, customers or counts of stock: all lines or none",
    description:
      "A product is the one with that code (further codes too), or with that name where a line has no code; a customer the one " +
      "with that telephone or e-mail, or with that name where a line has neither. What is not there is added (for `stock` it is " +
      "a fault), and an empty cell changes nothing: the same file twice changes nothing. Amounts are cents, rates basis points, " +
      "quantities thousandths; `ligne` is the line's number in the file. With `essai` everything is tried and nothing kept, and " +
      "`apercu` shows what would be. 409 `import_faulty` names every faulty line and its column in `fautes`.",
    body: z.strictObject({
      sorte: z.enum(IMPORT_SORTS),
      fichier: z.string().max(200).optional().describe("What the file is called."),
      essai: z.boolean().optional(),
      colonnes: z.array(z.enum(COLUMNS)).min(1),
      lignes: z.array(z.strictObject({ ligne: z.number().int().min(1), valeurs: z.array(cell).max(COLUMNS.length) }))
        .max(LIMITS.importLines),
    }).refine(
      ({ sorte, colonnes }) => colonnes.every((column) => (IMPORT_COLUMNS[sorte] as readonly string[]).includes(column)),
      {
        path: ["colonnes"],
        message: "columns of that sort are wanted",
      },
    ).refine(({ colonnes }) => new Set(colonnes).size === colonnes.length, {
      path: ["colonnes"],
      message: "each column once is wanted",
    }).refine(({ colonnes, lignes }) => lignes.every(({ valeurs }) => valeurs.length === colonnes.length), {
      path: ["lignes"],
      message: "a value for each column is wanted",
    }).meta({ id: "Import" }),
    bodyBytes: LIMITS.importBodyBytes,
    answer: z.object({
      id: z.number().int().nullable().describe("By which it is taken back; null where nothing was written."),
      ajouts: z.number().int(),
      changements: z.number().int(),
      inchanges: z.number().int(),
      apercu: z.array(z.object({
        ligne: z.number().int(),
        action: z.enum(["ajout", "changement"]),
        nom: z.string(),
        avant: columns,
        apres: columns,
      })).describe("Of a trial, the first lines that change something."),
    }).meta({ id: "Imported" }),
    errors: ["import_faulty"],
  },
  {
    kind: "command",
    method: "POST",
    path: "/api/imports/:id/annuler",
    command: "imports.annuler",
    summary: "Take an import back as one action",
    description:
      "What it added goes, what it changed is as it was before (a shop that has sold very much keeps the articles, retired and " +
      "without their codes). Refused where something of it was sold, changed or used since " +
      `(409 \`rule:import_used\`, \`rule:import_changed\`, with whom they speak of), and after ${LIMITS.importUndoDays} days.`,
    answer: z.object({ id: z.number().int() }).meta({ id: "ImportUndone" }),
    errors: ["not_found", "constraint_violation"],
  },
];
