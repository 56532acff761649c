/** A long random day at the counter: sales, refunds, vouchers, gift cards, deposits and exchanges agree everywhere they are summed. */
import assert from "node:assert/strict";
import { Dice } from "../support/generator.ts";
import { Day } from "../support/known_day.ts";
import { type Answer, answerOf, uuidv7 } from "../support/server.ts";
import {
  CAFE,
  close,
  closeTill,
  command,
  draft,
  JOURNAL,
  LAMPE,
  ok,
  openTill,
  PAIN,
  pay,
  POMMES,
  refund,
  Shop,
  ticket,
  xReport,
} from "../support/shop.ts";

const [CONSIGNE, CADEAU, DIVERS] = [70, 71, 72];
const OPERATIONS = 160;
const CUSTOMERS = [1, 2];
const CEILING = 20_000;

interface Payment {
  mode: string;
  montant: number;
  code?: string;
}

Deno.test("tickets, X, closing, the day's sums, signed records and balances agree after any mix; all goods given back leave nothing", async () => {
  await using shop = await Shop.open(["nora", "chloe"]);
  const { chloe, owner } = shop;
  const into = "INSERT INTO produits (id, libelle, prix_ttc, tva, nature) VALUES (?, ?, ?, 0, ?)";
  ok(await owner.query("insert", into, [CONSIGNE, "Consigne", 25, "consigne"]));
  ok(await owner.query("insert", into, [CADEAU, "Carte cadeau", 1_500, "carte_cadeau"]));
  ok(
    await owner.query("insert", "INSERT INTO produits (id, libelle, prix_ttc, tva, prix_libre) VALUES (?, 'Divers', 0, 550, 1)", [
      DIVERS,
    ]),
  );
  ok(await owner.query("update", "UPDATE boutique SET prix_max_caisse = 10000, titre_restaurant_max = 10000000"));
  ok(await openTill(chloe, 1_000_000));
  for (const id of CUSTOMERS) {
    ok(await chloe.query("insert", "INSERT INTO clients (id, nom) VALUES (?, ?)", [id, `Client ${id}`]));
    ok(await command(owner, `/api/clients/${id}/plafond`, { plafond: CEILING }));
  }
  const dice = new Dice(20_261_128);
  const day = new Day();

  /** Means that make up so much: some of it by vouchers, the rest by card, or by too much cash. */
  const means = (due: number, sale: string): Payment[] => {
    const given: Payment[] = [];
    let rest = due;
    const room = CEILING - (day.owed.get(day.customers.get(sale) ?? 0) ?? CEILING);
    if (rest > 0 && room > 0) {
      const montant = dice.chance(0.5) ? Math.min(room, rest) : 1 + dice.below(Math.min(room, rest));
      given.push({ mode: "compte", montant });
      rest -= montant;
    }
    for (const [code, { genre, left }] of day.vouchers) {
      if (rest === 0 || left === 0 || !dice.chance(0.5)) continue;
      const montant = dice.chance(0.5) ? Math.min(left, rest) : 1 + dice.below(Math.min(left, rest));
      given.push({ mode: genre, montant, code });
      rest -= montant;
    }
    if (rest > 0 && dice.chance(0.2)) {
      const montant = 1 + dice.below(rest);
      given.push({ mode: "titre_restaurant", montant });
      rest -= montant;
    }
    if (rest > 0) {
      given.push(dice.chance(0.5) ? { mode: "carte", montant: rest } : { mode: "especes", montant: rest + dice.below(500) });
    }
    return given;
  };
  const rung = async (customer = dice.chance(0.4) ? dice.pick(CUSTOMERS) : undefined) => {
    const items = Array.from({ length: 1 + dice.below(4) }, () => {
      const produit = dice.pick([PAIN, CAFE, LAMPE, JOURNAL, POMMES, CONSIGNE, CADEAU]);
      return { produit, quantite: produit === POMMES ? 100 + dice.below(3_000) : 1_000 * (1 + dice.below(3)) };
    });
    const sale = await draft(chloe, items);
    if (customer !== undefined) {
      ok(await chloe.query("update", "UPDATE ventes SET client_id = ? WHERE id = ?", [customer, sale.id]));
      day.customers.set(sale.id, customer);
    }
    if (dice.chance(0.3)) {
      const into = "INSERT INTO lignes_vente (id, vente_id, produit_id, prix_unitaire_ttc) VALUES (?, ?, ?, ?)";
      ok(await chloe.query("insert", into, [uuidv7(), sale.id, DIVERS, 1 + dice.below(3_000)]));
    }
    if (dice.chance(0.3)) {
      const change =
        "UPDATE lignes_vente SET prix_unitaire_ttc = ?, prix_motif = 'abîmé' WHERE vente_id = ? AND produit_id IN (?, ?)";
      ok(await chloe.query("update", change, [40 + dice.below(3_000), sale.id, PAIN, POMMES]));
    }
    if (dice.chance(0.3)) {
      ok(await chloe.query("update", "UPDATE ventes SET remise_taux = ? WHERE id = ?", [1 + dice.below(5_000), sale.id]));
    }
    return sale;
  };
  /** Some lines of one ticket, and what of each comes back. */
  const chosen = (whole = false) => {
    const open = day.lines.filter(({ left, nature }) => left > 0 && nature !== "carte_cadeau");
    if (open.length === 0) return [];
    const { sale } = dice.pick(open);
    return open.filter((line) => line.sale === sale && (whole || dice.chance(0.7))).map((line) => {
      const all = whole || dice.chance(0.5) || line.left % 1_000 === 0 && line.left === 1_000;
      return { line, quantite: all ? line.left : Math.max(1, dice.below(line.left)) };
    });
  };
  /** Gives back by one means, but for what the server says goes to an account before. */
  const accountFirst = async (mode: string, due: number, give: (paiements: Payment[]) => Promise<Answer>) => {
    const told = await give([{ mode, montant: due }]);
    if (told.body?.code !== "payment_implausible") return ok(told);
    const compte = told.body.compte as number;
    const rest = due === compte ? [] : [{ mode, montant: due - compte }];
    return ok(await give([{ mode: "compte", montant: compte }, ...rest]));
  };
  const settled = async () => {
    const [id, owes] = dice.pick([...day.owed]);
    if (owes === 0) return;
    const mode = dice.pick(["especes", "carte"]);
    const montant = dice.chance(0.4) ? owes : 1 + dice.below(owes);
    ok(await command(chloe, `/api/clients/${id}/reglement`, { mode, montant }));
    day.owed.set(id, owes - montant);
    day.settled.set(mode, (day.settled.get(mode) ?? 0) + montant);
  };
  /** What a refund of these comes to is for the server to say: asked with nothing, it tells. */
  const refunded = async (back: ReturnType<typeof chosen>, mode: string) => {
    const wanted = Object.fromEntries(back.map(({ line, quantite }) => [line.id, quantite]));
    const sale = { id: back[0]!.line.sale };
    const told = await refund(chloe, sale, wanted, []);
    const due = told.status === 200 ? 0 : told.body.total as number;
    day.note(due === 0 ? ok(told) : await accountFirst(mode, due, (given) => refund(chloe, sale, wanted, given)));
    for (const { line, quantite } of back) line.left -= quantite;
  };

  for (let at = 0; at < OPERATIONS; at++) {
    if (dice.chance(0.12)) await settled();
    const back = dice.chance(0.45) ? chosen() : [];
    if (back.length > 0 && dice.chance(0.5)) {
      await refunded(back, dice.pick(["especes", "carte", "avoir"]));
      continue;
    }
    const sale = await rung(day.customers.get(back[0]?.line.sale ?? ""));
    const { total_ttc, version } = await ticket(chloe, sale);
    if (back.length === 0) {
      day.note(ok(await pay(chloe, sale, means(total_ttc, sale.id))));
      continue;
    }
    const retours = back.map(({ line, quantite }) => ({ id: uuidv7(), vente_id: line.sale, ligne_id: line.id, quantite }));
    const path = `/api/ventes/${sale.id}/encaisser`;
    const told = await command(chloe, path, { version, paiements: [], retours });
    const due = told.status === 200 ? 0 : told.body.total as number;
    const give = (paiements: Payment[]) => command(chloe, path, { version, paiements, retours });
    if (told.status === 200) day.note(told.body);
    else if (due < 0) day.note(await accountFirst(dice.pick(["especes", "carte", "avoir"]), -due, give));
    else day.note(ok(await give(means(due, sale.id))));
    for (const { line, quantite } of back) line.left -= quantite;
  }
  assert.ok(day.vouchers.size > 20 && day.outside.size === 2 && day.modes.size === 6, "the premise: it was a mixed day");

  const sum = (rows: readonly { total: number }[]) => rows.reduce((all, { total }) => all + total, 0);
  const byMode = (rows: readonly { mode: string; total: number }[]) => rows.map(({ mode, total }) => [mode, total]);
  const modes = () => [...day.modes].sort();
  const outside = () => [...day.outside].sort();
  const agree = async () => {
    const x = ok(await xReport(owner));
    assert.deepEqual(byMode(x.paiements), modes());
    assert.deepEqual(x.hors_champ.map(({ nature, total }: { nature: string; total: number }) => [nature, total]), outside());
    assert.equal(sum(x.paiements), day.turnover + sum(x.hors_champ));
    assert.equal(x.tickets.reduce((all: number, { total_ttc }: { total_ttc: number }) => all + total_ttc, 0), day.turnover);
    for (const shares of [x.vendeurs, x.categories, x.heures]) {
      assert.equal(shares.reduce((all: number, { total_ttc }: { total_ttc: number }) => all + total_ttc, 0), day.turnover);
    }
    const seen = ok(await answerOf(await owner.get("/api/tableau/aujourdhui")));
    assert.deepEqual([seen.total.ttc, seen.total.ht, seen.total.tva], [day.turnover, day.ht, day.tva]);
    const of = (rows: readonly { ttc: number }[]) => rows.reduce((all, { ttc }) => all + ttc, 0);
    for (const shares of [seen.heures, seen.caissiers, seen.categories, seen.articles]) assert.equal(of(shares), day.turnover);
    const signed = await shop.rows("SELECT contenu FROM journal_fiscal WHERE serie = 'tickets:C1'");
    assert.equal(signed.reduce((all, { contenu }) => all + JSON.parse(contenu).total_ttc, 0), sum(x.paiements));
    const balances = await shop.rows("SELECT code, solde FROM bons WHERE formation = 0 ORDER BY code");
    const known = [...day.vouchers].map(([code, { left }]) => ({ code, solde: left })).sort((a, b) => a.code < b.code ? -1 : 1);
    assert.deepEqual(balances.map((row) => ({ ...row })), known);
    assert.deepEqual(byMode(x.comptes.regle), [...day.settled].sort());
    assert.equal(x.comptes.accorde, day.modes.get("compte"));
    assert.equal(x.especes_attendues, 1_000_000 + day.modes.get("especes")! + day.settled.get("especes")!);
    const accounts = await shop.rows("SELECT client_id, solde FROM comptes_clients ORDER BY client_id");
    assert.deepEqual(accounts.map(({ client_id, solde }) => [client_id, solde]), [...day.owed]);
  };
  await agree();

  for (let back = chosen(true); back.length > 0; back = chosen(true)) await refunded(back, "carte");
  assert.deepEqual([day.turnover, day.ht, day.tva], [0, 0, 0], "goods that all came back leave neither price nor VAT");
  await agree();

  const x = ok(await xReport(owner));
  ok(await closeTill(chloe, x.especes_attendues));
  const z = ok(await close(owner, "jour", shop.jour()));
  assert.deepEqual([z.tickets, z.total_ttc, z.total_ht, z.total_tva], [day.tickets, 0, 0, 0]);
  assert.ok(z.taux.every(({ ttc, ht, tva }: { ttc: number; ht: number; tva: number }) => ttc === 0 && ht === 0 && tva === 0));
  assert.deepEqual(byMode(z.paiements), modes());
  for (const shares of [z.vendeurs, z.categories, z.heures]) {
    assert.equal(shares.reduce((all: number, { total_ttc }: { total_ttc: number }) => all + total_ttc, 0), 0);
  }
  for (const part of ["vendeurs", "categories", "heures", "remises", "bons"]) {
    assert.deepEqual(x[part], z[part], `the only session's ${part} are the day's`);
  }
  assert.deepEqual(z.remises.map(({ genre }: { genre: string }) => genre), ["prix", "ticket"]);
  const given = [...day.vouchers.values()];
  assert.equal(sum(z.bons), given.reduce((all, { left }) => all + left, 0), "what vouchers are worth is what moved");
  assert.equal(sum(z.paiements), sum(z.hors_champ));
  const { accorde, regle, solde } = z.comptes;
  assert.deepEqual(
    [solde, accorde - sum(regle)],
    [day.owed.get(1)! + day.owed.get(2)!, solde],
    "what is owed was left to pay, and not settled",
  );
  const { ecritures, totaux } = ok(await answerOf(await owner.get(`/api/ecritures/${shop.jour()}`)));
  const posted = (account: string) =>
    ecritures[0].lignes.reduce(
      (all: number, { compte, debit, credit }: { compte: string; debit: number; credit: number }) =>
        compte === account ? all + debit - credit : all,
      0,
    );
  assert.equal(totaux.some(({ lettre }: { lettre: string }) => lettre === "G"), false, "the entry leaves nothing to explain");
  const cash = day.modes.get("especes")! + day.settled.get("especes")!;
  assert.deepEqual([posted("530000"), posted("511500"), posted("411000")], [
    cash,
    day.modes.get("carte")! + day.settled.get("carte")!,
    solde,
  ]);
  assert.deepEqual([posted("419800"), posted("419100"), posted("419600")], [
    day.modes.get("avoir")!,
    day.modes.get("carte_cadeau")! - day.outside.get("carte_cadeau")!,
    0 - day.outside.get("consigne")!,
  ]);
  const { ok: whole, fiscal } = ok(await answerOf(await owner.get("/api/journal/verify")));
  assert.deepEqual([whole, fiscal.ok], [true, true]);
});
