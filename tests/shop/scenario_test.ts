/** The day of a small shop, from the float to the Z. Every figure below was worked out by hand, none by the program. */
import assert from "node:assert/strict";
import { type Person, uuidv7 } from "../support/server.ts";
import {
  CAFE,
  cancel,
  card,
  cash,
  close,
  command,
  draft,
  giveBack,
  type Item,
  JOURNAL,
  LAMPE,
  ok,
  openTill,
  type Paid,
  PAIN,
  pay,
  POMMES,
  refund,
  type Sale,
  send,
  sent,
  Shop,
  take,
  takeBack,
  ticket,
  TIMBRE,
  xReport,
} from "../support/shop.ts";

interface Kind {
  readonly items: readonly (Item | number)[];
  /** Off the ticket, in cents: on a cashier's own sale, or by the cashier who has it in hand. */
  readonly remise?: number;
  readonly paiements: readonly Paid[];
  readonly total: number;
  readonly rendu: number;
  /** rate, with VAT, without, VAT. */
  readonly taux: readonly (readonly [number, number, number, number])[];
}
const meals = (montant: number): Paid => ({ mode: "titre_restaurant", montant });

/** The tickets of this shop. Prices: bread 1.20 (5.5 %), coffee 5.00 (10 %), lamp 20.00 (20 %), paper 1.00 (2.1 %), stamp 1.43, apples 3.33/kg (5.5 %). */
const KINDS: Readonly<Record<string, Kind>> = {
  // 1.20 / 1.055 = 1.137
  A: { items: [PAIN], paiements: [cash(200)], total: 120, rendu: 80, taux: [[550, 120, 114, 6]] },
  // 1.00 / 1.021 = 0.979; 5.00 / 1.1 = 4.545
  B: { items: [CAFE, JOURNAL], paiements: [card(600)], total: 600, rendu: 0, taux: [[210, 100, 98, 2], [1000, 500, 455, 45]] },
  // 2.40 / 1.055 = 2.275; 20.00 / 1.2 = 16.667
  C: {
    items: [LAMPE, { produit: PAIN, quantite: 2_000 }],
    paiements: [cash(5_000)],
    total: 2_240,
    rendu: 2_760,
    taux: [[550, 240, 227, 13], [2000, 2_000, 1_667, 333]],
  },
  // 1.5 kg × 3.33 = 4.995; 5.00 / 1.055 = 4.739
  D: {
    items: [{ produit: POMMES, quantite: 1_500 }],
    paiements: [meals(400), cash(100)],
    total: 500,
    rendu: 0,
    taux: [[550, 500, 474, 26]],
  },
  E: { items: [TIMBRE, TIMBRE], paiements: [cash(300)], total: 286, rendu: 14, taux: [[0, 286, 286, 0]] },
  // Lamp less 2.00 and coffee: 23.00, less 10 %: 16.20 and 4.50. 16.20 / 1.2 = 13.50; 4.50 / 1.1 = 4.091
  F: {
    items: [{ produit: LAMPE, remise: 200 }, CAFE],
    remise: 230,
    paiements: [card(1_070), cash(1_000)],
    total: 2_070,
    rendu: 0,
    taux: [[1000, 450, 409, 41], [2000, 1_620, 1_350, 270]],
  },
  // Two coffees less 1.00 by the cashier: 9.00 / 1.1 = 8.182
  G: {
    items: [{ produit: CAFE, quantite: 2_000 }],
    remise: 100,
    paiements: [card(900)],
    total: 900,
    rendu: 0,
    taux: [[1000, 900, 818, 82]],
  },
  // A paper for nothing.
  H: { items: [JOURNAL], remise: 100, paiements: [], total: 0, rendu: 0, taux: [[210, 0, 0, 0]] },
};

/** 19 + 18 + 3 = 40 sales: 12 A, 10 B, 6 C, 4 D, 4 E, 2 F, 1 G, 1 H. */
const NORA = "ABACBADAEBCABDACBEA";
const PAUL = "ABCABDAEBCGADBEACB";
const CHLOE = "FHF";

/**
 * Sales: 12 × 1.20 + 10 × 6.00 + 6 × 22.40 + 4 × 5.00 + 4 × 2.86 + 2 × 20.70 + 9.00 + 0
 *   = 14.40 + 60.00 + 134.40 + 20.00 + 11.44 + 41.40 + 9.00 = 290.64
 * Refunds: a lamp 20.00 in cash, a coffee 5.00 by card, a discounted lamp 16.20 in cash = 41.20
 */
