/** Customers of the demo shop: what they take, who serves them, how they pay, and what they bring back. */
import type { JsonValue, Query } from "../../../shared/protocol.ts";
import { refundTenders } from "../../../shared/tender.ts";
import { lineTotal, spreadDiscount } from "../../../shared/vat.ts";
import { BOTTLE, depositOf } from "./outside.ts";
import { planPayment } from "./payments.ts";
import type { DemoUser } from "./people.ts";
import { command, type DemoTicket, type Month, type PlannedLine, type Step } from "./steps.ts";
import { type DemoProduct, isMeal } from "./products.ts";

export interface Planned {
  readonly steps: readonly Step[];
  /** Cents that came into the drawer, less what went out of it. */
  readonly cash: number;
}

const KNOWN_CUSTOMERS = 24;
const INSERT_SALE = "INSERT INTO ventes (id, client_id) VALUES (?, ?)";
const DISCOUNT_SALE = "UPDATE ventes SET remise = ? WHERE id = ?";
const INSERT_LINE = "INSERT INTO lignes_vente (id, vente_id, produit_id, quantite, remise, position) VALUES (?, ?, ?, ?, ?, ?)";
const INSERT_SELLERS_LINE = "INSERT INTO lignes_vente (id, vente_id, produit_id, quantite, position) VALUES (?, ?, ?, ?, ?)";

/** One customer, who comes at a moment. */
export function planTicket(month: Month, arrival: string): Planned {
  const { random } = month;
  const clock = new Clock(month, arrival);
  const seller = random.weighted<DemoUser>([["vendeur1", 32], ["vendeur2", 26], ["caisse1", 42]]);
  const direct = seller === "caisse1";
  const id = random.uuid(clock.ms);
  const lines = planLines(month, clock.ms, direct);
  const sum = lines.reduce((total, line) => total + line.total, 0);
  // Only cashiers may discount.
  const goods = lines.filter(isGoods).reduce((total, line) => total + line.total, 0);
  const discount = direct && goods >= 15_00 && random.chance(0.15) ? random.pick([1_00, 2_00, 3_00, 5_00]) : 0;
  const client = random.chance(0.12) ? random.between(1, KNOWN_CUSTOMERS) : null;

  const steps: Step[] = [draft(clock.now, seller, { id, lines, discount }, client)];
  const to = (by: DemoUser, name: string, input: Readonly<Record<string, JsonValue>> = {}) => {
    clock.pass(8, 70);
    steps.push(command(clock.now, by, `ventes.${name}`, { id, ...input }));
  };
  if (!direct) {
    to(seller, "envoyer");
    if (random.chance(0.02)) {
      to(seller, "reprendre");
      to(seller, "envoyer");
    }
    if (random.chance(0.02)) {
      to("caisse1", "annuler", { motif: random.pick(["Le client a renoncé", "Erreur de saisie", "Client parti"]) });
      return { steps, cash: 0 };
    }
    to("caisse1", "prendre");
  }
  // Of a customer who is known the ceiling is that of the day, whatever else was bought on it.
  const byMealVoucher = client === null && lines.every(({ product }) => isMeal(product));
  const payment = planPayment(random, sum - discount, byMealVoucher);
  // The version is what the till has seen last: known when it comes to it.
  to("caisse1", "encaisser", { paiements: payment.paiements as unknown as JsonValue });
  if (random.chance(0.012)) to("caisse1", "duplicata");
  month.paid.push({ id, lines, discount, payment });
  for (const { product, quantity } of lines) month.sold.set(product.id, (month.sold.get(product.id) ?? 0) + quantity);
  return { steps, cash: payment.cash };
}

/** Somebody brings back a line of a ticket of the days before; null when there is none. */
export function planRefund(month: Month, at: string): Planned | null {
  const { random, paid } = month;
  // Of the last tickets a few are another's of the same day: only older ones are sure to be paid by now.
  const before = paid.filter(({ id }) => msOf(id) < Date.parse(at) - 16 * 60 * 60 * 1000);
  if (before.length === 0) return null;
  const ticket = random.pick(before.slice(-200));
  paid.splice(paid.indexOf(ticket), 1);
  // A deposit comes back with its bottle, not with a refund.
  const goods = ticket.lines.filter(isGoods);
  const shares = spreadDiscount(ticket.discount, goods.map(({ total }) => total));
  const index = random.between(0, goods.length - 1);
  const line = goods[index]!;
  const amount = line.total - shares[index]!;
  const ms = Date.parse(at);
  const avoir = random.uuid(ms);
  const byVoucher = amount > 0 && random.chance(0.3);
  const paiements = byVoucher ? [{ mode: "avoir", montant: amount }] : givenBack(ticket, amount, random.chance(0.5));
  if (byVoucher) month.vouchers.push({ ticket: avoir, mode: "avoir", left: amount, from: at });
  const step = command(at, "caisse1", "ventes.rembourser", {
    id: ticket.id,
    avoir_id: avoir,
    lignes: [{ id: random.uuid(ms), ligne_id: line.id, quantite: line.quantity }],
    paiements: paiements as unknown as JsonValue,
    motif: random.pick(["Produit abîmé", "Erreur d'article", "Ne convient pas", "Date dépassée"]),
  });
  const cash = paiements.reduce((sum, { mode, montant }) => mode === "especes" ? sum - montant : sum, 0);
  return { steps: [step], cash };
}

