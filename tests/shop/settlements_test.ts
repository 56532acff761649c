/** Settlements of customer accounts: no sale, never more than is owed, with a receipt of their own; cash that was none goes back. */
import assert from "node:assert/strict";
import { receiptWords } from "../../shared/receipt/words.ts";
import { settlementArticle } from "../../shared/receipt/settlement_receipt.ts";
import { accountsOf, onAccount, ticketOf } from "../support/customer_accounts.ts";
import { answerOf, type Person } from "../support/server.ts";
import { command, LAMPE, ok, openTill, pay, refused, Shop, xReport } from "../support/shop.ts";

let shop: Shop;
Deno.test.beforeAll(async () => {
  shop = await Shop.open(["nora", "chloe", "marc"]);
  ok(await openTill(shop.chloe, 50_000));
  ok(await openTill(shop.marc, 50_000, "C2"));
});
Deno.test.afterAll(() => shop[Symbol.asyncDispose]());

const { customer, owed, settle, statement } = accountsOf(() => shop);
const verified = async () => ok(await answerOf(await shop.owner.get("/api/journal/verify")));

Deno.test("a settlement is no sale: it is in the drawer, in X and on the statement, no more than is owed, and is cancelled until the count", async () => {
  const id = await customer(5_000);
  ok(await pay(shop.chloe, await ticketOf(shop.chloe, [LAMPE, LAMPE], id), [onAccount(4_000)]));
  const before = ok(await xReport(shop.owner));
  assert.equal(refused(await settle(id, 4_001), 409, "account_overpaid").solde, 4_000);
  refused(await settle(9_999, 1), 404, "not_found");
  for (const body of [{ montant: 0, mode: "carte" }, { montant: 1, mode: "compte" }, { montant: 1, mode: "avoir" }]) {
    refused(await command(shop.chloe, `/api/clients/${id}/reglement`, body), 400, "invalid_body");
  }
  const paper = ok(await settle(id, 1_000, "especes"));
  assert.match(paper.numero, /^R-\d{6}$/);
  assert.deepEqual([paper.solde_avant, paper.montant, paper.solde, paper.caissier], [4_000, 1_000, 3_000, "chloe"]);
  const printed = settlementArticle(paper, "Zoé Martin", receiptWords("fr"), "fr");
  for (const word of ["RÈGLEMENT DE COMPTE", paper.numero, "Zoé Martin", "40,00", "10,00", "30,00", paper.signature]) {
    assert.ok(printed.includes(word), word);
  }
  assert.doesNotMatch(printed, /receipt-vat/, "it is no sale");
  ok(await settle(id, 2_500, "cheque"));
  const wrong = ok(await settle(id, 500, "especes"));
  const undo = (person: Person) => command(person, `/api/reglements/${wrong.id}/annuler`, { motif: "autre client" });
  refused(await undo(shop.marc), 404, "not_found");
  const undone = ok(await undo(shop.chloe));
  assert.deepEqual([undone.annule, undone.montant, undone.solde], [wrong.numero, -500, 500]);
  refused(await undo(shop.chloe), 404, "not_found");

  const after = ok(await xReport(shop.owner));
  assert.equal(after.especes_attendues - before.especes_attendues, 1_000);
  assert.deepEqual([after.paiements, after.tickets], [before.paiements, before.tickets], "no ticket, no turnover");
  const regle = [{ mode: "cheque", nombre: 1, total: 2_500 }, { mode: "especes", nombre: 1, total: 1_000 }];
  assert.deepEqual(after.comptes.regle, regle);
  const blind = ok(await xReport(shop.chloe));
  assert.deepEqual(blind.comptes, { regle }, "and no word on what else was paid by");
  const { report, mouvements } = await statement(id);
  assert.deepEqual([report, mouvements.map((row: Record<string, unknown>) => [row["genre"], row["montant"], row["solde"]])], [0, [
    ["achat", 4_000, 4_000],
    ["reglement", -1_000, 3_000],
    ["reglement", -2_500, 500],
    ["reglement", -500, 0],
    ["annulation", 500, 500],
  ]]);
});