const SHEET = {
  tickets: 43,
  total_ttc: 24_944, // 290.64 − 41.20
  total_ht: 22_166, // 11.44 + 9.80 + 46.26 + 57.31 + 96.85
  total_tva: 2_778, // 0.20 + 2.54 + 5.69 + 19.35
  total_absolu: 33_184, // 290.64 + 41.20
  avoirs: 3,
  avoirs_ttc: -4_120,
  taux: [
    { taux: 0, ttc: 1_144, ht: 1_144, tva: 0 }, // 4 E
    { taux: 210, ttc: 1_000, ht: 980, tva: 20 }, // 10 B, and H for nothing
    { taux: 550, ttc: 4_880, ht: 4_626, tva: 254 }, // 12 × 1.14 + 6 × 2.27 + 4 × 4.74
    { taux: 1000, ttc: 6_300, ht: 5_731, tva: 569 }, // 10 × 4.55 + 2 × 4.09 + 8.18 − 4.55
    { taux: 2000, ttc: 11_620, ht: 9_685, tva: 1_935 }, // 6 × 16.67 + 2 × 13.50 − 16.67 − 13.50
  ],
  paiements: [
    { mode: "carte", nombre: 14, total: 8_540 }, // 10 × 6.00 + 2 × 10.70 + 9.00 − 5.00
    { mode: "especes", nombre: 30, total: 14_804 }, // 14.40 + 134.40 + 4.00 + 11.44 + 20.00 − 20.00 − 16.20
    { mode: "titre_restaurant", nombre: 4, total: 1_600 },
  ],
  caisses: [{ caisse: "C1", premier: "C1-000001", dernier: "C1-000043", tickets: 43, total_ttc: 24_944 }],
  ecarts: [{ caisse: "C1", ecart: -100, sessions: 1 }],
  perpetuel: 24_944,
  perpetuel_absolu: 33_184,
};
const FLOAT = 10_000;
const DRAWER = 24_804; // 100.00 + 148.04
/** 4 × 50 + 2 × 20 + 5 + 2 + 2 × 0.02 = 247.04: one euro is missing. */
const COMPTAGE = { 5000: 4, 2000: 2, 500: 1, 200: 1, 2: 2 };
/** What each sold; the refunds are the cashier's: 41.40 − 41.20. */
const BY_SELLER = [
  { nom: "chloe", total: 20 },
  { nom: "nora", total: 12_132 }, // 7 A, 5 B, 3 C, 2 D, 2 E
  { nom: "paul", total: 12_792 }, // 5 A, 5 B, 3 C, 2 D, 2 E, G
];

Deno.test("the day of a small shop comes out to the cent, through returns, cancellations, discounts, refunds and a power cut", async () => {
  await using shop = await Shop.open(["nora", "paul", "chloe"]);
  const { nora, paul, chloe, owner } = shop;
  ok(await openTill(chloe, FLOAT));
  const day: [Person, string][] = [];
  for (let at = 0; at < NORA.length; at++) {
    day.push([nora, NORA[at]!]);
    if (at < PAUL.length) day.push([paul, PAUL[at]!]);
    if (at % 5 === 4) day.push([chloe, CHLOE[(at - 4) / 5]!]);
  }
  assert.equal(day.length, 40);

  const sales: (Sale & { readonly letter: string })[] = [];
  const first = (letter: string) => sales.find((sale) => sale.letter === letter)!;
  let numero = 0;
  for (const [at, [person, letter]] of day.entries()) {
    const kind = KINDS[letter]!;
    const sale = await prepared(shop, person, kind, at);
    const receipt = at === 20 ? await paidThroughPowerCut(shop, sale, kind) : ok(await pay(chloe, sale, kind.paiements));
    sales.push({ ...sale, letter });
    numero += 1;
    assert.equal(receipt.numero, `C1-${String(numero).padStart(6, "0")}`);
    assert.deepEqual([receipt.total_ttc, receipt.rendu], [kind.total, kind.rendu], `ticket ${numero} (${letter})`);
    const rates = receipt.taux.map((rate: Record<string, number>) => [rate["taux"], rate["ttc"], rate["ht"], rate["tva"]]);
    assert.deepEqual(rates, kind.taux, `VAT of ticket ${numero} (${letter})`);

    if (at === 6) {
      const { id } = await draft(paul, [LAMPE]);
      ok(await paul.query("update", "UPDATE ventes SET etat = 'annulee' WHERE id = ?", [id]));
    }
    if (at === 12) ok(await cancel(nora, await sent(nora, [CAFE, CAFE]), { motif: "le client est parti" }));
    if (at === 15) {
      const { id, lignes } = first("C");
      assert.equal(ok(await refund(chloe, { id }, { [lignes[0]!]: 1_000 }, [cash(2_000)])).total_ttc, -2_000);
      numero += 1;
    }
    if (at === 24) {
      const dropped = await sent(paul, [LAMPE, LAMPE]);
      ok(await take(chloe, dropped));
      ok(await cancel(chloe, dropped, { motif: "carte refusée" }));
    }
    if (at === 28) {
      const { id, lignes } = first("B");
      assert.equal(ok(await refund(chloe, { id }, { [lignes[0]!]: 1_000 }, [card(500)])).total_ttc, -500);
      numero += 1;
    }
  }
  const { id, lignes } = first("F");
  const last = ok(await refund(chloe, { id }, { [lignes[0]!]: 1_000 }, [cash(1_620)]));
  assert.deepEqual([last.numero, last.total_ttc], ["C1-000043", -1_620]);
  const open = await draft(nora, [LAMPE]);

  const blind = ok(await xReport(chloe));
  assert.deepEqual(blind.tickets, [{ type: "avoir", nombre: 3 }, { type: "vente", nombre: 40 }]);
  assert.ok(!/especes|fond|total/.test(JSON.stringify(blind)), "the cashier sees no amount before she has counted");
  const x = ok(await xReport(owner));
  assert.deepEqual([x.fond, x.especes_attendues], [FLOAT, DRAWER]);
  assert.deepEqual([x.taux, x.paiements], [SHEET.taux, SHEET.paiements]);
  const counted = ok(await command(chloe, "/api/caisses/C1/fermer", { comptage: COMPTAGE, motif: "un euro de moins" }));
  assert.deepEqual([counted.attendu, counted.compte, counted.ecart], [DRAWER, 24_704, -100]);

  const z = ok(await close(owner, "jour", shop.jour()));
  for (const [name, value] of Object.entries(SHEET)) assert.deepEqual(z[name], value, name);

  const sellers = await shop.rows(
    `SELECT e.nom, sum(v.total_ttc) AS total FROM ventes v JOIN equipe e ON e.id = v.vendeur_id WHERE v.etat = 'payee' GROUP BY e.nom ORDER BY e.nom`,
  );
  assert.deepEqual(sellers, BY_SELLER, "a ticket is the seller's, whoever took the money");
  const [{ cashiers }] = await shop.rows("SELECT count(DISTINCT caissier_id) AS cashiers FROM ventes WHERE etat = 'payee'");
  assert.equal(cashiers, 1);
  // 100 − 6 (C) − 2 (F) + 2 lamps; 50 − 4 × 1.5 kg.
  const stock = await shop.rows("SELECT stock FROM produits WHERE id IN (?, ?) ORDER BY id", [LAMPE, POMMES]);
  assert.deepEqual(stock, [{ stock: 94_000 }, { stock: 44_000 }]);
  const states = await shop.rows("SELECT etat, count(*) AS n FROM ventes GROUP BY etat ORDER BY etat");
  assert.deepEqual(states, [{ etat: "annulee", n: 3 }, { etat: "brouillon", n: 2 }, { etat: "payee", n: 43 }]);
  assert.equal((await ticket(owner, open)).numero, null, "what was not paid has no number");
  const traces = await shop.rows(
    "SELECT genre, count(*) AS n FROM journal_fiscal WHERE genre IN ('annulation', 'reprise') GROUP BY genre ORDER BY genre",
  );
  assert.deepEqual(traces, [{ genre: "annulation", n: 2 }, { genre: "reprise", n: 1 }]);
});

