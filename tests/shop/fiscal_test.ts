/** The signed fiscal journal, checked from outside: with the key file, the documented text, and nothing of the program's own. */
import assert from "node:assert/strict";
import { CHECKOUT } from "../support/server.ts";
import type { StoredRecord } from "../../shared/fiscal_record.ts";
import {
  CAFE,
  cancel,
  card,
  cash,
  close,
  closeTill,
  draft,
  duplicate,
  LAMPE,
  ok,
  openTill,
  PAIN,
  pay,
  refund,
  refused,
  sent,
  Shop,
  sold,
} from "../support/shop.ts";
import { assertSigned, contents, records } from "../support/signed_journal.ts";

/** `comptoir journal verify` on the folder: its exit code and words. */
async function verify(shop: Shop): Promise<{ code: number; text: string }> {
  const [program, ...args] = CHECKOUT;
  const { code, stdout, stderr } = await new Deno.Command(program, {
    args: [...args, "journal", "verify", "--data", shop.server.dir],
  })
    .output();
  return { code, text: new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr) };
}

Deno.test("every record is signed over the documented text and chained within its series; closings carry all heads", async () => {
  await using shop = await Shop.open(["nora", "chloe", "marc"]);
  const { nora, chloe, marc, owner } = shop;
  ok(await openTill(chloe, 1_000));
  ok(await openTill(marc, 0, "C2"));
  const lamp = await draft(chloe, [LAMPE]);
  ok(await pay(chloe, lamp, [cash(5_000)]));
  await sold(marc, [PAIN, CAFE], [card(620)]);
  ok(await refund(chloe, lamp, { [lamp.lignes[0]!]: 1_000 }, [cash(2_000)]));
  ok(await duplicate(chloe, lamp));
  ok(await cancel(nora, await sent(nora, [PAIN]), { motif: "parti" }));
  ok(await closeTill(chloe, 1_000));
  ok(await closeTill(marc, 0, "C2"));
  const before = await assertSigned(shop);
  const z = ok(await close(owner, "jour", shop.jour()));
  const after = await assertSigned(shop);
  assert.deepEqual([...after.keys()].sort(), ["clotures:jour", "duplicatas:C1", "evenements", "tickets:C1", "tickets:C2"]);
  assert.deepEqual([after.get("tickets:C1")!.seq, after.get("tickets:C2")!.seq], [2, 1], "sales and refunds are one series");
  const heads = [...before.values()].map(({ serie, seq, signature }) => ({ serie, seq, signature }));
  assert.deepEqual(z.tetes, heads.sort((a, b) => a.serie < b.serie ? -1 : 1));
  assert.equal(z.cle_id, after.get("tickets:C1")!.cle_id, "the key's fingerprint stands on the Z");
  const stored = JSON.parse(after.get("clotures:jour")!.contenu);
  assert.deepEqual([stored.tetes, stored.total_ttc, stored.perpetuel], [z.tetes, 620, 620]);
  const [ticket] = await contents(shop, "tickets:C1");
  assert.deepEqual([ticket.numero, ticket.vendeur, ticket.caissier, ticket.caisse], ["C1-000001", "chloe", "chloe", "C1"]);
  assert.deepEqual(ticket.paiements, [{ mode: "especes", montant: 5_000, rendu: 3_000 }]);
  assert.deepEqual(ticket.taux, [{ taux: 2000, ttc: 2_000, ht: 1_667, tva: 333 }]);
  const mode = Deno.statSync(`${shop.server.dir}/fiscal.key`).mode! & 0o777;
  if (Deno.build.os !== "windows") assert.equal(mode, 0o600, "the key is its owner's alone");
  assert.equal((await verify(shop)).code, 0);
});

Deno.test("copies are numbered and recorded; renaming products and customers changes nothing that was signed", async () => {
  await using shop = await Shop.open(["nora", "chloe"]);
  const { nora, chloe, owner } = shop;
  ok(await owner.query("insert", "INSERT INTO clients (id, nom) VALUES (1, 'Zoé Martin'), (2, 'Zoe Martin')"));
  ok(await openTill(chloe));
  const sale = await draft(chloe, [LAMPE]);
  ok(await chloe.query("update", "UPDATE ventes SET client_id = 2 WHERE id = ?", [sale.id]));
  refused(await duplicate(chloe, sale), 409, "invalid_state");
  const receipt = ok(await pay(chloe, sale, [card(2_000)]));
  const other = await draft(chloe, [PAIN]);
  ok(await pay(chloe, other, [cash(120)]));
  const before = await records(shop);

  ok(await owner.query("update", `UPDATE produits SET libelle = 'Lanterne', prix_ttc = 9900, tva = 550 WHERE id = ${LAMPE}`));
  ok(await owner.query("update", "UPDATE clients SET nom = 'Zoé Martin' WHERE id = 2"));
  ok(await owner.query("update", "UPDATE equipe SET nom = 'Chloé B.' WHERE nom = 'chloe'"));
  ok(await owner.query("update", "UPDATE boutique SET nom = 'Autre nom'"));
  const after = await records(shop);
  const same = (row: StoredRecord) => before.some(({ serie, seq }) => serie === row.serie && seq === row.seq);
  assert.deepEqual(after.filter(same), before);
  assert.deepEqual(after.filter((row) => !same(row)).map(({ genre }) => genre), ["reglages"], "the shop's new name is an event");
  assert.deepEqual(ok(await pay(chloe, sale, [card(2_000)])), { ...receipt, deja_encaisse: true }, "the receipt as it was");

  refused(await duplicate(nora, sale), 403, "forbidden");
  const key = crypto.randomUUID();
  const copies = [await duplicate(chloe, sale, {}, key), await duplicate(chloe, other), await duplicate(owner, sale)].map(ok);
  assert.deepEqual(ok(await duplicate(chloe, sale, {}, key)), copies[0], "sent again, it is the same copy");
  assert.deepEqual(copies.map(({ duplicata }) => duplicata), [1, 1, 2]);
  for (const field of ["numero", "date", "lignes", "taux", "paiements", "total_ttc", "boutique", "caissier"]) {
    assert.deepEqual(copies[0][field], receipt[field], field);
  }
  const signed = await contents(shop, "duplicatas:C1");
  assert.deepEqual(signed.map(({ numero, duplicata, par }) => [numero, duplicata, par]), [
    ["C1-000001", 1, "chloe"],
    ["C1-000002", 1, "chloe"],
    ["C1-000001", 2, "patron"],
  ]);
  await assertSigned(shop);
  assert.equal((await verify(shop)).code, 0);
});