/** Money goes back by the means by which it came. */
function givenBack({ payment }: DemoTicket, amount: number, cashFirst: boolean): { mode: string; montant: number }[] {
  const means = payment.paiements.map(({ mode, montant }) => ({ mode, left: mode === "especes" ? payment.cash : montant }));
  return refundTenders(amount, cashFirst ? "especes" : "carte", means);
}

/** What somebody takes; the deposits of bottles follow. */
export function planLines(month: Month, ms: number, mayDiscount: boolean): PlannedLine[] {
  const { random } = month;
  const wanted = random.weighted([[1, 26], [2, 26], [3, 20], [4, 13], [5, 8], [6, 4], [8, 3]]);
  const chosen = new Set<DemoProduct>();
  while (chosen.size < wanted) chosen.add(pickProduct(month));
  const goods = [...chosen].map((product): PlannedLine => {
    const quantity = product.au_poids
      ? random.between(30, 320) * 5 / (product.prix_ttc > 1_000 ? 4 : 1) | 0
      : 1_000 * random.weighted([[1, 76], [2, 17], [3, 4], [4, 2], [6, 1]]);
    const full = lineTotal(quantity, product.prix_ttc, 0);
    const discount = mayDiscount && full >= 3_00 && random.chance(0.06) ? Math.round(full * random.pick([0.1, 0.2, 0.5])) : 0;
    return { id: random.uuid(ms), product, quantity, discount, total: full - discount };
  });
  const bottles = goods.reduce((sum, { product, quantity }) => depositOf(product) === null ? sum : sum + quantity, 0);
  if (bottles === 0) return goods;
  return [...goods, {
    id: random.uuid(ms),
    product: BOTTLE,
    quantity: bottles,
    discount: 0,
    total: lineTotal(bottles, BOTTLE.prix_ttc, 0),
  }];
}

function isGoods({ product }: PlannedLine): boolean {
  return product.nature === "bien";
}

function pickProduct({ random, products, demand }: Month): DemoProduct {
  const wanted = random.fraction() * demand.at(-1)!;
  let [low, high] = [0, products.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (demand[middle]! > wanted) high = middle;
    else low = middle + 1;
  }
  return products[low]!;
}

/** The ticket as its till sends it: the sale and its lines in one batch. */
export function draft(
  at: string,
  by: DemoUser,
  { id, lines, discount }: Omit<DemoTicket, "payment">,
  client: number | null,
): Step {
  const direct = by === "caisse1";
  const insert = (query: string, params: readonly (string | number | null)[]): Query => ({ type: "insert", query, params });
  const queries: Query[] = [
    insert(INSERT_SALE, [id, client]),
    ...lines.map((line, position) =>
      direct
        ? insert(INSERT_LINE, [line.id, id, line.product.id, line.quantity, line.discount, position])
        : insert(INSERT_SELLERS_LINE, [line.id, id, line.product.id, line.quantity, position])
    ),
  ];
  // Once there are lines to take it off.
  if (discount > 0) queries.push({ type: "update", query: DISCOUNT_SALE, params: [discount, id] });
  return { at, by, work: { kind: "queries", batch: true, queries } };
}

/** A ticket's own time, which only passes. */
export class Clock {
  ms: number;
  constructor(readonly month: Month, arrival: string) {
    this.ms = Date.parse(arrival);
  }

  get now(): string {
    return new Date(this.ms).toISOString();
  }

  /** Seconds. */
  pass(least: number, most: number): void {
    this.ms += this.month.random.between(least * 1_000, most * 1_000);
  }
}

/** The moment inside a UUIDv7. */
function msOf(uuid: string): number {
  return parseInt(uuid.slice(0, 8) + uuid.slice(9, 13), 16);
}