/** A ticket on its way to the till: some are taken back and changed, some returned, some discounted in hand. */
async function prepared(shop: Shop, person: Person, kind: Kind, at: number): Promise<Sale> {
  const { chloe } = shop;
  if (person === chloe) return await draft(chloe, kind.items, kind.remise);
  const sale = await draft(person, kind.items);
  if (at === 4) {
    const extra = uuidv7();
    const into = "INSERT INTO lignes_vente (id, vente_id, produit_id) VALUES (?, ?, ?)";
    ok(await person.query("insert", into, [extra, sale.id, LAMPE]));
    ok(await send(person, sale));
    ok(await takeBack(person, sale));
    ok(await person.query("delete", "DELETE FROM lignes_vente WHERE id = ?", [extra]));
  }
  ok(await send(person, sale));
  ok(await take(chloe, sale));
  if (at === 9) {
    ok(await giveBack(chloe, sale, { motif: "cherche sa monnaie" }));
    ok(await take(chloe, sale));
  }
  if (kind.remise !== undefined) {
    ok(await chloe.query("update", "UPDATE ventes SET remise = ? WHERE id = ?", [kind.remise, sale.id]));
  }
  return sale;
}

/** The plug is pulled while the payment is under way; the till asks again under its key. */
// deno-lint-ignore no-explicit-any -- a receipt
async function paidThroughPowerCut(shop: Shop, sale: Sale, { paiements }: Kind): Promise<any> {
  const waiting = await draft(shop.paul, [PAIN, PAIN]);
  const { version } = await ticket(shop.chloe, sale);
  const key = crypto.randomUUID();
  const asking = () => command(shop.chloe, `/api/ventes/${sale.id}/encaisser`, { version, paiements }, key);
  const lost = asking().catch(() => null);
  await new Promise((resolve) => setTimeout(resolve, 4));
  await shop.server.kill();
  await lost;
  shop.server = await shop.server.restart();
  const [{ total_ttc }] = await shop.rows("SELECT total_ttc FROM ventes WHERE id = ?", [waiting.id]);
  assert.equal(total_ttc, 240, "a draft outlives the power cut");
  return ok(await asking());
}
