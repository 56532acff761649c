/** The sums that are kept at each payment: they are what SQL finds in the tickets, at whatever hour and after whatever happened. */
import assert from "node:assert/strict";
import type { DatabaseSync } from "node:sqlite";
import { comptoir } from "../support/command_line.ts";
import { Dice } from "../support/generator.ts";
import { answerOf, type Person } from "../support/server.ts";
import {
  CAFE,
  card,
  cash,
  command,
  draft,
  LAMPE,
  ok,
  openTill,
  PAIN,
  pay,
  POMMES,
  PRODUCTS,
  refund,
  refused,
  send,
  Shop,
  sold,
  ticket,
} from "../support/shop.ts";
import {
  type Costs,
  hourOf,
  quarterOf,
  sharesOf,
  sorted,
  summed,
  type Ticket,
  ticketsOf,
  totalOf,
  ZONE,
} from "../support/summed_tickets.ts";
/** Around a midnight, on the days of 23 and 25 hours, where 02:30 is not or comes twice, and a week after them. */
const MOMENTS = [
  "2026-03-28T22:50:00.000Z",
  "2026-03-28T23:00:01.000Z",
  "2026-03-29T00:50:00.000Z",
  "2026-03-29T01:00:01.000Z",
  "2026-03-29T14:20:00.000Z",
  "2026-04-05T09:05:00.000Z",
  "2026-04-05T15:40:00.000Z",
  "2026-10-25T00:30:00.000Z",
  "2026-10-25T01:30:00.000Z",
  "2026-10-25T22:50:00.000Z",
  "2026-10-25T23:00:01.000Z",
  "2026-11-01T08:00:00.000Z",
] as const;
const DAYS = ["2026-03-28", "2026-03-29", "2026-04-05", "2026-10-25", "2026-10-26", "2026-11-01", "2026-11-02"];

Deno.test("a day's figures are what its tickets say: random sales and refunds, a midnight, days of 23 and 25 hours, a restored backup, an old file", async () => {
  await using shop = await Shop.open(["nora", "chloe", "marc"], { at: MOMENTS[0], zone: ZONE });
  const costs: Costs = new Map();
  const dice = new Dice(2026);
  ok(await openTill(shop.chloe, 1_000_000));
  await trainingSale(shop);
  ok(await shop.owner.query("insert", "INSERT INTO categories (id, nom) VALUES (1, 'Maison')"));
  ok(await shop.owner.query("update", "UPDATE produits SET categorie_id = 1 WHERE id IN (3, 6)"));
  for (const [at, moment] of MOMENTS.entries()) {
    shop.server.clock.put(moment);
    if (at % 3 === 0) await setCost(shop, dice.pick([LAMPE, CAFE, POMMES]), 50 + dice.below(400));
    for (let n = 0; n < 3; n++) await randomSale(shop, dice, costs);
    if (at > 0) await randomRefund(shop, dice, costs);
    await assertSoFar(shop);
  }
  const tickets = await ticketsOf(shop);
  assert.ok(tickets.filter(({ type }) => type === "avoir").length >= 5, "the premise: something came back");
  assert.ok([...costs.values()].some((cost) => cost > 0), "the premise: something is known to have cost something");
  await assertFigures(shop, costs);
  const journaled = shop.inspect((db) =>
    db.prepare("SELECT count(*) AS n FROM _journal WHERE tables LIKE '%\\_ventes%' ESCAPE '\\'").get()
  );
  assert.deepEqual({ ...journaled }, { n: 0 }, "the journal holds what was done, not its sums");
  for (const day of ["2026-02-30", "2026-11", "demain"]) {
    refused(await answerOf(await shop.owner.get(`/api/tableau/${day}`)), 404, "not_found");
  }
  refused(await answerOf(await shop.chloe.get("/api/tableau/aujourdhui")), 403, "forbidden");

  const file = `${shop.server.dir}/half.db`;
  assert.equal((await comptoir("backup", file, "--data", shop.server.dir)).code, 0);
  for (let n = 0; n < 3; n++) await randomSale(shop, dice, costs);
  await assertFigures(shop, costs);
  await shop.server.stop();
  assert.equal((await comptoir("restore", file, "--data", shop.server.dir)).code, 0);
  shop.server = await shop.server.restart();
  await shop.owner.signIn("patron", "mot de passe");
  assert.equal((await ticketsOf(shop)).length, tickets.length, "the premise: three sales are gone");
  await assertFigures(shop, costs);

  await shop.aside(beforeSummaries);
  await assertFigures(shop, null);
});

