/** How a day goes, how a year of days went, and what runs out. */
import { say } from "../../../shared/errors.ts";
import type { Look, Question } from "../../database/application.ts";
import { daysFrom } from "../../../shared/days.ts";
import { calendarOf, isPeriod } from "../calendar.ts";
import { articleSold, dayOf, daysBetween, hoursOf, runningOut, sharesOf, untilNow, withBasket } from "../overview.ts";

/** Days after which the same weekday comes again. */
const WEEK = 7;
/** Days that are told as a year: 53 weeks, so that the first weekday is the last one. */
const YEAR = 53 * WEEK;
/** Days that are told of one article. */
const MONTH = 30;

export const overviewQuestions: Readonly<Record<string, Question>> = {
  "tableau.jour": (look, input) => {
    const { jour, today } = asked(look, (input as { jour: string }).jour);
    const days = { jour, avant: daysFrom(jour, -WEEK) };
    return {
      ...days,
      aujourdhui: today,
      total: dayOf(look, jour),
      total_avant: dayOf(look, days.avant),
      total_avant_a_cette_heure: jour === today ? withBasket(untilNow(look, days.avant)) : null,
      heures: hoursOf(look, days),
      ...sharesOf(look, days),
    };
  },

  "tableau.annee": (look, input) => {
    const { jour } = asked(look, (input as { jour: string }).jour);
    const premier = daysFrom(jour, 1 - YEAR);
    return { premier, dernier: jour, jours: daysBetween(look, premier, jour) };
  },

  "tableau.article": (look, input) => {
    const { jour: given, id } = input as { jour: string; id: string };
    const { jour } = asked(look, given);
    if (!/^[1-9]\d{0,14}$/.test(id)) look.fail("not_found");
    const premier = daysFrom(jour, 1 - MONTH);
    return { premier, dernier: jour, jours: articleSold(look, Number(id), premier, jour) };
  },

  "tableau.stock": (look) => {
    const today = calendarOf(look.all).dayOf(look.now);
    return { jours: WEEK, ...runningOut(look, daysFrom(today, 1 - WEEK), today) };
  },
};

/** The day that is asked for, and the one it is. */
function asked(look: Look, given: string): { readonly jour: string; readonly today: string } {
  const today = calendarOf(look.all).dayOf(look.now);
  const jour = given === "aujourdhui" ? today : given;
  if (!isPeriod("jour", jour)) look.fail("not_found", NO_DAY);
  return { jour, today };
}

const NO_DAY = { reason: say("Ce jour n'existe pas au calendrier", "There is no such day in the calendar") };