Deno.test("a settlement's receipt is copied: DUPLICATA and its number, what was signed and nothing else, whoever asks; each copy is recorded", async () => {
  const id = await customer(5_000);
  ok(await pay(shop.chloe, await ticketOf(shop.chloe, [LAMPE], id), [onAccount(2_000)]));
  const { id: first, ...receipt } = ok(await settle(id, 500));
  const { signature: original, ...kept } = receipt;
  const second = ok(await settle(id, 700, "especes"));
  const undone = ok(await command(shop.chloe, `/api/reglements/${second.id}/annuler`, { motif: "autre client" }));
  const copy = (person: Person, one: unknown) => command(person, `/api/reglements/${one}/duplicata`);

  const { id: same, duplicata, duplicata_le, signature, ...signed } = ok(await copy(shop.marc, first));
  assert.deepEqual([same, duplicata, duplicata_le > receipt.date], [first, 1, true]);
  assert.deepEqual(signed, kept);
  assert.notEqual(signature, original, "of the record that tells of the copy");
  const again = ok(await copy(shop.owner, first));
  assert.equal(again.duplicata, 2);
  const printed = settlementArticle(again, "Zoé Martin", receiptWords("fr"), "fr");
  for (const word of ["DUPLICATA 2", receipt.numero, "Zoé Martin", again.signature]) assert.ok(printed.includes(word), word);
  assert.doesNotMatch(settlementArticle(ok(await settle(id, 100)), "Zoé Martin", receiptWords("fr"), "fr"), /DUPLICATA/);
  assert.equal(ok(await copy(shop.chloe, undone.id)).annule, second.numero, "a cancellation's too");
  const key = crypto.randomUUID();
  const twice = () => command(shop.chloe, `/api/reglements/${second.id}/duplicata`, {}, key);
  assert.deepEqual(ok(await twice()), ok(await twice()), "a request that is sent again makes no further copy");

  const copies = await shop.rows(
    "SELECT serie, contenu FROM journal_fiscal WHERE genre = 'duplicata' AND contenu ->> 'reglement' = ? ORDER BY seq",
    [receipt.numero],
  );
  assert.deepEqual(copies.map(({ serie, contenu }) => [serie, JSON.parse(contenu).duplicata, JSON.parse(contenu).par]), [
    ["duplicatas:C1", 1, "marc"],
    ["duplicatas:C1", 2, "patron"],
  ]);
  assert.equal((await verified()).fiscal.ok, true);

  // By what means it came in is in a drawer that is to be counted blind.
  const list = async (person: Person, of: unknown) => await answerOf(await person.get(`/api/clients/${of}/reglements`));
  assert.deepEqual(
    ok(await list(shop.marc, id)).reglements.map((row: Record<string, unknown>) => [row["numero"], row["genre"], row["montant"]])
      .slice(1),
    [[undone.numero, "annulation", -700], [second.numero, "reglement", 700], [receipt.numero, "reglement", 500]],
  );
  assert.ok(ok(await list(shop.marc, id)).reglements.every((row: object) => !("mode" in row)));
  refused(await list(shop.nora, id), 403, "forbidden");
  refused(await copy(shop.nora, first), 403, "forbidden");
  const [{ purchase }] = await shop.rows("SELECT min(id) AS purchase FROM mouvements_compte WHERE client_id = ?", [id]);
  for (const none of [purchase, 0, 99_999_999, "abc", "1e3", "9".repeat(400)]) {
    refused(await copy(shop.chloe, none), 404, "not_found");
  }
  for (const none of [99_999_999, "abc"]) refused(await list(shop.chloe, none), 404, "not_found");
});

Deno.test("cash of a settlement that was none goes back while the drawer holds it, else by the owner's word; who guesses that waits", async () => {
  const id = await customer(50_000);
  ok(await pay(shop.marc, await ticketOf(shop.marc, [LAMPE], id), [onAccount(2_000)]));
  const wrong = ok(await settle(id, 2_000, "especes", shop.marc));
  const { especes_attendues } = ok(await xReport(shop.owner, "C2"));
  const move = (sens: string) =>
    command(shop.owner, "/api/caisses/C2/mouvement", { genre: "banque", sens, montant: especes_attendues - 1, motif: "banque" });
  ok(await move("sortie"));
  using elsewhere = shop.server.at("127.0.0.78");
  elsewhere.token = shop.marc.token;
  const undo = (accord?: string) =>
    command(elsewhere, `/api/reglements/${wrong.id}/annuler`, {
      motif: "autre client",
      ...accord === undefined ? {} : { accord },
    });
  refused(await undo(), 403, "owner_wanted");
  assert.equal(await owed(id), 0, "nothing is half done");
  const right = ok(await command(shop.owner, "/api/accords")).code as string;
  const other = right === "000000" ? "000001" : "000000";
  for (let n = 0; n < 5; n++) refused(await undo(other), 403, "approval_invalid");
  refused(await undo(right), 429, "too_many_attempts");
  ok(await command(shop.marc, `/api/reglements/${wrong.id}/annuler`, { motif: "autre client", accord: right }));
  assert.equal(await owed(id), 2_000);
  ok(await move("entree"));
  ok(await settle(id, 2_000, "carte", shop.marc));
});

Deno.test("above the shop's limit of cash a settlement wants the owner's word", async () => {
  const id = await customer(50_000);
  ok(await pay(shop.chloe, await ticketOf(shop.chloe, [LAMPE], id), [onAccount(2_000)]));
  ok(await shop.owner.query("update", "UPDATE boutique SET especes_max = 1000"));
  refused(await settle(id, 1_001, "especes"), 403, "owner_wanted");
  ok(await settle(id, 1_000, "especes"));
  const { code } = ok(await command(shop.owner, "/api/accords"));
  const body = { montant: 1_000, mode: "especes", accord: code };
  ok(await shop.owner.query("update", "UPDATE boutique SET especes_max = 500"));
  ok(await command(shop.chloe, `/api/clients/${id}/reglement`, body));
  ok(await shop.owner.query("update", "UPDATE boutique SET especes_max = 100000"));
});
