/** Files that an owner brings into a shop, and takes back. */
import type { Answer } from "./server.ts";
import { command, type Shop } from "./shop.ts";

export type Cells = readonly (string | number | null)[];
/** Lines as they stand in a file: the first is its head. */
export const linesOf = (rows: readonly Cells[]) => rows.map((valeurs, at) => ({ ligne: at + 2, valeurs }));

/** `more`: of the request's body, as `essai`. */
export const bring = (
  { owner }: Shop,
  sorte: string,
  colonnes: readonly string[],
  rows: readonly Cells[],
  more: object = {},
): Promise<Answer> => command(owner, "/api/imports", { sorte, colonnes, lignes: linesOf(rows), ...more });
export const undo = ({ owner }: Shop, id: number): Promise<Answer> => command(owner, `/api/imports/${id}/annuler`);

/** What an import added, changed and left alone. */
export const counts = ({ ajouts, changements, inchanges }: Record<string, number>) => [ajouts, changements, inchanges];