async function assertFigures(shop: Shop, costs: Costs | null): Promise<void> {
  const tickets = await ticketsOf(shop);
  for (const jour of DAYS) {
    const found = ok(await answerOf(await shop.owner.get(`/api/tableau/${jour}`)));
    const avant = new Date(Date.parse(jour) - 7 * 86_400_000).toISOString().slice(0, 10);
    assert.equal(found.avant, avant);
    const [now, before] = [jour, avant].map((day) => tickets.filter((sale) => sale.jour === day)) as [Ticket[], Ticket[]];
    assert.deepEqual(found.total, totalOf(now, costs), jour);
    assert.deepEqual(found.total_avant, totalOf(before, costs), avant);
    const by = (keyOf: (sale: Ticket) => unknown) => sorted(sharesOf(now, before, keyOf));
    const given = (rows: Ticket[], key: string) =>
      sorted(rows.map(({ [key]: id, tickets, tickets_avant, ttc, ttc_avant }) => [id, tickets, tickets_avant, ttc, ttc_avant]));
    assert.deepEqual(given(found.heures, "heure"), by(({ payee_le }) => hourOf(payee_le)), jour);
    assert.deepEqual(given(found.vendeurs, "id"), by(({ vendeur_id }) => vendeur_id), jour);
    assert.deepEqual(given(found.caissiers, "id"), by(({ caissier_id }) => caissier_id), jour);
    assert.deepEqual(given(found.caisses, "nom"), by(({ caisse }) => caisse), jour);
    const modes = summed(now.flatMap(({ paiements }) => paiements), ({ mode }) => mode, ({ montant, rendu }) => montant - rendu);
    assert.deepEqual(
      new Map(found.modes.filter(({ mode }: Ticket) => modes.has(mode)).map((m: Ticket) => [m.mode, m.montant])),
      modes,
    );
    const lines = now.flatMap(({ lignes }) => lignes);
    const ttc = (line: Ticket) => line.total_ttc - line.remise_ticket;
    const articles = found.articles.map(({ id, quantite, ttc }: Ticket) => [id, quantite, ttc]);
    const quantities = summed(lines, ({ produit_id }) => produit_id, ({ quantite }) => quantite);
    const amounts = summed(lines, ({ produit_id }) => produit_id, ttc);
    assert.deepEqual(sorted(articles), sorted([...quantities].map(([id, quantite]) => [id, quantite, amounts.get(id)])), jour);
    const categories = summed(lines, ({ produit_id }) => [LAMPE, POMMES].includes(produit_id) ? 1 : null, ttc);
    const categoriesFound = found.categories.filter(({ id }: Ticket) => categories.has(id)).map((c: Ticket) => [c.id, c.ttc]);
    assert.deepEqual(sorted(categoriesFound), sorted([...categories]), jour);
  }
  const year = ok(await answerOf(await shop.owner.get("/api/tableau/2026-11-02/annee")));
  const days = summed(tickets, ({ jour }) => jour, ({ total_ttc }) => total_ttc);
  assert.deepEqual(year.jours.map(({ jour, ttc }: Ticket) => [jour, ttc]), sorted([...days]));
}

/** Beside the same weekday a week before: as far as the clocks of that day had come by the last quarter of an hour. */
async function assertSoFar(shop: Shop): Promise<void> {
  const found = ok(await answerOf(await shop.owner.get("/api/tableau/aujourdhui")));
  const [{ now: at }] = await shop.rows("SELECT max(payee_le) AS now FROM ventes");
  const now = quarterOf(at);
  const before = (await ticketsOf(shop)).filter(({ jour, payee_le }) => jour === found.avant && quarterOf(payee_le) < now);
  const { tickets, avoirs, ttc, rembourse, panier } = totalOf(before, null);
  assert.deepEqual(found.total_avant_a_cette_heure, { tickets, avoirs, ttc, rembourse, panier }, found.jour);
}

