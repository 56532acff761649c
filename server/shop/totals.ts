/**
 * What a closing sums: a day its tickets, a month its days, a year its months. Nothing is computed
 * again, and a year's closing reads twelve records, not three hundred thousand tickets.
 */
import type { Turnover } from "../../shared/closing_sums.ts";
import type { Look } from "../database/application.ts";
import { type Closing, COUNTED_SINCE, dayHasMore, sinceOf } from "./closings_made.ts";
import { CASH_CORRECTED, correctionsOf, type CorrectionTotals } from "./corrections.ts";
import { detailsOf, type DetailTotals, sumDetails } from "./detail_totals.ts";
import { cashAllowed, type DrawerTotals, gathered, movesOf, openingsOf, sumDrawers } from "./drawer_totals.ts";
import { LENGTH, type PeriodKind } from "./calendar.ts";
import { type OutsideTotal, outsideTotals } from "./outside_vat.ts";
import { ACCOUNT } from "./customer_accounts.ts";
import { printedNumber } from "./sale.ts";
import { type AccountTotals, owedAfter, settledOf, sumAccounts } from "./settlements.ts";
import { elsewhereOf, type ElsewhereTotal } from "./vouchers_elsewhere.ts";

export interface Totals extends Turnover, DrawerTotals, Partial<DetailTotals> {
  readonly taux: readonly RateTotals[];
  /** Absent from closings before there was any. */
  readonly hors_champ?: readonly OutsideTotal[];
  readonly paiements: readonly { readonly mode: string; readonly nombre: number; readonly total: number }[];
  readonly caisses: readonly TillTotals[];
  /** As they are after corrections. */
  readonly ecarts: readonly { readonly caisse: string; readonly ecart: number; readonly sessions: number }[];
  /** Absent from closings before there were any. */
  readonly corrections?: readonly CorrectionTotals[];
  /** Absent from closings before there were any. */
  readonly comptes?: AccountTotals;
  /** Of this shop's vouchers, used in others: in no total of payments. Absent from closings before there were any. */
  readonly bons_ailleurs?: readonly ElsewhereTotal[];
}
interface RateTotals {
  readonly taux: number;
  readonly ttc: number;
  readonly ht: number;
  readonly tva: number;
}
interface TillTotals {
  readonly caisse: string;
  /** First and last number, as printed. */
  readonly premier: string;
  readonly dernier: string;
  readonly tickets: number;
  readonly total_ttc: number;
}

/** Dates, both included. */
export interface Bounds {
  readonly first: string;
  readonly last: string;
}

/** First and last date of a period. */
export function bounds(genre: PeriodKind, periode: string): Bounds {
  if (genre === "jour") return { first: periode, last: periode };
  const [year, month] = periode.split("-").map(Number) as [number, number | undefined];
  if (genre === "annee") return { first: `${periode}-01-01`, last: `${periode}-12-31` };
  return { first: `${periode}-01`, last: new Date(Date.UTC(year, month!, 0)).toISOString().slice(0, 10) };
}

/** `made` is the period's closing that is supplemented: what it or one before it has summed is left out. */
export function totalsOf(look: Look, genre: PeriodKind, bounds: Bounds, made: Closing | null): Totals {
  return genre === "jour" ? ofTickets(look, bounds, made) : sumOf(partsOf(look, genre, bounds, made));
}

/** Whether there is something that the closing has not summed. */
export function hasMore(look: Look, genre: PeriodKind, bounds: Bounds, made: Closing): boolean {
  return genre === "jour" ? dayHasMore(look, bounds.first, made) : partsOf(look, genre, bounds, made).length > 0;
}

/** The days of a month or the months of a year, closed since; ids are given in the order in which closings are made. */
function partsOf(look: Look, genre: "mois" | "annee", { first, last }: Bounds, made: Closing | null): Totals[] {
  const part = genre === "mois" ? "jour" : "mois";
  const length = LENGTH[part];
  return look.all(
    "SELECT contenu FROM clotures WHERE genre = ? AND periode BETWEEN ? AND ? AND id > ? ORDER BY periode, id",
    part,
    first.slice(0, length),
    last.slice(0, length),
    made?.id ?? 0,
  ).map(({ contenu }) => JSON.parse(contenu as string) as Totals);
}

