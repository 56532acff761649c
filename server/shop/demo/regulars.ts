/** Who comes to the demo shop for more than goods: bottles back, gift cards, vouchers, and customers who pay later. */
import type { JsonValue } from "../../../shared/protocol.ts";
import { BOTTLE, GIFT_CARD } from "./outside.ts";
import { command, type DemoVoucher, type Month, type PlannedLine, type Step } from "./steps.ts";
import { Clock, draft, planLines, type Planned } from "./tickets.ts";

/** Customers with an account, by their ids: cents that they may owe, and the days of the week on which they buy, Sunday first. */
export const ACCOUNTS = [
  { client: 21, plafond: 400_00, days: [2, 5] },
  { client: 22, plafond: 250_00, days: [3] },
  { client: 23, plafond: 300_00, days: [2, 4] },
] as const;
/** Who pays all of it each Saturday, and who half of it by cheque on some Mondays; the others owe to the month's end. */
const [SETTLES, PAYS_A_PART] = [21, 23];
const [MONDAY, SATURDAY] = [1, 6];
/** Milliseconds after which a voucher comes back: not on the day on which it was given. */
const NEXT_DAY_MS = 12 * 60 * 60 * 1000;

type Visit = (month: Month, at: string) => Planned | null;

/** All of a day, `2026-11-22`. */
export function planRegulars(month: Month, day: string): Planned & { readonly visits: number } {
  const { random, timeOf } = month;
  const weekday = new Date(day).getUTCDay();
  const visits: Visit[] = [
    ...ACCOUNTS.filter(({ days }) => (days as readonly number[]).includes(weekday))
      .map(({ client }): Visit => (month, at) => onAccount(month, at, client)),
    ...weekday === SATURDAY ? [settled(SETTLES, "virement", 1)] : [],
    ...weekday === MONDAY && random.chance(0.6) ? [settled(PAYS_A_PART, "cheque", 2)] : [],
    ...random.chance(0.5) ? [bottlesBack] : [],
    ...random.chance(0.25) ? [giftCard] : [],
    ...random.chance(0.5) ? [byVoucher] : [],
  ];
  const planned = visits.map((visit) => {
    return visit(month, timeOf(day, random.between(9 * 60 + 30, 18 * 60 + 30), random.between(0, 59_999)));
  }).filter((one) => one !== null);
  return {
    steps: planned.flatMap(({ steps }) => steps),
    cash: planned.reduce((sum, { cash }) => sum + cash, 0),
    visits: planned.length,
  };
}

/** What is bought now and paid later: not as much as the ceiling would no longer take. */
function onAccount(month: Month, at: string, client: number): Planned | null {
  const lines = planLines(month, Date.parse(at), false);
  const total = totalOf(lines);
  const owed = month.owed.get(client) ?? 0;
  const { plafond } = ACCOUNTS.find((account) => account.client === client)!;
  if (owed + total > plafond) return null;
  month.owed.set(client, owed + total);
  return paid(month, at, lines, [{ mode: "compte", montant: total }], client);
}

/** One part of so many of what is owed comes in. */
function settled(client: number, mode: string, parts: number): Visit {
  return ({ owed }, at) => {
    const montant = Math.round((owed.get(client) ?? 0) / parts);
    if (montant === 0) return null;
    owed.set(client, owed.get(client)! - montant);
    return { steps: [command(at, "caisse1", "comptes.regler", { id: String(client), montant, mode })], cash: 0 };
  };
}

/** Bottles come back, and something is bought for more than they are worth. */
function bottlesBack(month: Month, at: string): Planned | null {
  const { random } = month;
  const lines = planLines(month, Date.parse(at), false);
  const pieces = random.between(1, 4);
  const back = {
    id: random.uuid(Date.parse(at)),
    product: BOTTLE,
    quantity: -1_000 * pieces,
    discount: 0,
    total: -pieces * BOTTLE.prix_ttc,
  };
  const total = totalOf([...lines, back]);
  return total <= 0 ? null : paid(month, at, [...lines, back], [{ mode: "carte", montant: total }]);
}

function giftCard(month: Month, at: string): Planned {
  const { random } = month;
  const card = { id: random.uuid(Date.parse(at)), product: GIFT_CARD, quantity: 1_000, discount: 0, total: GIFT_CARD.prix_ttc };
  const planned = paid(month, at, [card], [{ mode: "carte", montant: card.total }]);
  month.vouchers.push({ ticket: planned.ticket, mode: "carte_cadeau", left: card.total, from: at });
  return planned;
}

/** Somebody pays with a voucher or a gift card of a day before, and what is missing by card. */
function byVoucher(month: Month, at: string): Planned | null {
  const usable = month.vouchers.filter(({ left, from }) => left > 0 && Date.parse(at) - Date.parse(from) > NEXT_DAY_MS);
  if (usable.length === 0) return null;
  const voucher = month.random.pick(usable);
  const lines = planLines(month, Date.parse(at), false);
  const total = totalOf(lines);
  const montant = Math.min(total, voucher.left);
  voucher.left -= montant;
  const rest = total === montant ? [] : [{ mode: "carte", montant: total - montant }];
  return paid(month, at, lines, [{ mode: voucher.mode, montant, code: voucher.ticket }, ...rest]);
}

interface Paid extends Planned {
  readonly ticket: string;
}

/** Rung up and paid at the till. */
function paid(
  month: Month,
  at: string,
  lines: readonly PlannedLine[],
  paiements: readonly { readonly mode: string; readonly montant: number; readonly code?: DemoVoucher["ticket"] }[],
  client: number | null = null,
): Paid {
  const clock = new Clock(month, at);
  const id = month.random.uuid(clock.ms);
  const steps: Step[] = [draft(clock.now, "caisse1", { id, lines, discount: 0 }, client)];
  clock.pass(8, 70);
  steps.push(command(clock.now, "caisse1", "ventes.encaisser", { id, paiements: paiements as unknown as JsonValue }));
  for (const { product, quantity } of lines) month.sold.set(product.id, (month.sold.get(product.id) ?? 0) + quantity);
  return { steps, cash: 0, ticket: id };
}

function totalOf(lines: readonly PlannedLine[]): number {
  return lines.reduce((sum, { total }) => sum + total, 0);
}
