/** What must be the same sum: of a Z what its tickets, X, counts, vouchers, accounts and signed records say; of a month its Zs and entries. */
import assert from "node:assert/strict";
import { type Books, type DayBook, Sums } from "./books.ts";
import type { Body, Counter } from "./counter.ts";

const byMode = (rows: readonly { mode: string; total: number }[]) => summed(rows, ({ mode }) => mode);
const sumOf = <T>(rows: readonly T[], pick: (row: T) => number) => rows.reduce((sum, row) => sum + pick(row), 0);
const all = (sums: Sums) => sumOf([...sums], ([, cents]) => cents);
/** Totals by a name, those that are something. */
function summed<T extends { readonly total: number }>(rows: readonly T[], name: (row: T) => string): [string, number][] {
  const sums = new Sums();
  for (const row of rows) sums.add(name(row), row.total);
  return sums.sorted;
}

/** Of all tills, while they are open. */
export function xAgree(xs: readonly Body[], book: DayBook): void {
  for (const { caisse, especes_attendues } of xs) assert.equal(especes_attendues, book.drawers.of(caisse), `drawer of ${caisse}`);
  assert.deepEqual(byMode(xs.flatMap(({ paiements }) => paiements)), book.means.sorted, "X: means");
  assert.equal(sumOf(xs.flatMap(({ tickets }) => tickets), ({ total_ttc }) => total_ttc), book.ttc, "X: turnover");
  assert.deepEqual(byMode(xs.flatMap(({ comptes }) => comptes.regle)), book.settled.sorted, "X: settlements");
  assert.equal(sumOf(xs.flatMap(({ mouvements }) => mouvements) as Body[], ({ total }) => total), all(book.moved), "X: moves");
  assert.equal(sumOf(xs.flatMap(({ hors_champ }) => hors_champ), ({ rendu }) => rendu), all(book.back), "X: back");
  assert.deepEqual(summed(xs.flatMap(({ remises }) => remises) as Body[], ({ genre }) => genre), book.discounts.sorted, "X: off");
}

/** What a till is told when it is counted. */
export function countAgrees({ attendu, compte, ecart, x }: Body, book: DayBook, till: string): void {
  assert.equal(attendu, book.drawers.of(till), `count of ${till}: expected`);
  assert.deepEqual([ecart, compte - attendu], [book.variances.of(till), book.variances.of(till)], `count of ${till}: variance`);
  assert.equal(x.especes_attendues, attendu, `count of ${till}: its X`);
}

export function zAgrees(z: Body, book: DayBook, books: Books): void {
  assert.deepEqual([z.tickets, z.total_ttc, z.total_ht, z.total_tva], [book.tickets, book.ttc, book.ht, book.tva], "Z: turnover");
  assert.equal(z.perpetuel, books.perpetual, "Z: perpetual total");
  assert.deepEqual(byMode(z.paiements), book.means.sorted, "Z: means");
  assert.deepEqual(byMode(z.comptes.regle), book.settled.sorted, "Z: settlements");
  assert.equal(z.comptes.solde, all(books.owed), "Z: owed");
  for (const { taux, ttc, ht, tva } of z.taux) {
    assert.deepEqual([ttc, ht + tva], [book.rates.of(String(taux)), ttc], `Z: ${taux}`);
  }
  for (const { nature, total, rendu } of z.hors_champ) {
    assert.deepEqual([total + rendu, rendu], [book.taken.of(nature), book.back.of(nature)], `Z: ${nature}`);
  }
  assert.equal(sumOf(z.mouvements as Body[], ({ total }) => total), all(book.moved), "Z: moves");
  for (const { caisse, ecart } of z.ecarts) assert.equal(ecart, book.variances.of(caisse), `Z: variance of ${caisse}`);
  assert.deepEqual(summed(z.remises as Body[], ({ genre }) => genre), book.discounts.sorted, "Z: discounts");
  const bons = (what: string) => summed((z.bons as Body[]).filter(({ mouvement }) => mouvement === what), ({ genre }) => genre);
  assert.deepEqual(bons("emission"), book.given.sorted, "Z: vouchers given");
  assert.deepEqual(bons("utilisation").map(([genre, cents]) => [genre, -cents]), book.used.sorted, "Z: vouchers used");
  assert.equal(sumOf(z.corrections as Body[], ({ nombre }) => nombre), book.corrections, "Z: corrections");
}