Deno.test("a clock that goes backwards is told, stops nobody and reorders nothing", async () => {
  await using shop = await Shop.open(["chloe"], { at: "2026-03-10T11:00:00.000Z" });
  ok(await openTill(shop.chloe));
  await sold(shop.chloe, [PAIN], [cash(120)]);
  shop.server.clock.put("2026-03-10T10:00:00.000Z");
  ok(await closeTill(shop.chloe, 120));
  ok(await openTill(shop.chloe));
  assert.equal((await sold(shop.chloe, [PAIN], [cash(120)])).numero, "C1-000002");
  await sold(shop.chloe, [PAIN], [cash(120)]);
  const after = await assertSigned(shop);
  assert.equal(after.get("tickets:C1")!.seq, 3);
  assert.match(after.get("tickets:C1")!.horodatage, /T10:/);
  const [told, ...more] = (await contents(shop, "evenements")).filter(({ avant }) => avant !== undefined);
  assert.deepEqual(more, []);
  assert.match(told.avant, /T11:/);
});

Deno.test("erasing a customer breaks no chain and leaves none of the words in the database file", async () => {
  await using shop = await Shop.open(["nora", "chloe"]);
  const { nora, chloe, owner } = shop;
  const words = ["Quetzalcoatl", "0611223344", "quetzal@exemple.fr", "impasse des Ajoncs", "allergique aux noix"];
  const [nom, telephone, email, adresse, note] = words;
  const into = "INSERT INTO clients (id, nom, telephone, email, adresse, note) VALUES (7, ?, ?, ?, ?, ?)";
  ok(await nora.query("insert", into, words, { "idempotency-key": crypto.randomUUID() }));
  ok(await chloe.query("update", `UPDATE clients SET note = '${note}, et au lait', nom = '${nom} fils' WHERE id = 7`));
  ok(await chloe.query("update", `UPDATE clients SET nom = '${nom}' WHERE nom LIKE '${nom} f%' AND email = '${email}'`));
  ok(await openTill(chloe));
  const sale = await draft(chloe, [PAIN]);
  ok(await chloe.query("update", "UPDATE ventes SET client_id = 7 WHERE id = ?", [sale.id]));
  ok(await pay(chloe, sale, [cash(120)]));
  assert.deepEqual(ok(await nora.query("select", "SELECT telephone, adresse FROM clients WHERE id = 7")).rows, [{
    telephone,
    adresse,
  }]);

  const path = "/api/clients/7/effacer";
  const erase = (person: typeof owner, to = path) => person.post(to, {}, { "idempotency-key": crypto.randomUUID() });
  for (const [person, to, status] of [[nora, path, 403], [chloe, path, 403], [owner, "/api/clients/8/effacer", 404]] as const) {
    const answer = await erase(person, to);
    await answer.body?.cancel();
    assert.equal(answer.status, status);
  }
  const erased = await erase(owner);
  await erased.body?.cancel();
  assert.equal(erased.status, 200);
  const [row] = await shop.rows("SELECT * FROM clients WHERE id = 7");
  assert.deepEqual([row.telephone, row.email, row.adresse, row.note], [null, null, null, null]);
  assert.equal((await shop.rows("SELECT client_id FROM ventes WHERE id = ?", [sale.id]))[0].client_id, 7, "the sale stays");
  shop.inspect((db) => {
    const tables = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all() as { name: string }[];
    for (const { name } of tables) {
      const text = JSON.stringify(db.prepare(`SELECT * FROM "${name}"`).all());
      for (const word of words) assert.ok(!text.includes(word), `${name} still says '${word}'`);
    }
    const salts = db.prepare("SELECT count(*) AS n FROM _salts WHERE table_name = 'clients'").get()!;
    assert.equal(salts["n"], 0, "without their salt the hashes say nothing");
  });
  await assertSigned(shop);
  assert.equal((await verify(shop)).code, 0);
  // Not in the pages that became free either, once the log is folded in.
  await shop.aside(() => {
    const bytes = new TextDecoder("latin1").decode(Deno.readFileSync(`${shop.server.dir}/comptoir.db`));
    assert.ok(bytes.includes("Pain"), "the premise: words can be read in the file");
    for (const word of words) assert.ok(!bytes.includes(word), `the file still holds '${word}'`);
  });
});
