/** What the console's pages show of sums is what SQL finds in tickets, payments and lines by their moments: across midnights, days of 23 and 25 hours, and zones. */
import assert from "node:assert/strict";
import { fetchClosings, fetchZ } from "../../client/owner/sections/books/closings_rows.ts";
import { fetchSessions } from "../../client/owner/sections/books/sessions_rows.ts";
import type { TicketState } from "../../client/owner/sections/books/ticket_filter.ts";
import { fetchTickets, sumTickets } from "../../client/owner/sections/books/ticket_rows.ts";
import { sumVouchers } from "../../client/owner/sections/books/vouchers_rows.ts";
import type { Ledger } from "../../client/owner/sections/books/accounting_work.ts";
import { fetchSold } from "../../client/owner/sections/catalogue/ware_story.ts";
import { fetchPurchases } from "../../client/owner/sections/customers/customer_rows.ts";
import { fetchLevels, fetchWorth } from "../../client/owner/sections/stock/stock_rows.ts";
import type { NetworkClient } from "../../client/network/network_client.ts";
import { goByServer, goByZone } from "../../client/shell/words/shop_clock.ts";
import { Dice } from "../support/generator.ts";
import { cashIn, inOrder, type Row, sum, sums, taken, tenDaysOf, type Truth, truthOf, within } from "../support/moments_truth.ts";
import { CUSTOMER, EVERYTHING, practise, randomRefund, randomSale } from "../support/random_counter.ts";
import { answerOf, PASSWORD } from "../support/server.ts";
import { CAFE, closeConfirmed, closeTill, LAMPE, ok, openTill, POMMES, PRODUCTS, Shop, xReport } from "../support/shop.ts";
import { TillClient } from "../support/till_client.ts";

/** Each the UTC moments of an evening that goes over a midnight of the zone, or over an hour that is not there or comes twice. */
const PLACES = {
  "Europe/Paris": [
    ["2026-03-28T22:50:00.000Z", "2026-03-28T23:00:01.000Z", "2026-03-29T00:59:30.000Z", "2026-03-29T01:00:01.000Z"],
    ["2026-03-30T21:59:59.000Z", "2026-03-30T22:00:01.000Z"],
    ["2026-10-25T00:30:00.000Z", "2026-10-25T01:30:00.000Z", "2026-10-25T22:59:50.000Z", "2026-10-25T23:00:01.000Z"],
  ],
  // Four hours behind, the whole year: the UTC day is not the shop's.
  "America/Martinique": [
    ["2026-03-31T23:30:00.000Z", "2026-04-01T03:59:59.000Z", "2026-04-01T04:00:01.000Z"],
    ["2026-12-31T22:00:00.000Z", "2027-01-01T03:59:59.000Z", "2027-01-01T04:00:01.000Z"],
  ],
} as const;

for (const [zone, evenings] of Object.entries(PLACES)) {
  Deno.test(`each sum of the console's pages is what SQL finds by the moments of tickets: ${zone}`, async () => {
    await using shop = await Shop.open(["nora", "chloe", "marc"], { at: evenings[0]![0], zone });
    const { owner, chloe, server } = shop;
    const dice = new Dice(zone.length);
    ok(await owner.query("insert", "INSERT INTO clients (id, nom) VALUES (?, 'Jeanne')", [CUSTOMER]));
    for (const [product, cost] of [[LAMPE, 901], [POMMES, 133]]) {
      ok(await owner.query("insert", "INSERT INTO couts_produits (produit_id, cout_ht) VALUES (?, ?)", [product!, cost!]));
    }
    await using console = await new TillClient(server.url, "127.0.0.1").join("patron", PASSWORD);
    goByZone(zone);
    await practise(shop);
    const dayOf = (moment: string) =>
      new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short" }).format(new Date(moment));
    for (const evening of evenings) {
      server.clock.put(evening[0]!);
      ok(await openTill(chloe, EVERYTHING));
      for (const moment of evening) {
        server.clock.put(moment);
        for (let n = 0; n < 3; n++) await randomSale(shop, dice);
        await randomRefund(shop, dice);
        const truth = await truthOf(shop);
        await assertX(shop, truth);
        await assertLists(console.client, truth, dayOf);
        // The server's clock went on meanwhile, over a midnight perhaps.
        const now = truth.tickets.map(({ payee_le }) => payee_le).sort().at(-1);
        goByServer(() => Date.parse(now));
        await assertStock(console.client, truth, dayOf, now);
      }
      // A few cents are missing each time: the count is not what should be there.
      const { especes_attendues } = ok(await xReport(owner));
      server.clock.put(new Date(Date.parse(evening.at(-1)!) + 60_000).toISOString());
      ok(await closeTill(chloe, especes_attendues - 5, "C1", "compté deux fois"));
    }
    server.clock.put(new Date(Date.parse(evenings.at(-1)!.at(-1)!) + 40 * 86_400_000).toISOString());
    const truth = await truthOf(shop);
    const days = [...new Set(truth.tickets.map(({ payee_le }) => dayOf(payee_le)))].sort();
    assert.ok(days.length > evenings.length, "the premise: evenings that go over a midnight");
    const months = [...new Set(days.map((day) => day.slice(0, 7)))];
    for (const day of days) ok(await closeConfirmed(owner, "jour", day));
    for (const month of months) ok(await closeConfirmed(owner, "mois", month));
    await assertSessions(console.client, truth);
    await assertClosings(console.client, truth, dayOf, [...days, ...months]);
    await assertLedger(console.client, truth, dayOf, months);
    await assertReports(console.client, truth, dayOf);
  });
}

