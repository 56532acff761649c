/** Customers: two who are one are merged, one who asks is erased; what was signed stays as it was. */
import assert from "node:assert/strict";
import { type Answer, answerOf, type Person, uuidv7 } from "../support/server.ts";
import {
  cancel,
  card,
  cash,
  command,
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
  ticket,
} from "../support/shop.ts";

const merge = (person: Person, id: number | string, dans: unknown, key?: string) =>
  command(person, `/api/clients/${id}/fusionner`, { dans }, key);
const erase = (person: Person, id: number) => command(person, `/api/clients/${id}/effacer`);
const verify = async (shop: Shop) => ok(await answerOf(await shop.owner.get("/api/journal/verify")));
const clientOf = async (shop: Shop, id: number) => (await shop.rows("SELECT * FROM clients WHERE id = ?", [id]))[0];

Deno.test("renaming a product or merging customers raises no alarm, and all tickets of the one are the other's", async () => {
  await using shop = await Shop.open(["nora", "chloe"]);
  const { nora, chloe, owner } = shop;
  const people = [[1, "Zoé Martin", "0611", null], [2, "Zoe Martin", "0622", "zoe@exemple.fr"], [3, "Yves", null, null]] as const;
  for (const person of people) {
    ok(await nora.query("insert", "INSERT INTO clients (id, nom, telephone, email) VALUES (?, ?, ?, ?)", person));
  }
  ok(await openTill(chloe));
  const [paid, other] = [await draft(chloe, [LAMPE]), await draft(chloe, [PAIN])];
  const [waiting, dropped] = [await sent(nora, [PAIN]), await draft(nora, [PAIN])];
  for (const [person, sale, client] of [[chloe, paid, 2], [chloe, other, 3], [nora, dropped, 2]] as const) {
    ok(await person.query("update", "UPDATE ventes SET client_id = ? WHERE id = ?", [client, sale.id]));
  }
  ok(await cancel(nora, dropped, { motif: "non" }));
  const receipt = ok(await pay(chloe, paid, [card(2_000)]));
  ok(await pay(chloe, other, [cash(120)]));
  const avoir = uuidv7();
  ok(await refund(chloe, paid, { [paid.lignes[0]!]: 1_000 }, [card(2_000)], { avoir }));
  const records = () => shop.rows("SELECT * FROM journal_fiscal WHERE serie LIKE 'tickets:%' ORDER BY serie, seq");
  const before = await records();
  const direct = "UPDATE ventes SET client_id = 1 WHERE client_id = 2";
  await shop.aside((db) =>
    assert.throws(() => db.exec(direct), /ne change plus/, "the premise: nothing else moves a paid ticket")
  );

  for (const person of [nora, chloe]) refused(await merge(person, 2, 1), 403, "forbidden");
  const key = crypto.randomUUID();
  const merged = ok(await merge(owner, 2, 1, key));
  assert.deepEqual(merged, { id: 1, fusionne: 2, ventes: 3 });
  assert.deepEqual(ok(await merge(owner, 2, 1, key)), merged, "sent again, it is the same merge");
  for (const [sale, client] of [[paid, 1], [{ id: avoir }, 1], [dropped, 1], [other, 3], [waiting, null]] as const) {
    assert.equal((await ticket(chloe, sale)).client_id, client);
  }
  const [stays, empty] = [await clientOf(shop, 1), await clientOf(shop, 2)];
  assert.deepEqual([stays.nom, stays.telephone, stays.email], ["Zoé Martin", "0611", "zoe@exemple.fr"], "and lacks nothing");
  assert.deepEqual([empty.nom, empty.telephone, empty.email], ["—", null, null]);

  ok(await owner.query("update", `UPDATE produits SET libelle = 'Lanterne', prix_ttc = 9900 WHERE id = ${LAMPE}`));
  assert.deepEqual(await records(), before, "what was signed is as it was");
  assert.equal(ok(await duplicate(chloe, paid)).lignes[0].libelle, "Lampe");
  assert.deepEqual(ok(await pay(chloe, paid, [card(2_000)])), { ...receipt, deja_encaisse: true });
  const verified = await verify(shop);
  assert.deepEqual([verified.ok, verified.fiscal.ok], [true, true], JSON.stringify(verified));
  const { records: told } = ok(await answerOf(await owner.get("/api/journal?kind=clients_fusionnes")));
  assert.deepEqual(told.map(({ detail }: { detail: unknown }) => detail), [{ client_id: 2, dans: 1, ventes: 3 }]);

  for (const [id, dans] of [[2, 3], [1, 2], [3, 3]] as const) refused(await merge(owner, id, dans), 409, "constraint_violation");
  for (const [id, dans] of [[9, 1], [1, 9], ["x", 1]] as const) refused(await merge(owner, id, dans), 404, "not_found");
  refused(await merge(owner, 1, "3"), 400, "invalid_body");
  assert.equal(ok(await merge(owner, 1, 3)).ventes, 3, "and the one who stayed may be another's in turn");
  assert.equal((await ticket(chloe, paid)).client_id, 3);
  assert.equal((await verify(shop)).ok, true);
});