async function setCost(shop: Shop, produit: number, cost: number): Promise<void> {
  const set =
    "INSERT INTO couts_produits (produit_id, cout_ht) VALUES (?, ?) ON CONFLICT (produit_id) DO UPDATE SET cout_ht = excluded.cout_ht";
  ok(await shop.owner.query("insert", set, [produit, cost]));
}

async function randomSale(shop: Shop, dice: Dice, costs: Costs): Promise<void> {
  const items = Array.from({ length: 1 + dice.below(4) }, () => {
    const produit = dice.pick(PRODUCTS)[0];
    return {
      produit,
      quantite: produit === POMMES ? 200 + dice.below(3_000) : 1000 * (1 + dice.below(3)),
      remise: dice.below(3) * 10,
    };
  });
  const isNoras = dice.chance(0.5);
  const seller: Person = isNoras ? shop.nora : shop.chloe;
  const sale = await draft(
    seller,
    items.map((item) => isNoras ? { ...item, remise: 0 } : item),
    isNoras ? 0 : dice.below(2) * 25,
  );
  if (isNoras) ok(await send(seller, sale));
  const { total_ttc } = await ticket(shop.chloe, sale);
  const byCard = dice.below(total_ttc + 1);
  const rest = total_ttc - byCard;
  const means = [...byCard > 0 ? [card(byCard)] : [], ...rest > 0 ? [cash(rest + dice.below(500))] : []];
  ok(await pay(shop.chloe, sale, means));
  const known = new Map(
    (await shop.rows("SELECT * FROM couts_produits")).map(({ produit_id, cout_ht }) => [produit_id, cout_ht]),
  );
  for (const [at, { produit }] of items.entries()) if (known.has(produit)) costs.set(sale.lignes[at]!, known.get(produit));
}

/** The database as the version before this one left it. */
function beforeSummaries(db: DatabaseSync): void {
  for (const trigger of ["ventes_resumees", "paiements_resumes"]) db.exec(`DROP TRIGGER ${trigger}`);
  for (const table of ["jours", "quarts", "modes", "articles"]) db.exec(`DROP TABLE _ventes_${table}`);
  db.exec("DROP TABLE _couts_lignes; DROP INDEX produits_stock; DELETE FROM _migrations WHERE name = 'shop/022_summaries'");
}

/** Gives a line that nothing came back of yet back, in cash. */
async function randomRefund(shop: Shop, dice: Dice, costs: Costs): Promise<void> {
  const tickets = await ticketsOf(shop);
  const back = new Set(tickets.flatMap(({ lignes }) => lignes).map(({ ligne_origine_id }) => ligne_origine_id));
  const sale = dice.pick(
    tickets.filter(({ type, lignes }) => type === "vente" && lignes.some(({ id }: Ticket) => !back.has(id))),
  );
  const line = dice.pick((sale.lignes as Ticket[]).filter(({ id }) => !back.has(id)));
  ok(await refund(shop.chloe, sale, { [line.id]: line.quantite }, [cash(line.total_ttc - line.remise_ticket)]));
  const [own] = await shop.rows("SELECT id FROM lignes_vente WHERE ligne_origine_id = ?", [line.id]);
  if (costs.has(line.id)) costs.set(own.id, costs.get(line.id)!);
}

async function trainingSale(shop: Shop): Promise<void> {
  const [{ id }] = await shop.rows("SELECT id FROM equipe WHERE lower(nom) LIKE 'marc%'");
  ok(await command(shop.owner, `/api/equipe/${id}/formation`, { formation: true }));
  ok(await openTill(shop.marc, 0, "C2"));
  await sold(shop.marc, [PAIN], [cash(120)]);
}
