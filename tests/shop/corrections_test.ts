/** A means of payment that was typed wrong is corrected the same day: a signed record beside the ticket, and every sum that of what was meant. */
import assert from "node:assert/strict";
import { Dice } from "../support/generator.ts";
import { assertSound } from "../support/records.ts";
import { answerOf, type Person, uuidv7 } from "../support/server.ts";
import {
  CAFE,
  card,
  cash,
  close,
  closeTill,
  command,
  draft,
  duplicate,
  LAMPE,
  ok,
  openTill,
  PAIN,
  refund,
  refused,
  Shop,
  sold,
  xReport,
} from "../support/shop.ts";

const correct = (person: Person, id: string, body: Record<string, unknown>) =>
  command(person, `/api/ventes/${id}/corriger-paiement`, { motif: "carte tapée en espèces", ...body });
const CASH_TO_CARD = { de: "especes", vers: "carte" };
// deno-lint-ignore no-explicit-any -- as it is answered
const byMode = (rows: any[]) => Object.fromEntries(rows.map(({ mode, nombre, total }) => [mode, [nombre, total]]));
Deno.test("cash that was a card counts as a card in X, count, closing and dashboard; what was written stays, and the correction is signed", async () => {
  await using shop = await Shop.open(["chloe", "marc"]);
  ok(await openTill(shop.chloe, 10_000));
  const lamp = await sold(shop.chloe, [LAMPE], [cash(5000)]);
  await sold(shop.chloe, [PAIN], [cash(120)]);
  const before = await shop.rows("SELECT id, mode, montant, rendu FROM paiements ORDER BY id");
  const answer = ok(await correct(shop.chloe, lamp.vente_id, CASH_TO_CARD));
  assert.deepEqual(answer, {
    vente_id: lamp.vente_id,
    numero: lamp.numero,
    corrections: [{ de: "especes", vers: "carte", montant: 2000, le: answer.corrections[0].le }],
  });
  const after = await shop.rows("SELECT id, mode, montant, rendu FROM paiements ORDER BY id");
  assert.deepEqual(after.slice(0, before.length), before);
  const x = ok(await xReport(shop.owner));
  assert.deepEqual(byMode(x.paiements), { especes: [1, 120], carte: [1, 2000] });
  assert.deepEqual([x.especes_attendues, x.corrections], [10_120, [{ de: "especes", vers: "carte", nombre: 1, total: 2000 }]]);
  const copy = ok(await duplicate(shop.chloe, { id: lamp.vente_id }));
  assert.deepEqual([copy.paiements[0].mode, copy.corrections], ["especes", answer.corrections]);
  const closed = ok(await closeTill(shop.chloe, 10_120));
  assert.equal(closed.ecart, 0);
  const z = ok(await close(shop.owner, "jour", shop.jour()));
  assert.deepEqual(byMode(z.paiements), { especes: [1, 120], carte: [1, 2000] });
  assert.deepEqual(z.corrections, [{ de: "especes", vers: "carte", nombre: 1, total: 2000 }]);
  const [record] = await shop.rows("SELECT serie, contenu FROM journal_fiscal WHERE genre = 'correction_paiement'");
  assert.partialDeepStrictEqual(JSON.parse(record.contenu), {
    vente_id: lamp.vente_id,
    numero: lamp.numero,
    de: "especes",
    vers: "carte",
    montant: 2000,
    motif: "carte tapée en espèces",
    par: "chloe",
    apres_comptage: false,
  });
  await assertSound(shop);
  await shop.aside((db) => db.exec("DROP TRIGGER corrections_paiement_changent; UPDATE corrections_paiement SET montant = 1999"));
  const { fiscal } = ok(await answerOf(await shop.owner.get("/api/journal/verify")));
  assert.match(fiscal.problem, /corrections_paiement/);
});