Deno.test("a merge lets a paid ticket's customer change, once and in its own direction, and nothing else of it", async () => {
  await using shop = await Shop.open(["chloe"]);
  const { chloe, owner } = shop;
  ok(await owner.query("insert", "INSERT INTO clients (id, nom) VALUES (1, 'a'), (2, 'b'), (3, 'c')"));
  ok(await openTill(chloe));
  const sale = await draft(chloe, [PAIN]);
  ok(await chloe.query("update", "UPDATE ventes SET client_id = 2 WHERE id = ?", [sale.id]));
  ok(await pay(chloe, sale, [cash(120)]));
  ok(await merge(owner, 2, 1));
  for (const client of ["2", "3", "NULL"]) {
    const change = `UPDATE ventes SET client_id = ${client} WHERE id = '${sale.id}'`;
    for (const person of [chloe, owner]) refused(await person.query("update", change), 403, "forbidden");
  }
  await shop.aside((db) => {
    for (const set of ["client_id = 2", "client_id = 3", "client_id = NULL", "client_id = 1", "client_id = 1, note = 'x'"]) {
      assert.throws(() => db.exec(`UPDATE ventes SET ${set}`), /ne change plus/, set);
    }
    for (const change of ["DELETE FROM clients_fusionnes", "UPDATE clients_fusionnes SET dans_id = 3"]) {
      assert.throws(() => db.exec(change), /ne change pas|ne se supprime pas/, change);
    }
  });
});

const INSERT = "INSERT INTO clients (id, nom, telephone) VALUES (?, ?, ?) RETURNING *";
const keyed = (key: string) => ({ "idempotency-key": key });

