/** Random days of one shop, one after the other: opened, traded, counted, closed, now and then more than once; each must agree, and each month. */
import assert from "node:assert/strict";
import { daysFrom } from "../../shared/days.ts";
import { SeededRandom } from "../../server/shop/demo/random.ts";
import { countAgrees, headsOf, monthAgrees, recordsAgree, xAgree, zAgrees } from "./agree.ts";
import { Books, DayBook, Sums } from "./books.ts";
import { type Body, Counter } from "./counter.ts";
import { ARTICLES, CEILING, CUSTOMERS, Trade } from "./trade.ts";

const TILLS = { C1: "chloe", C2: "marc" } as const;
const FLOAT = 1_000_000;
const FIRST = "2026-01-05";
/** Days of one shop; the next begins anew, so that none grows dear. */
const SHOP_DAYS = 400;

/** Of one shop: the same make the same days. Its first day has its seed, the next the one after it. */
export interface ShopPlan {
  readonly seed: number;
  readonly days: number;
}

/** So many days, in as many shops as they take. */
export function shopsOf(count: number, seed: number, most = SHOP_DAYS): ShopPlan[] {
  return Array.from({ length: Math.ceil(count / most) }, (_, at) => ({
    seed: seed + at * most,
    days: Math.min(most, count - at * most),
  }));
}

/** How often each means and each kind of thing came about. */
export type Happened = Sums;

/** A day's or a part of a day's closing, and what its people know of it. */
interface Closed {
  readonly z: Body;
  readonly book: DayBook;
}

/** Throws at the first that does not agree. `told` hears of each day that is done. */
export async function runShop({ seed, days }: ShopPlan, told: () => void = () => {}): Promise<Happened> {
  const happened = new Sums();
  const counter = await open();
  try {
    const books = new Books();
    let month: Closed[] = [];
    for (let at = 0; at < days; at++) {
      const day = daysFrom(FIRST, at);
      try {
        const closed = aDay(counter, books, day, new SeededRandom(seed + at));
        closed.forEach(({ book }) => countUp(happened, book));
        happened.add("days of several Z", closed.length > 1 ? 1 : 0);
        month.push(...closed);
        const next = daysFrom(day, 1).slice(0, 7);
        if (at === days - 1 || next !== day.slice(0, 7)) {
          closeMonth(counter, day.slice(0, 7), month);
          month = [];
        }
      } catch (error) {
        throw new Error(`day ${at} of the shop that begins with seed ${seed}: ${(error as Error).message}`, { cause: error });
      }
      told();
    }
    assert.equal(await counter.verify(), null, `what was signed from seed ${seed} on`);
  } finally {
    await counter.close();
  }
  return happened;
}

function countUp(happened: Sums, book: DayBook): void {
  for (const [mode] of book.means) happened.add(mode, 1);
  happened.add("refunds", book.refunds);
  happened.add("exchanges", book.exchanges);
  happened.add("corrections", book.corrections);
  for (const genre of ["ligne", "ticket"]) happened.add(`discounts: ${genre}`, book.discounts.of(genre) > 0 ? 1 : 0);
  for (const [genre] of book.given) happened.add(`given: ${genre}`, 1);
  happened.add("deposits taken", book.taken.of("consigne") > 0 ? 1 : 0);
  happened.add("deposits back", book.back.of("consigne") > 0 ? 1 : 0);
  happened.add("settled", book.settled.size);
  happened.add("moves", book.moved.size);
  happened.add("variances", book.variances.sorted.length);
}

async function open(): Promise<Counter> {
  const counter = await Counter.open(FIRST, { patron: "administrateur", chloe: "caisse", marc: "caisse" });
  const insert = (query: string, params: (string | number)[]) => ({ type: "insert" as const, query, params });
  counter.write("patron", [
    ...ARTICLES.map(([id, label, price, rate, nature]) =>
      insert("INSERT INTO produits (id, libelle, prix_ttc, tva, nature, prix_libre) VALUES (?, ?, ?, ?, ?, ?)", [
        ...[id, label, price, rate, nature],
        price === 0 ? 1 : 0,
      ])
    ),
    ...CUSTOMERS.map((id) => insert("INSERT INTO clients (id, nom) VALUES (?, ?)", [Number(id), `Client ${id}`])),
  ]);
  counter.write("patron", [{ type: "update", query: "UPDATE boutique SET titre_restaurant_max = 10000000", params: [] }]);
  counter.must("patron", "caisses.ajouter", { nom: "C2" });
  for (const id of CUSTOMERS) counter.must("patron", "comptes.plafonner", { id, plafond: CEILING });
  return counter;
}

/** In one part, or in several that each end with a Z. */
function aDay(counter: Counter, books: Books, day: string, random: SeededRandom): Closed[] {
  // The same date in nearly every zone.
  counter.clock.at = Date.parse(`${day}T12:00:00.000Z`);
  const steps = random.between(4, 16);
  const parts = random.weighted([[1, 8], [2, 1.5], [3, 0.5]] as const);
  return Array.from({ length: parts }, (_, part) => aPart(counter, books, { day, part }, random, Math.ceil(steps / parts)));
}

function aPart(
  counter: Counter,
  books: Books,
  { day, part }: { readonly day: string; readonly part: number },
  random: SeededRandom,
  steps: number,
): Closed {
  const book = new DayBook();
  const heads = headsOf(counter, Object.keys(TILLS));
  for (const [nom, who] of Object.entries(TILLS)) {
    counter.must(who, "caisses.ouvrir", { nom, fond: FLOAT });
    book.drawers.add(nom, FLOAT);
  }
  const trade = new Trade(counter, random, books, book, TILLS);
  for (let left = steps; left > 0; left--) trade.step();

  xAgree(Object.keys(TILLS).map((nom) => counter.look("caisses.x", { nom })), book);
  for (const [nom, who] of Object.entries(TILLS)) {
    const ecart = random.chance(0.7) ? 0 : random.between(-500, 500);
    const compte = book.drawers.of(nom) + ecart;
    book.variances.add(nom, ecart);
    countAgrees(counter.must(who, "caisses.fermer", { nom, compte, ...ecart === 0 ? {} : { motif: "écart" } }), book, nom);
  }
  const z = counter.must("patron", "clotures.cloturer", { genre: "jour", periode: day });
  assert.equal(z.complement, part, "Z: its number within the day");
  books.perpetual += book.ttc;
  zAgrees(z, book, books);
  recordsAgree(counter, book, books, heads, z);
  return { z, book };
}

/** When it is over; days that nothing happened on any more are closed along. */
function closeMonth(counter: Counter, periode: string, closed: readonly Closed[]): void {
  const before = counter.clock.at;
  counter.clock.at = Date.parse(`${daysFrom(`${periode}-28`, 4).slice(0, 7)}-01T12:00:00.000Z`);
  const month = counter.must("patron", "clotures.cloturer", { genre: "mois", periode, confirme: true });
  monthAgrees(month, counter.look("comptabilite.periode", { periode }), closed);
  assert.ok(counter.clock.at > before);
}