/** The X of the open till. */
async function assertX(shop: Shop, { tickets, sessions }: Truth): Promise<void> {
  const x = ok(await answerOf(await shop.owner.get("/api/caisses/C1/x")));
  const own = within(sessions.at(-1), tickets);
  assert.equal(x.especes_attendues, EVERYTHING + cashIn(own));
  const named = (type: string) => own.filter((one) => one.type === type);
  assert.deepEqual(
    inOrder(x.tickets.map(({ type, nombre, total_ttc }: Row) => [type, nombre, total_ttc])),
    inOrder(
      ["vente", "avoir"].filter((type) => named(type).length > 0).map((
        type,
      ) => [type, named(type).length, sum(named(type), ({ total_ttc }) => total_ttc)]),
    ),
  );
  assert.deepEqual(
    inOrder(x.paiements.map(({ mode, total }: Row) => [mode, total]).filter(([, total]: Row) => total !== 0)),
    taken(own),
  );
  for (const part of ["ttc", "ht", "tva"]) {
    const found = inOrder(x.taux.map((rate: Row) => [rate.taux, rate[part]]).filter(([, total]: Row) => total !== 0));
    assert.deepEqual(found, sums(own.flatMap(({ taux }) => taux), ({ taux }) => taux, (rate) => rate[part]), part);
  }
}

/** The list of tickets with how many they are and what they come to, by day and kind; vouchers; a customer's purchases. */
async function assertLists(client: NetworkClient, { tickets }: Truth, dayOf: (moment: string) => string): Promise<void> {
  const kinds: readonly (readonly [TicketState, string | null])[] = [["paid", null], ["sales", "vente"], ["refunds", "avoir"]];
  const days = [null, ...new Set(tickets.map(({ payee_le }) => dayOf(payee_le)))];
  for (const day of days) {
    for (const [state, type] of kinds) {
      const filter = { text: "", state, person: null, from: day, to: day };
      const own = tickets.filter((one) => (day === null || dayOf(one.payee_le) === day) && (type === null || one.type === type));
      const what = `${state} of ${day}`;
      assert.deepEqual(
        await sumTickets(client, filter),
        { count: own.length, total: sum(own, ({ total_ttc }) => total_ttc) },
        what,
      );
      const listed = await fetchTickets(client, filter, null, 500);
      assert.deepEqual(listed.map(({ id }) => id).sort(), own.map(({ id }) => id).sort(), what);
    }
  }
  const given = tickets.flatMap(({ paiements }) => paiements).filter(({ mode }) => mode === "avoir");
  const vouchers = await sumVouchers(client);
  assert.deepEqual(
    vouchers.map(({ genre, nombre, solde }) => [genre, nombre, solde]),
    given.length === 0 ? [] : [["avoir", given.length, -sum(given, ({ montant }) => montant)]],
  );
  const own = tickets.filter(({ client_id }) => client_id === CUSTOMER);
  const purchases = await fetchPurchases(client, CUSTOMER);
  assert.deepEqual([purchases.count, purchases.sum], [own.length, sum(own, ({ total_ttc }) => total_ttc)]);
}

/** Levels, what they are worth, and what was sold of an article by day. */
async function assertStock(
  client: NetworkClient,
  { tickets }: Truth,
  dayOf: (moment: string) => string,
  now: string,
): Promise<void> {
  const lines = tickets.flatMap(({ lignes, payee_le, type }) => lignes.map((line: Row) => ({ ...line, payee_le, type })));
  const began = new Map(
    PRODUCTS.filter(([, , , , followed]) => followed === 1).map(([id, , , , , stock]) => [id as number, stock as number]),
  );
  for (const { produit_id, quantite } of lines) {
    if (began.has(produit_id)) began.set(produit_id, began.get(produit_id)! - quantite);
  }
  const levels = await fetchLevels(client, null, null, 50);
  assert.deepEqual(inOrder(levels.map(({ id, stock }) => [id, stock])), inOrder([...began]));
  const worth = sum([[LAMPE, 901], [POMMES, 133]], ([id, cost]) => Math.floor((Math.max(0, began.get(id)!) * cost + 500) / 1000));
  assert.deepEqual(await fetchWorth(client), [{ value: worth, known: 2, all: 2 }]);
  const since = new Date(Date.parse(dayOf(now)) - 29 * 86_400_000).toISOString().slice(0, 10);
  for (const product of [CAFE, POMMES]) {
    const own = lines.filter(({ produit_id, payee_le }) => produit_id === product && dayOf(payee_le) >= since);
    const sold = await fetchSold(client, product);
    const byDay = (value: (line: Row) => number) => sums(own, ({ payee_le }) => dayOf(payee_le), value);
    const shown = (value: (day: Row) => number) => sold.map((day) => [day.day, value(day)]).filter(([, total]) => total !== 0);
    assert.deepEqual(shown(({ amount }) => amount), byDay(({ total_ttc, remise_ticket }) => total_ttc - (remise_ticket ?? 0)));
    assert.deepEqual(shown(({ quantity }) => quantity), byDay(({ quantite }) => quantite));
  }
}

