/** Customer accounts: sold now and paid later, never above the ceiling, whoever sells; what is owed is what tickets left to pay less what was settled. */
import assert from "node:assert/strict";
import { strFromU8, unzipSync } from "fflate";
import { accountsOf, onAccount, ticketOf } from "../support/customer_accounts.ts";
import { answerOf } from "../support/server.ts";
import {
  CAFE,
  card,
  cash,
  close,
  closeTill,
  command,
  LAMPE,
  ok,
  openTill,
  PAIN,
  pay,
  refund,
  refused,
  Shop,
  xReport,
} from "../support/shop.ts";

let shop: Shop;
Deno.test.beforeAll(async () => {
  shop = await Shop.open(["nora", "chloe", "marc"]);
  ok(await openTill(shop.chloe, 50_000));
  ok(await openTill(shop.marc, 50_000, "C2"));
});
Deno.test.afterAll(() => shop[Symbol.asyncDispose]());

const { ceiling, customer, owed, settle, statement } = accountsOf(() => shop);
const verified = async () => ok(await answerOf(await shop.owner.get("/api/journal/verify")));

Deno.test("a ticket goes on its customer's account up to the ceiling, the rest by other means; the receipt says what is owed, and names nobody", async () => {
  const id = await customer();
  const none = await pay(shop.chloe, await ticketOf(shop.chloe, [LAMPE], null), [onAccount(2_000)]);
  refused(none, 409, "payment_implausible");
  const lamp = await ticketOf(shop.chloe, [LAMPE], id);
  const without = refused(await pay(shop.chloe, lamp, [onAccount(2_000)]), 409, "account_exceeded");
  assert.match(without.detail, /n'a pas de compte/);
  assert.deepEqual(ok(await ceiling(id, 3_000)), { client_id: id, plafond: 3_000, solde: 0 });
  const receipt = ok(await pay(shop.chloe, lamp, [cash(500), onAccount(1_500)]));
  assert.deepEqual([receipt.total_tva, receipt.paiements[1]], [333, {
    mode: "compte",
    montant: 1_500,
    rendu: 0,
    client_id: id,
    solde_compte: 1_500,
  }]);
  assert.ok(!JSON.stringify(receipt).includes("Client 1"), "what is signed for ever bears no name");

  const more = await ticketOf(shop.marc, [LAMPE], id);
  const above = refused(await pay(shop.marc, more, [onAccount(2_000)]), 409, "account_exceeded");
  assert.deepEqual([above.plafond, above.solde, above.disponible], [3_000, 1_500, 1_500]);
  assert.match(above.detail, /30,00\s€.*15,00\s€.*reste 15,00\s€/);
  refused(await pay(shop.marc, more, [onAccount(1_000), onAccount(1_000)]), 409, "account_exceeded");
  ok(await pay(shop.marc, more, [onAccount(1_500), card(500)]));
  ok(await ceiling(id, 100));
  refused(await pay(shop.chloe, await ticketOf(shop.chloe, [PAIN], id), [onAccount(120)]), 409, "account_exceeded");
  assert.equal(await owed(id), 3_000, "a lower ceiling leaves what is owed");
});

Deno.test("what comes back of goods that are still to pay goes back to the account first, what was settled does not", async () => {
  const id = await customer(10_000);
  const sale = await ticketOf(shop.chloe, [LAMPE, CAFE], id);
  ok(await pay(shop.chloe, sale, [onAccount(2_500)]));
  ok(await settle(id, 1_500));
  const [lamp, coffee] = sale.lignes as [string, string];
  const { moyens } = ok(await answerOf(await shop.chloe.get(`/api/ventes/${sale.id}/remboursable`)));
  assert.deepEqual(moyens, [{ mode: "compte", reste: 1_000 }]);
  const cashed = refused(await refund(shop.chloe, sale, { [lamp]: 1_000 }, [cash(2_000)]), 409, "payment_implausible");
  assert.equal(cashed.compte, 1_000);
  refused(await refund(shop.chloe, sale, { [lamp]: 1_000 }, [onAccount(2_000)]), 409, "account_overpaid");
  ok(await refund(shop.chloe, sale, { [lamp]: 1_000 }, [onAccount(1_000), cash(1_000)]));
  assert.equal(await owed(id), 0);
  ok(await refund(shop.chloe, sale, { [coffee]: 1_000 }, [cash(500)]));

  const other = await ticketOf(shop.chloe, [LAMPE], id);
  ok(await pay(shop.chloe, other, [onAccount(2_000)]));
  const retours = [{ id: crypto.randomUUID(), vente_id: other.id, ligne_id: other.lignes[0]!, quantite: 1_000 }];
  const exchange = async (client: number | null, paiements: unknown[]) => {
    const bread = await ticketOf(shop.chloe, [PAIN], client);
    const version = ok(await shop.chloe.query("select", "SELECT version FROM ventes WHERE id = ?", [bread.id])).rows[0].version;
    return await command(shop.chloe, `/api/ventes/${bread.id}/encaisser`, { version, paiements, retours });
  };
  refused(await exchange(null, [cash(1_880)]), 409, "payment_implausible");
  refused(await exchange(id, [cash(1_880)]), 409, "payment_implausible");
  ok(await exchange(id, [onAccount(1_880)]));
  assert.equal(await owed(id), 120, "the bread");
});

Deno.test("two tills at the same moment do not pass the ceiling together, nor take what is owed twice", async () => {
  for (let round = 0; round < 10; round++) {
    const id = await customer(2_000);
    const sales = await Promise.all([shop.chloe, shop.marc].map((person) => ticketOf(person, [LAMPE], id)));
    const answers = await Promise.all([
      pay(shop.chloe, sales[0]!, [onAccount(2_000)]),
      pay(shop.marc, sales[1]!, [onAccount(2_000)]),
    ]);
    assert.deepEqual(
      answers.map(({ status }) => status).sort(),
      [200, 409],
      JSON.stringify(answers.map(({ body }) => body?.code)),
    );
    assert.equal(refused(answers.find(({ status }) => status === 409)!, 409, "account_exceeded").disponible, 0);
    const money = await Promise.all([settle(id, 2_000), settle(id, 2_000, "carte", shop.marc)]);
    assert.deepEqual(money.map(({ status }) => status).sort(), [200, 409]);
    assert.equal(await owed(id), 0);
  }
});

Deno.test("tills read what is owed and write none of it; a seller sees no account", async () => {
  const id = await customer(1_000);
  const [row] = ok(await shop.chloe.query("select", "SELECT * FROM comptes_clients WHERE client_id = ?", [id])).rows;
  assert.deepEqual(row, { client_id: id, plafond: 1_000, solde: 0, solde_formation: 0 });
  refused(await shop.chloe.query("update", "UPDATE comptes_clients SET plafond = 9"), 403, "forbidden");
  refused(await shop.owner.query("update", "UPDATE comptes_clients SET plafond = 9"), 403, "forbidden");
  refused(await shop.chloe.query("select", "SELECT * FROM mouvements_compte"), 400, "sql_error");
  refused(await shop.nora.query("select", "SELECT * FROM comptes_clients"), 400, "sql_error");
  refused(await command(shop.chloe, `/api/clients/${id}/plafond`, { plafond: 9 }), 403, "forbidden");
  refused(await settle(id, 1, "carte", shop.nora), 403, "forbidden");
  const { records } = ok(await answerOf(await shop.owner.get("/api/journal?kind=plafond_compte")));
  assert.deepEqual(records[0].detail, { client_id: id, avant: 0, plafond: 1_000 });
});

Deno.test("who owes something is not erased; two who are one owe what both owed", async () => {
  const [a, b] = [await customer(3_000), await customer()];
  ok(await pay(shop.chloe, await ticketOf(shop.chloe, [LAMPE], a), [onAccount(2_000)]));
  const owing = refused(await command(shop.owner, `/api/clients/${a}/effacer`), 409, "constraint_violation");
  assert.equal(owing.constraint, "rule:account_owing");
  ok(await settle(a, 500));
  ok(await command(shop.owner, `/api/clients/${a}/fusionner`, { dans: b }));
  assert.deepEqual([await owed(a), await owed(b), (await statement(b)).plafond], [0, 1_500, 3_000]);
  ok(await settle(b, 1_500));
  ok(await command(shop.owner, `/api/clients/${b}/effacer`));
  assert.equal((await verified()).fiscal.ok, true);
});

Deno.test("an account of training is worth nothing outside it", async () => {
  const id = await customer(2_000);
  const [{ id: marc }] = await shop.rows(
    "SELECT caissier_id AS id FROM sessions_caisse WHERE caisse = 'C2' AND fermee_le IS NULL",
  );
  ok(await closeTill(shop.marc, ok(await xReport(shop.owner, "C2")).especes_attendues, "C2"));
  ok(await command(shop.owner, `/api/equipe/${marc}/formation`, { formation: true }));
  ok(await openTill(shop.marc, 0, "C2"));
  ok(await pay(shop.marc, await ticketOf(shop.marc, [LAMPE], id), [onAccount(2_000)]));
  refused(await settle(id, 1), 409, "account_overpaid");
  assert.equal(ok(await settle(id, 500, "especes", shop.marc)).formation, true);
  assert.deepEqual([await owed(id), (await statement(id)).mouvements], [0, []]);
  ok(await closeTill(shop.marc, 500, "C2"));
  ok(await command(shop.owner, `/api/equipe/${marc}/formation`, { formation: false }));
});

Deno.test("the Z says what was left to pay, what was settled and what is owed; the archive holds each settlement; what was signed is verified", async () => {
  const id = await customer(2_000);
  ok(await pay(shop.chloe, await ticketOf(shop.chloe, [LAMPE], id), [onAccount(2_000)]));
  ok(await settle(id, 700));
  const { especes_attendues } = ok(await xReport(shop.owner));
  ok(await closeTill(shop.chloe, especes_attendues));
  const z = ok(await close(shop.owner, "jour", shop.jour()));
  const granted = z.paiements.find(({ mode }: { mode: string }) => mode === "compte").total;
  const settled = z.comptes.regle.reduce((sum: number, { total }: { total: number }) => sum + total, 0);
  assert.equal(z.comptes.accorde, granted);
  assert.equal(z.comptes.solde, granted - settled);
  const [{ solde }] = await shop.rows("SELECT sum(solde) AS solde FROM comptes_clients");
  assert.equal(z.comptes.solde, solde);
  ok(await openTill(shop.chloe, especes_attendues));
  ok(await settle(id, 300));
  const due = ok(await answerOf(await shop.owner.get("/api/clotures/attente"))).jours;
  assert.deepEqual(
    due.map(({ complement }: { complement: boolean }) => complement),
    [true],
    "a settlement alone is business of the day",
  );
  ok(await closeTill(shop.chloe, especes_attendues));
  const rest = ok(await close(shop.owner, "jour", shop.jour()));
  assert.deepEqual(rest.comptes, { accorde: 0, regle: [{ mode: "carte", nombre: 1, total: 300 }], solde: solde - 300 });

  const { ecritures } = ok(await answerOf(await shop.owner.get(`/api/ecritures/${shop.jour()}`)));
  const clients = ecritures.flatMap(({ lignes }: { lignes: { compte: string; debit: number; credit: number }[] }) => lignes)
    .filter(({ compte }: { compte: string }) => compte === "411000");
  const balance = clients.reduce((sum: number, one: { debit: number; credit: number }) => sum + one.debit - one.credit, 0);
  assert.equal(balance, solde - 300, "the accountant's books know what is owed");
  const archive = unzipSync(new Uint8Array(await (await shop.owner.get(`/api/archives/${shop.jour()}`)).arrayBuffer()));
  const rows = strFromU8(archive["reglements.csv"]!).trim().split("\r\n").slice(1);
  const [{ n }] = await shop.rows("SELECT count(*) AS n FROM mouvements_compte WHERE mode IS NOT NULL AND formation = 0");
  assert.equal(rows.length, n);
  assert.equal((await verified()).fiscal.ok, true);
  await shop.aside((db) => {
    for (const change of ["UPDATE mouvements_compte SET montant = -1", "DELETE FROM mouvements_compte"]) {
      assert.throws(() => db.exec(change), /account_kept/, change);
    }
    assert.throws(() => db.exec("UPDATE comptes_clients SET solde = solde + 1"), /account_kept/);
    db.exec("DROP TRIGGER mouvements_compte_changent");
    db.exec("DROP TRIGGER comptes_clients_changent");
    db.exec(
      "UPDATE mouvements_compte SET montant = montant - 1 WHERE genre = 'reglement' AND id = (SELECT max(id) FROM mouvements_compte)",
    );
    db.exec(
      "UPDATE comptes_clients SET solde = (SELECT sum(montant) FROM mouvements_compte m WHERE m.client_id = comptes_clients.client_id AND formation = 0) WHERE solde > 0",
    );
  });
  const wrong = await verified();
  assert.deepEqual([wrong.fiscal.ok, wrong.fiscal.problem], [
    false,
    "the table `mouvements_compte` does not say what was signed",
  ]);
});
