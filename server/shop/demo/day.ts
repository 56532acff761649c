/** One day of the demo shop: the till is opened, customers come, the takings go to the bank, the till is counted, the day is closed. */
import { planRegulars } from "./regulars.ts";
import { command, type Month, type Step } from "./steps.ts";
import { planRefund, planTicket } from "./tickets.ts";

const TILL = "C1";
/** Cents in the drawer in the morning. */
const FLOAT = 150_00;
/** What was taken goes to the bank in the evening: the float is left for the next morning. */
const DEPOSIT = { nom: TILL, genre: "banque", sens: "sortie", motif: "Dépôt du soir" } as const;
/** Hour → how many come, against the other hours. */
const HOURS: readonly (readonly [hour: number, weight: number])[] = [
  [9, 5],
  [10, 8],
  [11, 11],
  [12, 13],
  [13, 8],
  [14, 4],
  [15, 5],
  [16, 8],
  [17, 12],
  [18, 13],
];
/** By day of the week, Sunday first. */
const CUSTOMERS: readonly (readonly [least: number, most: number])[] = [
  [0, 0],
  [26, 34],
  [28, 36],
  [32, 40],
  [28, 38],
  [36, 46],
  [48, 60],
];
const FACE_VALUES = [50_00, 20_00, 10_00, 5_00, 2_00, 1_00, 50, 20, 10, 5, 2, 1] as const;

/** `day`: its date. */
export function planDay(month: Month, day: string): Step[] {
  const { random, timeOf } = month;
  const [least, most] = CUSTOMERS[new Date(day).getUTCDay()]!;
  const steps: Step[] = [];
  const regulars = planRegulars(month, day);
  steps.push(...regulars.steps);
  let { cash } = regulars;
  for (let left = random.between(least, most) - regulars.visits; left > 0; left--) {
    const ticket = planTicket(month, timeOf(day, 60 * random.weighted(HOURS) + random.between(0, 59), random.between(0, 59_999)));
    steps.push(...ticket.steps);
    cash += ticket.cash;
  }
  if (random.chance(0.55)) {
    const refund = planRefund(month, timeOf(day, random.between(9 * 60 + 30, 18 * 60), random.between(0, 59_999)));
    if (refund !== null) {
      steps.push(...refund.steps);
      cash += refund.cash;
    }
  }
  // Steps of several tickets overlap, as at a counter; each ticket's own stay in order.
  steps.sort((a, b) => a.at < b.at ? -1 : a.at > b.at ? 1 : 0);

  const opening = timeOf(day, 8 * 60 + random.between(45, 58), random.between(0, 59_999));
  const counting = timeOf(day, 19 * 60 + random.between(31, 40), random.between(0, 59_999));
  return [
    command(opening, "caisse1", "caisses.ouvrir", { nom: TILL, fond: FLOAT }),
    ...steps,
    ...cash > 0 ? [command(timeOf(day, 19 * 60 + 30), "caisse1", "caisses.mouvement", { ...DEPOSIT, montant: cash })] : [],
    command(counting, "caisse1", "caisses.fermer", { nom: TILL, ...count(month, FLOAT + Math.min(0, cash)) }),
    command(timeOf(day, 19 * 60 + 45), null, "clotures.cloturer", { genre: "jour", periode: day }),
  ];
}

/** What was found in the drawer, which is not always what should be there. */
function count({ random }: Month, expected: number): { comptage: Record<string, number>; motif?: string } {
  const variance = random.chance(0.7) ? 0 : random.pick([-200, -100, -50, -20, -10, -5, 5, 10, 20, 50, 100]);
  const comptage: Record<string, number> = {};
  let left = Math.max(0, expected + variance);
  for (const value of FACE_VALUES) {
    const pieces = Math.floor(left / value);
    if (pieces > 0) comptage[String(value)] = pieces;
    left -= pieces * value;
  }
  if (variance === 0) return { comptage };
  return { comptage, motif: random.pick(["Erreur de rendu de monnaie", "Écart non expliqué", "Pièce tombée sous le meuble"]) };
}