Deno.test("a part is corrected, not more than was paid by that means; vouchers and accounts are not, and nothing changes twice", async () => {
  await using shop = await Shop.open(["chloe"]);
  ok(await openTill(shop.chloe));
  const { vente_id } = await sold(shop.chloe, [LAMPE], [card(1500), cash(1000)]);
  ok(await correct(shop.chloe, vente_id, { de: "carte", vers: "cheque", montant: 400 }));
  for (
    const body of [{ ...CASH_TO_CARD, montant: 501 }, { de: "carte", vers: "cheque", montant: 1101 }, {
      de: "virement",
      vers: "carte",
    }, { de: "carte", vers: "carte" }]
  ) {
    const { detail } = refused(await correct(shop.chloe, vente_id, body), 409, "correction_refused");
    assert.match(detail, /n'a pas été payé autant/);
  }
  for (
    const body of [{ de: "avoir", vers: "carte" }, { de: "carte", vers: "compte" }, { ...CASH_TO_CARD, montant: 0 }, {
      ...CASH_TO_CARD,
      motif: " ",
    }]
  ) {
    refused(await correct(shop.chloe, vente_id, body), 400, "invalid_body");
  }
  const key = uuidv7();
  const once = () => command(shop.chloe, `/api/ventes/${vente_id}/corriger-paiement`, { ...CASH_TO_CARD, motif: "x" }, key);
  assert.deepEqual(ok(await once()), ok(await once()));
  const x = ok(await xReport(shop.owner));
  // Cents of both cards, one of them corrected from cash.
  assert.deepEqual(byMode(x.paiements), { carte: [2, 1600], cheque: [1, 400] });
  const sale = await draft(shop.chloe, [PAIN]);
  refused(await correct(shop.chloe, sale.id, CASH_TO_CARD), 409, "invalid_state");
});

Deno.test("who took the money corrects it until the till is counted, then the owner on that day; nobody when the day is closed or over", async () => {
  await using shop = await Shop.open(["chloe", "marc"]);
  ok(await openTill(shop.chloe));
  ok(await openTill(shop.marc, 0, "C2"));
  const { vente_id } = await sold(shop.chloe, [LAMPE], [cash(2000)]);
  refused(await correct(shop.marc, vente_id, CASH_TO_CARD), 409, "correction_refused");
  // The card was charged: twenty euros are missing at the count.
  assert.equal(ok(await closeTill(shop.chloe, 0)).ecart, -2000);
  assert.match(refused(await correct(shop.chloe, vente_id, CASH_TO_CARD), 409, "correction_refused").detail, /avant de compter/);
  const dear = await sold(shop.marc, [{ produit: LAMPE, quantite: 51_000 }], [cash(100_000), card(2_000)]);
  const intoCash = { de: "carte", vers: "especes", montant: 1 };
  assert.match(
    refused(await correct(shop.marc, dear.vente_id, intoCash), 409, "correction_refused").detail,
    /seul le propriétaire/,
  );
  ok(await correct(shop.owner, dear.vente_id, intoCash));
  ok(await correct(shop.owner, dear.vente_id, { ...intoCash, de: "especes", vers: "carte" }));
  ok(await correct(shop.owner, vente_id, CASH_TO_CARD));
  ok(await closeTill(shop.marc, 100_000, "C2"));
  const z = ok(await close(shop.owner, "jour", shop.jour()));
  assert.deepEqual(byMode(z.paiements)["carte"][1], 4000);
  // The count stays as it was signed; the day's variance is that of the right means.
  assert.deepEqual(z.ecarts, [{ caisse: "C1", ecart: 0, sessions: 1 }, { caisse: "C2", ecart: 0, sessions: 1 }]);
  assert.deepEqual(await shop.rows("SELECT ecart FROM sessions_caisse WHERE caisse = 'C1'"), [{ ecart: -2000 }]);
  const { detail } = refused(await correct(shop.owner, vente_id, { de: "carte", vers: "cheque" }), 409, "correction_refused");
  assert.match(detail, /avant la clôture/);
  refused(await shop.owner.query("update", "UPDATE corrections_paiement SET montant = 1"), 403, "forbidden");
  refused(await shop.chloe.query("select", "SELECT * FROM corrections_paiement"), 400, "sql_error");
  await assertSound(shop);
});

Deno.test("what was given back by the wrong means is corrected too, and the refunds of a corrected ticket go by the right one", async () => {
  await using shop = await Shop.open(["chloe"]);
  ok(await openTill(shop.chloe, 5000));
  const { vente_id } = await sold(shop.chloe, [CAFE, CAFE], [cash(1000)]);
  ok(await correct(shop.chloe, vente_id, CASH_TO_CARD));
  const left = ok(await answerOf(await shop.chloe.get(`/api/ventes/${vente_id}/remboursable`)));
  assert.deepEqual(left.moyens.map(({ mode, reste }: { mode: string; reste: number }) => [mode, reste]), [["carte", 1000]]);
  const [line] = await shop.rows("SELECT id FROM lignes_vente WHERE vente_id = ? ORDER BY position LIMIT 1", [vente_id]);
  const back = ok(
    await refund(shop.chloe, { id: vente_id }, { [line.id]: 1000 }, [cash(500)]),
  );
  ok(await correct(shop.chloe, back.vente_id, CASH_TO_CARD));
  const x = ok(await xReport(shop.owner));
  assert.deepEqual([byMode(x.paiements), x.especes_attendues], [{ carte: [2, 500] }, 5000]);
  await assertSound(shop);
});

Deno.test("random days of sales, refunds and corrections: tickets, X, count, closing and dashboard agree to the cent", async () => {
  await using shop = await Shop.open(["chloe"], { zone: "Europe/Paris" });
  ok(await openTill(shop.chloe, 10_000));
  const dice = new Dice(20_261_128);
  const modes = ["especes", "carte", "cheque", "virement", "autre"];
  const net = new Map<string, number>();
  const add = (mode: string, cents: number) => net.set(mode, (net.get(mode) ?? 0) + cents);
  for (let n = 0; n < 40; n++) {
    const mode = dice.pick(modes);
    const { vente_id } = await sold(shop.chloe, [LAMPE], [{ mode, montant: 2000 }]);
    add(mode, 2000);
    for (let corrections = dice.below(3); corrections > 0; corrections--) {
      const of = (await shop.rows(
        "SELECT mode, sum(montant - rendu) AS left FROM paiements WHERE vente_id = ? GROUP BY mode HAVING left > 0",
        [vente_id],
      ))[0]!;
      const vers = dice.pick(modes.filter((one) => one !== of.mode));
      const montant = 1 + dice.below(of.left);
      ok(await correct(shop.chloe, vente_id, { de: of.mode, vers, montant }));
      add(of.mode, -montant);
      add(vers, montant);
    }
  }
  const wanted = Object.fromEntries([...net].filter(([, cents]) => cents !== 0).sort());
  // deno-lint-ignore no-explicit-any -- as they are answered
  const sums = (rows: any[]) =>
    Object.fromEntries(rows.filter(({ total }) => total !== 0).map(({ mode, total }) => [mode, total]).sort());
  const x = ok(await xReport(shop.owner));
  assert.deepEqual(sums(x.paiements), wanted);
  assert.equal(x.especes_attendues, 10_000 + (net.get("especes") ?? 0));
  ok(await closeTill(shop.chloe, x.especes_attendues));
  const z = ok(await close(shop.owner, "jour", shop.jour()));
  assert.deepEqual(sums(z.paiements), wanted);
  assert.equal(z.total_ttc, 80_000);
  assert.equal(Object.values(wanted).reduce((sum, cents) => sum + cents, 0), 80_000);
  // deno-lint-ignore no-explicit-any -- rows of the database
  const kept = shop.inspect((db) => db.prepare("SELECT mode, montant AS total FROM _ventes_modes").all() as any[]);
  assert.deepEqual(sums(kept), wanted);
  await assertSound(shop);
});
