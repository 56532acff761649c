/** What sells most, for tills to show first. */
import { daysFrom } from "../../../shared/days.ts";
import { LIMITS } from "../../../shared/limits.ts";
import type { Question } from "../../database/application.ts";
import { calendarOf } from "../calendar.ts";
import { pricesOf } from "../price_history.ts";
import { rowId } from "../row_id.ts";
import { UNKNOWN } from "../unknown.ts";

export const catalogueQuestions: Readonly<Record<string, Question>> = {
  "produits.souvent": (look) => {
    const today = calendarOf(look.all).dayOf(look.now);
    const rows = look.all(OFTEN, daysFrom(today, -LIMITS.oftenDays), today, LIMITS.oftenArticles);
    return { produits: rows.map(({ id }) => id as number) };
  },

  "produits.prix": (look, input) => pricesOf(look, rowId(look, input, UNKNOWN.product)),
};

/** On the most days, then the most of: a week's party does not outdo the daily bread. No amount of any kind. */
const OFTEN = `
  SELECT p.id FROM _ventes_articles a JOIN produits p ON p.id = a.produit_id
  WHERE a.jour BETWEEN ? AND ? AND a.quantite > 0 AND p.actif = 1
  GROUP BY p.id ORDER BY count(*) DESC, sum(a.quantite) DESC, p.id LIMIT ?`;