Deno.test("an erased customer is gone from kept answers too; a retry still writes nothing", async () => {
  await using shop = await Shop.open(["nora", "chloe"]);
  const { nora, chloe, owner } = shop;
  const words = ["Quetzalcoatl", "0611223344"];
  const keys = Array.from({ length: 7 }, () => crypto.randomUUID());
  const asked: readonly (() => Promise<Answer>)[] = [
    () => nora.query("insert", INSERT, [7, ...words], keyed(keys[0]!)),
    () => chloe.query("update", "UPDATE clients SET note = 'fidèle' WHERE id = 7 RETURNING nom, note", [], keyed(keys[1]!)),
    () =>
      nora.batch([
        {
          type: "insert",
          query: "INSERT INTO ventes (id, client_id) VALUES (?, 7)",
          params: ["0".repeat(8) + "-0000-7000-8000-000000000001"],
        },
        { type: "select", query: "SELECT c.nom || ' ' || telephone AS qui FROM clients c WHERE c.id = 7" },
      ], keyed(keys[2]!)),
    () =>
      chloe.query(
        "insert",
        "INSERT INTO ventes (id) VALUES (?) RETURNING (SELECT upper(nom) FROM clients WHERE id = 7) AS qui",
        ["00000000-0000-7000-8000-000000000002"],
        keyed(keys[3]!),
      ),
    () => nora.query("insert", "INSERT INTO clients (id, nom, telephone) VALUES (8, ?, ?)", words, keyed(keys[4]!)),
    // These are nobody's who is erased.
    () => nora.query("insert", INSERT, [9, "Yves", "0699"], keyed(keys[5]!)),
    () =>
      nora.query(
        "insert",
        "INSERT INTO ventes (id) VALUES (?) RETURNING id",
        ["00000000-0000-7000-8000-000000000003"],
        keyed(keys[6]!),
      ),
  ];
  const first: Answer[] = [];
  for (const ask of asked) first.push(await ask());
  first.forEach(ok);
  for (const at of [0, 1, 2, 3]) {
    assert.match(JSON.stringify(first[at]!.body), /quetzalcoatl/i, "the premise: it was answered");
    assert.deepEqual((await asked[at]!()).body, first[at]!.body, "the premise: and is answered again");
  }
  const reused = await nora.query("insert", INSERT, [10, "x", "y"], keyed(keys[5]!));
  refused(reused, 422, "idempotency_key_reused");

  for (const id of [7, 8]) ok(await erase(owner, id));
  const counts =
    "SELECT (SELECT count(*) FROM clients) AS clients, (SELECT count(*) FROM ventes) AS ventes, (SELECT max(seq) FROM journal_fiscal) AS seq";
  const before = await shop.rows(counts);
  const again: Answer[] = [];
  for (const ask of asked) again.push(await ask());
  for (const [at, answer] of again.entries()) {
    ok(answer);
    assert.equal(answer.headers.get("idempotency-replayed"), "true", String(at));
    assert.equal(answer.body.seq, first[at]!.body.seq, "and it is known when it was done");
  }
  assert.deepEqual(await shop.rows(counts), before, "nothing was written twice");
  const { changes, last_insert_id, rows } = again[0]!.body;
  assert.deepEqual([changes, last_insert_id, rows], [1, 7, []]);
  assert.deepEqual(again[2]!.body.results.map(({ rows }: { rows: unknown[] }) => rows), [[], []]);
  for (const at of [5, 6]) assert.deepEqual(again[at]!.body, first[at]!.body, "another's answer stays whole");
  refused(await nora.query("insert", INSERT, [10, "x", "y"], keyed(keys[5]!)), 422, "idempotency_key_reused");

  shop.inspect((db) => {
    const kept = db.prepare("SELECT answer, request_hash, names FROM _idempotency").all() as Record<string, string | null>[];
    for (const { answer } of kept) {
      for (const word of words) assert.ok(!answer!.toLowerCase().includes(word.toLowerCase()), answer!);
    }
    assert.equal(
      kept.filter(({ request_hash }) => request_hash === "").length >= 5,
      true,
      "nor is the request there to be guessed",
    );
    const sales = db.prepare("SELECT count(*) AS n FROM _idempotency WHERE names IS NULL").get() as { n: number };
    assert.ok(sales.n > 0, "what tells of nobody names nobody");
  });
  await shop.aside(() => {
    const bytes = new TextDecoder("latin1").decode(Deno.readFileSync(`${shop.server.dir}/comptoir.db`));
    assert.ok(bytes.includes("Yves"), "the premise: words can be read in the file");
    for (const word of words) assert.ok(!bytes.includes(word), `the file still holds '${word}'`);
  });
  assert.equal((await verify(shop)).ok, true);
});

Deno.test("a merged customer is forgotten as an erased one is", async () => {
  await using shop = await Shop.open(["nora"]);
  const { nora, owner } = shop;
  const key = crypto.randomUUID();
  const ask = () => nora.query("insert", INSERT, [7, "Quetzalcoatl", "0611223344"], keyed(key));
  ok(await ask());
  ok(await nora.query("insert", INSERT, [8, "Yves", "0699"]));
  ok(await merge(owner, 7, 8));
  assert.deepEqual(ok(await ask()).rows, []);
  shop.inspect((db) => {
    const tables = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all() as { name: string }[];
    for (const { name } of tables) {
      const text = JSON.stringify(db.prepare(`SELECT * FROM "${name}"`).all());
      assert.ok(!text.includes("Quetzalcoatl") && !text.includes("0611223344"), `${name}: ${text}`);
    }
  });
});