/** Tickets made for practice have no `jour`, and are in none. */
function ofTickets(look: Look, { first, last }: Bounds, made: Closing | null): Totals {
  const since = made === null ? null : sinceOf(look, made);
  const range = since === null ? [first, last] : [first, last, JSON.stringify(since.numeros)];
  // Numbers follow one another at each till, whatever the clock says.
  const among = `v.jour BETWEEN ? AND ?${since === null ? "" : " AND v.numero > coalesce(? ->> v.caisse, 0)"}`;
  const totals = look.get(
    `SELECT count(*) AS tickets, coalesce(sum(total_ttc - hors_champ), 0) AS ttc, coalesce(sum(total_ht), 0) AS ht,
       coalesce(sum(total_tva), 0) AS tva, coalesce(sum(abs(total_ttc - hors_champ)), 0) AS absolu, coalesce(sum(type = 'avoir'), 0) AS avoirs,
       coalesce(sum(CASE WHEN type = 'avoir' THEN total_ttc - hors_champ END), 0) AS avoirs_ttc
     FROM ventes v WHERE ${among}`,
    ...range,
  ) as Record<"tickets" | "ttc" | "ht" | "tva" | "absolu" | "avoirs" | "avoirs_ttc", number>;
  const taux = look.all(
    `SELECT t.taux, sum(t.ttc) AS ttc, sum(t.ht) AS ht, sum(t.tva) AS tva FROM ventes_tva t
     JOIN ventes v ON v.id = t.vente_id WHERE ${among} GROUP BY t.taux ORDER BY t.taux`,
    ...range,
  );
  const paiements = look.all(
    `SELECT p.mode, sum(p.nombre) AS nombre, sum(p.montant - p.rendu) AS total FROM paiements p
     JOIN ventes v ON v.id = p.vente_id WHERE ${among} GROUP BY p.mode HAVING sum(p.nombre) <> 0 OR total <> 0 ORDER BY p.mode`,
    ...range,
  );
  const caisses = look.all(
    `SELECT caisse, min(numero) AS premier, max(numero) AS dernier, count(*) AS tickets, sum(total_ttc - hors_champ) AS total_ttc
     FROM ventes v WHERE ${among} GROUP BY caisse ORDER BY caisse`,
    ...range,
  ).map((row) => ({
    ...row,
    premier: printedNumber(row["caisse"] as string, row["premier"] as number),
    dernier: printedNumber(row["caisse"] as string, row["dernier"] as number),
  }));
  const counted = `jour BETWEEN ? AND ? AND formation = 0 AND fermee_le IS NOT NULL${since === null ? "" : COUNTED_SINCE}`;
  const days = since === null ? [first, last] : [first, last, since.evenement];
  const ecarts = look.all(
    `SELECT caisse, coalesce(sum(ecart + ${CASH_CORRECTED}), 0) AS ecart, count(*) AS sessions FROM sessions_caisse s
     WHERE ${counted} GROUP BY caisse ORDER BY caisse`,
    ...days,
  );
  return {
    tickets: totals.tickets,
    total_ttc: totals.ttc,
    total_ht: totals.ht,
    total_tva: totals.tva,
    total_absolu: totals.absolu,
    avoirs: totals.avoirs,
    avoirs_ttc: totals.avoirs_ttc,
    taux: taux as unknown as Totals["taux"],
    hors_champ: outsideTotals(look, `JOIN ventes v ON v.id = h.vente_id WHERE ${among}`, ...range),
    paiements: paiements as unknown as Totals["paiements"],
    caisses: caisses as unknown as Totals["caisses"],
    ecarts: ecarts as unknown as Totals["ecarts"],
    mouvements: movesOf(look, `m.jour BETWEEN ? AND ?${since === null ? "" : " AND m.evenement > ?"}`, days),
    ecarts_ouverture: openingsOf(look, counted, days),
    comptes: {
      accorde: Number(paiements.find(({ mode }) => mode === ACCOUNT)?.["total"] ?? 0),
      regle: settledOf(look, `m.jour BETWEEN ? AND ?${since === null ? "" : " AND m.evenement > ?"}`, days),
      solde: owedAfter(look, last),
    },
    bons_ailleurs: elsewhereOf(look, `m.jour BETWEEN ? AND ?${since === null ? "" : " AND m.evenement > ?"}`, days),
    corrections: correctionsOf(look, `JOIN ventes v ON v.id = c.vente_id WHERE ${among}`, range),
    especes_accordees: cashAllowed(look, `JOIN ventes v ON v.id = a.vente_id WHERE ${among}`, range),
    ...detailsOf(look, { among, params: range, first, last, after: since?.evenement ?? 0 }),
  };
}

