/** Random days, one after the other: opened, traded, counted, closed; after each, all that is summed must be the same sum. */
import assert from "node:assert/strict";
import { daysFrom } from "../../shared/days.ts";
import { SeededRandom } from "../../server/shop/demo/random.ts";
import { Books, DayBook, Sums } from "./books.ts";
import { type Body, Counter } from "./counter.ts";
import { ARTICLES, CEILING, CUSTOMERS, Trade } from "./trade.ts";

const TILLS = { C1: "chloe", C2: "marc" } as const;
const FLOAT = 1_000_000;
const FIRST = "2026-01-05";
/** Days of one shop; the next begins anew, so that none grows dear. */
const SHOP_DAYS = 400;

/** How often each means and each kind of thing came about. */
export type Happened = Sums;

/** Throws at the first that does not agree. `told` hears how many are done. */
export async function runDays(count: number, seed: number, told: (done: number) => void = () => {}): Promise<Happened> {
  const happened = new Sums();
  for (let done = 0; done < count; done += SHOP_DAYS) {
    const counter = await open();
    try {
      const books = new Books();
      for (let at = 0; at < Math.min(SHOP_DAYS, count - done); at++) {
        const own = seed + done + at;
        try {
          countUp(happened, aDay(counter, books, daysFrom(FIRST, at), new SeededRandom(own)));
        } catch (error) {
          throw new Error(`day ${at} of the shop that begins with seed ${seed + done}: ${(error as Error).message}`, {
            cause: error,
          });
        }
        told(done + at + 1);
      }
      assert.equal(await counter.verify(), null, `what was signed from seed ${seed + done} on`);
    } finally {
      await counter.close();
    }
  }
  return happened;
}