/** The month's closing and its entries, each beside the Z that it is made of. */
export function monthAgrees(
  month: Body,
  { ecritures }: Body,
  closed: readonly { readonly z: Body; readonly book: DayBook }[],
): void {
  for (const name of ["tickets", "total_ttc", "total_ht", "total_tva", "total_absolu", "avoirs_ttc"]) {
    assert.equal(month[name], sumOf(closed, ({ z }) => z[name]), `month: ${name}`);
  }
  assert.equal(month.perpetuel, closed.at(-1)!.z.perpetuel, "month: perpetual total");
  const means = new Sums();
  for (const { book } of closed) for (const [mode, cents] of book.means) means.add(mode, cents);
  assert.deepEqual(byMode(month.paiements), means.sorted, "month: means");
  const entries = new Map<string, Body>(ecritures.map((entry: Body) => [entry.piece, entry]));
  assert.equal(entries.size, ecritures.length, "entries: one of each");
  for (const { z, book } of closed) {
    const piece = `Z-${z.periode}${z.complement === 0 ? "" : `-${z.complement + 1}`}`;
    entryAgrees(entries.get(piece), book, z, piece);
    entries.delete(piece);
  }
  assert.deepEqual([...entries.keys()], [], "entries: none but of these");
}

function entryAgrees(entry: Body | undefined, book: DayBook, z: Body, piece: string): void {
  if (entry === undefined) return assert.equal(z.total_absolu, 0, `${piece}: a day with an amount has an entry`);
  const lignes = entry.lignes as Body[];
  assert.equal(sumOf(lignes, ({ debit }) => debit), sumOf(lignes, ({ credit }) => credit), `${piece}: balanced`);
  assert.ok(lignes.every(({ lettre }) => lettre !== "G"), `${piece}: nothing is left to explain`);
  const on = (account: string) => sumOf(lignes.filter(({ compte }) => compte === account), ({ debit, credit }) => debit - credit);
  const openings = sumOf(z.ecarts_ouverture as Body[], ({ ecart }) => ecart);
  const cash = book.means.of("especes") + book.settled.of("especes") + all(book.moved) + all(book.variances) + openings;
  assert.equal(on("530000"), cash, `${piece}: cash`);
  assert.equal(on("419600"), book.back.of("consigne") - book.taken.of("consigne"), `${piece}: deposits`);
  assert.equal(on("411000"), book.means.of("compte") - all(book.settled), `${piece}: customers`);
  assert.equal(on("419800"), book.means.of("avoir"), `${piece}: vouchers`);
  const cards = book.means.of("carte_cadeau") - book.taken.of("carte_cadeau") + book.back.of("carte_cadeau");
  assert.equal(on("419100"), cards, `${piece}: gift cards`);
}

/** Series → how many records are signed there. */
export type Heads = ReadonlyMap<string, number>;

export function headsOf(counter: Counter, tills: readonly string[]): Heads {
  const last = "SELECT coalesce(max(seq), 0) AS seq FROM journal_fiscal WHERE serie = ?";
  return new Map(
    [...tills.map((nom) => `tickets:${nom}`), "evenements"].map((serie) => [serie, counter.rows(last, serie)[0].seq]),
  );
}

/** What was signed since: tickets, cash moves, settlements, corrections, counts and the Z itself; and what vouchers and accounts hold. */
export function recordsAgree(counter: Counter, book: DayBook, books: Books, heads: Heads, z: Body): void {
  const records = [...heads].flatMap(([serie, seq]) =>
    counter.rows("SELECT genre, contenu FROM journal_fiscal WHERE serie = ? AND seq > ?", serie, seq)
  ).map(({ genre, contenu }) => ({ kind: genre, content: JSON.parse(contenu) }));
  const signed = (...kinds: string[]) => records.filter(({ kind }) => kinds.includes(kind)).map(({ content }) => content);
  const tickets = signed("vente", "avoir");
  const ttc = sumOf(tickets, ({ total_ttc }) => total_ttc);
  assert.deepEqual([tickets.length, ttc], [book.tickets, book.ttc + all(book.taken) - all(book.back)], "signed tickets");
  assert.equal(sumOf(signed("mouvement_caisse"), ({ montant }) => montant), all(book.moved), "signed moves");
  const settled = signed("reglement_compte").map(({ mode, montant }) => ({ mode, total: montant }));
  assert.deepEqual(byMode(settled), book.settled.sorted, "signed settlements");
  assert.equal(signed("correction_paiement").length, book.corrections, "signed corrections");
  assert.equal(sumOf(signed("fermeture_caisse"), ({ ecart }) => ecart), all(book.variances), "signed counts");
  const [last] = counter.rows("SELECT contenu FROM journal_fiscal WHERE serie = 'clotures:jour' ORDER BY seq DESC LIMIT 1");
  const { cloturees: _, en_attente: __, ...content } = z;
  assert.deepEqual(JSON.parse(last.contenu), content, "the signed Z");
  const balances = counter.rows("SELECT code, solde FROM bons WHERE solde > 0 ORDER BY code");
  const known = [...books.vouchers].map(([code, { left }]) => ({ code, solde: left })).sort((a, b) => a.code < b.code ? -1 : 1);
  assert.deepEqual(balances, known, "balances of vouchers and gift cards");
  const owed = counter.rows("SELECT client_id, solde FROM comptes_clients WHERE solde <> 0 ORDER BY client_id");
  assert.deepEqual(owed.map(({ client_id, solde }) => [String(client_id), solde]), books.owed.sorted, "accounts");
}