/** In the order of their periods. */
function sumOf(parts: readonly Totals[]): Totals {
  const sum = (pick: (part: Totals) => number) => parts.reduce((total, part) => total + pick(part), 0);
  return {
    tickets: sum(({ tickets }) => tickets),
    total_ttc: sum(({ total_ttc }) => total_ttc),
    total_ht: sum(({ total_ht }) => total_ht),
    total_tva: sum(({ total_tva }) => total_tva),
    total_absolu: sum(({ total_absolu }) => total_absolu),
    avoirs: sum(({ avoirs }) => avoirs),
    avoirs_ttc: sum(({ avoirs_ttc }) => avoirs_ttc),
    taux: gathered(
      parts.flatMap(({ taux }) => taux),
      ({ taux }) => taux,
      (a, b) => ({ taux: a.taux, ttc: a.ttc + b.ttc, ht: a.ht + b.ht, tva: a.tva + b.tva }),
    ),
    hors_champ: gathered(
      parts.flatMap(({ hors_champ = [] }) => hors_champ),
      ({ nature }) => nature,
      (a, b) => ({
        nature: a.nature,
        nombre: a.nombre + b.nombre,
        total: a.total + b.total,
        rendu: (a.rendu ?? 0) + (b.rendu ?? 0),
      }),
    ),
    paiements: gathered(
      parts.flatMap(({ paiements }) => paiements),
      ({ mode }) => mode,
      (a, b) => ({ mode: a.mode, nombre: a.nombre + b.nombre, total: a.total + b.total }),
    ),
    caisses: gathered(parts.flatMap(({ caisses }) => caisses), ({ caisse }) => caisse, (a, b) => ({
      caisse: a.caisse,
      premier: withoutTill(a.premier) < withoutTill(b.premier) ? a.premier : b.premier,
      dernier: withoutTill(a.dernier) > withoutTill(b.dernier) ? a.dernier : b.dernier,
      tickets: a.tickets + b.tickets,
      total_ttc: a.total_ttc + b.total_ttc,
    })),
    ecarts: gathered(
      parts.flatMap(({ ecarts }) => ecarts),
      ({ caisse }) => caisse,
      (a, b) => ({ caisse: a.caisse, ecart: a.ecart + b.ecart, sessions: a.sessions + b.sessions }),
    ),
    corrections: gathered(
      parts.flatMap(({ corrections = [] }) => corrections),
      ({ de, vers }) => `${de} ${vers}`,
      (a, b) => ({ ...a, nombre: a.nombre + b.nombre, total: a.total + b.total }),
    ),
    comptes: sumAccounts(parts),
    bons_ailleurs: gathered(
      parts.flatMap(({ bons_ailleurs }) => bons_ailleurs ?? []),
      ({ boutique, genre }) => `${boutique} ${genre}`,
      (a, b) => ({ ...b, nombre: a.nombre + b.nombre, total: a.total + b.total }),
    ),
    ...sumDrawers(parts),
    ...sumDetails(parts),
  };
}

function withoutTill(printed: string): number {
  return Number(printed.split("-").at(-1));
}