async function assertSessions(client: NetworkClient, { tickets, sessions }: Truth): Promise<void> {
  const shown = await fetchSessions(client, false, null, 50);
  assert.deepEqual(
    shown.map(({ id, fond, attendu, compte, ecart }) => [id, fond, attendu, compte, ecart]),
    [...sessions].reverse().map((session) => {
      const expected = EVERYTHING + cashIn(within(session, tickets));
      return [session.id, EVERYTHING, expected, expected - 5, -5];
    }),
  );
  assert.equal((await fetchSessions(client, true, null, 50)).length, sessions.length);
}

/** Days and months that were closed: their rows, and the Z of each. */
async function assertClosings(
  client: NetworkClient,
  { tickets }: Truth,
  dayOf: (moment: string) => string,
  periods: readonly string[],
): Promise<void> {
  // Days between them on which nothing was sold were closed with them.
  const all = await fetchClosings(client, null, null, 500);
  const rows = all.filter((row) => row.tickets > 0);
  assert.deepEqual(rows.map(({ periode }) => periode).sort(), [...periods].sort());
  assert.ok(all.every((row) => row.tickets > 0 || row.total_ttc === 0));
  for (const { id, periode, tickets: count, total_ttc } of rows) {
    const own = tickets.filter(({ payee_le }) => dayOf(payee_le).startsWith(periode));
    assert.deepEqual([count, total_ttc], [own.length, sum(own, (one) => one.total_ttc)], periode);
    const { z } = (await fetchZ(client, id))!;
    const back = own.filter(({ type }) => type === "avoir");
    assert.deepEqual(
      [z.tickets, z.total_ttc, z.total_ht, z.total_tva, z.avoirs, z.avoirs_ttc],
      [
        own.length,
        sum(own, (one) => one.total_ttc),
        sum(own, (one) => one.total_ht),
        sum(own, (one) => one.total_tva),
        back.length,
        sum(back, (one) => one.total_ttc),
      ],
      periode,
    );
    assert.deepEqual(
      inOrder(z.paiements.map(({ mode, total }) => [mode, total]).filter(([, total]) => total !== 0)),
      taken(own),
      periode,
    );
    const byRate = inOrder(z.taux.map(({ taux, ttc }) => [taux, ttc]).filter(([, total]) => total !== 0));
    assert.deepEqual(byRate, sums(own.flatMap(({ taux }) => taux), ({ taux }) => taux, ({ ttc }) => ttc), periode);
  }
}

/** The entries of each month: sales without VAT, and VAT, as the tickets of its days have them; both sides are one sum. */
async function assertLedger(
  client: NetworkClient,
  { tickets }: Truth,
  dayOf: (moment: string) => string,
  months: readonly string[],
): Promise<void> {
  for (const month of months) {
    const { ecritures, totaux } = await client.request("GET", `/api/ecritures/${month}`) as Ledger;
    const own = tickets.filter(({ payee_le }) => dayOf(payee_le).startsWith(month));
    const lines = ecritures.flatMap(({ lignes }) => lignes);
    const of = (start: string) =>
      sum(lines.filter(({ compte }) => compte.startsWith(start)), ({ debit, credit }) => credit - debit);
    assert.equal(of("70"), sum(own, ({ total_ht }) => total_ht), month);
    assert.equal(of("4457"), sum(own, ({ total_tva }) => total_tva), month);
    assert.equal(sum(lines, ({ debit }) => debit), sum(lines, ({ credit }) => credit), month);
    assert.equal(sum([...totaux], ({ debit }) => debit), sum(lines, ({ debit }) => debit), month);
  }
}

/** What is reported: base and VAT by day. */
async function assertReports(client: NetworkClient, { tickets }: Truth, dayOf: (moment: string) => string): Promise<void> {
  const reported: Row[] = [];
  // The page lists the last of them; each has an address of its own.
  const periods = new Set(tickets.map(({ payee_le }) => tenDaysOf(dayOf(payee_le))));
  for (const period of periods) {
    const report = await client.request("GET", `/api/ereporting/${period}`) as Row;
    for (const { date, taux } of report.jours) reported.push(...taux.map((rate: Row) => ({ date, ...rate })));
  }
  const rates = tickets.flatMap(({ payee_le, taux }) => taux.map((rate: Row) => ({ ...rate, day: dayOf(payee_le) })));
  assert.deepEqual(sums(reported, ({ date }) => date, ({ base }) => base), sums(rates, ({ day }) => day, ({ ht }) => ht));
  assert.deepEqual(sums(reported, ({ date }) => date, ({ tva }) => tva), sums(rates, ({ day }) => day, ({ tva }) => tva));
}

/** The third of a month that a day lies in, as its report is called: `2026-11-D1`. */
