/** What happened at drawers besides sales, as X reports and closings sum it. */
import type { Look } from "../database/application.ts";

export interface DrawerTotals {
  /** In and out apart, each with its sign; `ouverture`: a drawer that was opened without a sale. */
  readonly mouvements: readonly MoveTotals[];
  /** What drawers were opened with, against what the count before had left in them. */
  readonly ecarts_ouverture: readonly { readonly caisse: string; readonly ecart: number; readonly sessions: number }[];
  /** Sales that took more cash than the shop's limit, by the owner's word. */
  readonly especes_accordees: { readonly nombre: number; readonly total: number };
}
interface MoveTotals {
  readonly genre: string;
  readonly nombre: number;
  readonly total: number;
}
type Params = readonly (string | number)[];

/** `where` picks among `mouvements_caisse m`. */
export function movesOf(look: Look, where: string, params: Params): MoveTotals[] {
  return look.all(
    `SELECT genre, count(*) AS nombre, sum(montant) AS total FROM mouvements_caisse m WHERE ${where}
     GROUP BY genre, montant < 0 ORDER BY genre, montant < 0`,
    ...params,
  ) as unknown as MoveTotals[];
}

/** `where` picks among `sessions_caisse s`. */
export function openingsOf(look: Look, where: string, params: Params): DrawerTotals["ecarts_ouverture"] {
  return look.all(
    `SELECT caisse, sum(fond_ecart) AS ecart, count(*) AS sessions FROM sessions_caisse s
     WHERE fond_ecart IS NOT NULL AND ${where} GROUP BY caisse ORDER BY caisse`,
    ...params,
  ) as unknown as DrawerTotals["ecarts_ouverture"];
}

/** `from` joins `especes_accordees a` with what picks among it. */
export function cashAllowed(look: Look, from: string, params: Params): DrawerTotals["especes_accordees"] {
  const row = look.get(
    `SELECT count(*) AS nombre, coalesce(sum(a.montant), 0) AS total FROM especes_accordees a ${from}`,
    ...params,
  );
  return row as unknown as DrawerTotals["especes_accordees"];
}

/** Closings of before this was summed have none of it. */
export function sumDrawers(parts: readonly Partial<DrawerTotals>[]): DrawerTotals {
  const moves = parts.flatMap(({ mouvements }) => mouvements ?? []);
  const openings = parts.flatMap(({ ecarts_ouverture }) => ecarts_ouverture ?? []);
  const allowed = parts.flatMap(({ especes_accordees }) => especes_accordees ?? []);
  return {
    mouvements: gathered(
      moves,
      ({ genre, total }) => `${genre}${total < 0 ? "-" : ""}`,
      (a, b) => ({ genre: a.genre, nombre: a.nombre + b.nombre, total: a.total + b.total }),
    ),
    ecarts_ouverture: gathered(
      openings,
      ({ caisse }) => caisse,
      (a, b) => ({ caisse: a.caisse, ecart: a.ecart + b.ecart, sessions: a.sessions + b.sessions }),
    ),
    especes_accordees: {
      nombre: allowed.reduce((sum, { nombre }) => sum + nombre, 0),
      total: allowed.reduce((sum, { total }) => sum + total, 0),
    },
  };
}

/** Those of one key added up, in the order of keys. */
export function gathered<T>(rows: readonly T[], keyOf: (row: T) => string | number, add: (a: T, b: T) => T): T[] {
  const sums = new Map<string | number, T>();
  for (const row of rows) {
    const before = sums.get(keyOf(row));
    sums.set(keyOf(row), before === undefined ? row : add(before, row));
  }
  return [...sums].sort(([a], [b]) => a < b ? -1 : 1).map(([, sum]) => sum);
}