function countUp(happened: Sums, { means, back, settled, moved, variances, refunds, corrections }: DayBook): void {
  for (const [mode] of means) happened.add(mode, 1);
  happened.add("refunds", refunds);
  happened.add("corrections", corrections);
  happened.add("deposits back", back.of("consigne") > 0 ? 1 : 0);
  happened.add("settled", settled.size);
  happened.add("moves", moved.size);
  happened.add("variances", variances.sorted.length);
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

function aDay(counter: Counter, books: Books, day: string, random: SeededRandom): DayBook {
  // The same date in nearly every zone.
  counter.clock.at = Date.parse(`${day}T12:00:00.000Z`);
  const book = new DayBook();
  for (const [nom, who] of Object.entries(TILLS)) {
    counter.must(who, "caisses.ouvrir", { nom, fond: FLOAT });
    book.drawers.add(nom, FLOAT);
  }
  const heads = headsOf(counter);
  const trade = new Trade(counter, random, books, book, TILLS);
  for (let left = random.between(4, 16); left > 0; left--) trade.step();

  const xs = Object.keys(TILLS).map((nom) => counter.look("caisses.x", { nom }));
  xAgree(xs, book);
  for (const [nom, who] of Object.entries(TILLS)) {
    const ecart = random.chance(0.7) ? 0 : random.between(-500, 500);
    const compte = book.drawers.of(nom) + ecart;
    counter.must(who, "caisses.fermer", { nom, compte, ...ecart === 0 ? {} : { motif: "écart" } });
    book.variances.add(nom, ecart);
  }
  const z = counter.must("patron", "clotures.cloturer", { genre: "jour", periode: day });
  books.perpetual += book.ttc;
  zAgrees(z, book, books);
  entryAgrees(counter.look("comptabilite.periode", { periode: day }), book, z);
  recordsAgree(counter, book, books, heads);
  return book;
}

const byMode = (rows: readonly { mode: string; total: number }[]) => {
  const sums = new Sums();
  for (const { mode, total } of rows) sums.add(mode, total);
  return sums.sorted;
};
const sumOf = <T>(rows: readonly T[], pick: (row: T) => number) => rows.reduce((sum, row) => sum + pick(row), 0);

function xAgree(xs: readonly Body[], book: DayBook): void {
  for (const { caisse, especes_attendues } of xs) assert.equal(especes_attendues, book.drawers.of(caisse), `drawer of ${caisse}`);
  assert.deepEqual(byMode(xs.flatMap(({ paiements }) => paiements)), book.means.sorted, "X: means");
  assert.equal(sumOf(xs.flatMap(({ tickets }) => tickets), ({ total_ttc }) => total_ttc), book.ttc, "X: turnover");
  assert.deepEqual(byMode(xs.flatMap(({ comptes }) => comptes.regle)), book.settled.sorted, "X: settlements");
  assert.equal(
    sumOf(xs.flatMap(({ hors_champ }) => hors_champ), ({ rendu }) => rendu),
    sumOf([...book.back], ([, cents]) => cents),
    "X: back",
  );
}

function zAgrees(z: Body, book: DayBook, books: Books): void {
  assert.deepEqual([z.tickets, z.total_ttc, z.total_ht, z.total_tva], [book.tickets, book.ttc, book.ht, book.tva], "Z: turnover");
  assert.equal(z.perpetuel, books.perpetual, "Z: perpetual total");
  assert.deepEqual(byMode(z.paiements), book.means.sorted, "Z: means");
  assert.deepEqual(byMode(z.comptes.regle), book.settled.sorted, "Z: settlements");
  assert.equal(z.comptes.solde, sumOf([...books.owed], ([, cents]) => cents), "Z: owed");
  for (const { taux, ttc, ht, tva } of z.taux) {
    assert.deepEqual([ttc, ht + tva], [book.rates.of(String(taux)), ttc], `Z: ${taux}`);
  }
  for (const { nature, total, rendu } of z.hors_champ) {
    assert.deepEqual([total + rendu, rendu], [book.taken.of(nature), book.back.of(nature)], `Z: ${nature}`);
  }
  assert.equal(sumOf(z.mouvements as Body[], ({ total }) => total), sumOf([...book.moved], ([, cents]) => cents), "Z: moves");
  for (const { caisse, ecart } of z.ecarts) assert.equal(ecart, book.variances.of(caisse), `Z: variance of ${caisse}`);
}

function entryAgrees({ ecritures }: Body, book: DayBook, z: Body): void {
  if (ecritures.length === 0) return assert.equal(z.total_absolu, 0, "a day with an amount has an entry");
  const [{ lignes }] = ecritures;
  assert.equal(sumOf(lignes as Body[], ({ debit }) => debit), sumOf(lignes as Body[], ({ credit }) => credit), "entry: balanced");
  assert.ok(lignes.every(({ lettre }: Body) => lettre !== "G"), "entry: nothing is left to explain");
  const on = (account: string) =>
    sumOf((lignes as Body[]).filter(({ compte }) => compte === account), ({ debit, credit }) => debit - credit);
  const openings = sumOf(z.ecarts_ouverture as Body[], ({ ecart }) => ecart);
  const cash = book.means.of("especes") + book.settled.of("especes") + sumOf([...book.moved], ([, cents]) => cents) +
    sumOf([...book.variances], ([, cents]) => cents) + openings;
  assert.equal(on("530000"), cash, "entry: cash");
  assert.equal(on("419600"), book.back.of("consigne") - book.taken.of("consigne"), "entry: deposits");
  assert.equal(on("411000"), book.means.of("compte") - sumOf([...book.settled], ([, cents]) => cents), "entry: customers");
  assert.equal(on("419800"), book.means.of("avoir"), "entry: vouchers");
  const cards = book.means.of("carte_cadeau") - book.taken.of("carte_cadeau") + book.back.of("carte_cadeau");
  assert.equal(on("419100"), cards, "entry: gift cards");
}

/** Till → how many tickets are signed there. */
function headsOf(counter: Counter): Map<string, number> {
  const last = "SELECT coalesce(max(seq), 0) AS seq FROM journal_fiscal WHERE serie = ?";
  return new Map(Object.keys(TILLS).map((nom) => [nom, counter.rows(last, `tickets:${nom}`)[0].seq]));
}

/** What was signed since, what the vouchers and accounts hold. */
function recordsAgree(counter: Counter, book: DayBook, books: Books, heads: ReadonlyMap<string, number>): void {
  const signed = [...heads].flatMap(([nom, seq]) =>
    counter.rows("SELECT contenu ->> 'total_ttc' AS total FROM journal_fiscal WHERE serie = ? AND seq > ?", `tickets:${nom}`, seq)
  );
  const outside = sumOf([...book.taken], ([, cents]) => cents) - sumOf([...book.back], ([, cents]) => cents);
  assert.deepEqual([signed.length, sumOf(signed, ({ total }) => total)], [book.tickets, book.ttc + outside], "signed tickets");
  const balances = counter.rows("SELECT code, solde FROM bons WHERE solde > 0 ORDER BY code");
  const known = [...books.vouchers].map(([code, { left }]) => ({ code, solde: left })).sort((a, b) => a.code < b.code ? -1 : 1);
  assert.deepEqual(balances, known, "balances of vouchers and gift cards");
  const owed = counter.rows("SELECT client_id, solde FROM comptes_clients WHERE solde <> 0 ORDER BY client_id");
  assert.deepEqual(owed.map(({ client_id, solde }) => [String(client_id), solde]), books.owed.sorted, "accounts");
}
