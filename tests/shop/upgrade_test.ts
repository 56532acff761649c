/** A shop's file from before training, movements by hand and forgotten answers: it opens, and holds what it held. */
import assert from "node:assert/strict";
import { storageSentence } from "../../server/cli/sentence.ts";
import { DatabaseSync } from "node:sqlite";
import { migrate } from "../../server/database/schema/migrations.ts";
import { MIGRATIONS } from "../../server/shop/migrations.ts";
import { answerOf, startServer } from "../support/server.ts";
import { cash, command, draft, ok, openTill, PAIN, Shop, sold } from "../support/shop.ts";

/** Of a loaf, in cents. */
const PRICE = 120;
const SALE = "00000000-0000-7000-8000-000000000001";

Deno.test("a file from before is brought to the present: paid tickets count, movements stay, old answers can be forgotten", async () => {
  const dir = await Deno.makeTempDir({ prefix: "comptoir-test-" });
  const db = new DatabaseSync(`${dir}/comptoir.db`);
  await migrate(db, MIGRATIONS.slice(0, 2), `${dir}/backups`, new Date());
  db.exec(`
    INSERT INTO equipe (id, nom, role) VALUES (90, 'Anne', 'caisse');
    INSERT INTO produits (id, libelle, prix_ttc, suivi_stock, stock) VALUES (1, 'Lampe', 2000, 1, 4000);
    INSERT INTO clients (id, nom) VALUES (7, 'Quetzalcoatl');
    INSERT INTO ventes (id, etat, vendeur_id, numero, caisse, jour, payee_le, total_ttc, client_id)
      VALUES ('${SALE}', 'payee', 90, 1, 'C1', '2026-01-05', '2026-01-05T10:00:00.000Z', 2000, 7);
    INSERT INTO mouvements_stock (id, produit_id, quantite, motif, vente_id, par_id, cree_le)
      VALUES (5, 1, -1000, 'vente', '${SALE}', 90, '2026-01-05T10:00:00.000Z');
    DELETE FROM _migrations WHERE name = 'engine/002_kept_answers';
    DROP INDEX _idempotency_names;
    ALTER TABLE _idempotency DROP COLUMN names;
    INSERT INTO _idempotency (user_id, key, request_hash, answer, created_at) VALUES (90, 'a', 'h', '{"changes":1,"last_insert_id":7,"rows":[{"nom":"Quetzalcoatl"}],"seq":3}', strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
      (90, 'b', 'h', '{"changes":1,"last_insert_id":null,"rows":[],"seq":4}', strftime('%Y-%m-%dT%H:%M:%fZ', 'now'));
  `);
  db.close();

  await using server = await startServer({ dir });
  using owner = await server.owner();
  const rows = async (sql: string) => ok(await owner.query("select", sql)).rows;
  assert.deepEqual(await rows("SELECT id, produit_id, quantite, motif, vente_id, par_id, cree_le, note FROM mouvements_stock"), [{
    id: 5,
    produit_id: 1,
    quantite: -1_000,
    motif: "vente",
    vente_id: SALE,
    par_id: 90,
    cree_le: "2026-01-05T10:00:00.000Z",
    note: null,
  }]);
  assert.deepEqual(await rows("SELECT formation, numero, numero_formation, jour FROM ventes"), [
    { formation: 0, numero: 1, numero_formation: null, jour: "2026-01-05" },
  ]);
  assert.deepEqual(await rows("SELECT nom, formation FROM equipe WHERE id = 90"), [{ nom: "Anne", formation: 0 }]);
  assert.equal(ok(await command(owner, "/api/produits/1/stock", { motif: "livraison", quantite: 500 })).mouvement.id, 6);
  ok(await command(owner, "/api/clients/7/effacer"));
  const kept = new DatabaseSync(`${dir}/comptoir.db`, { readOnly: true });
  const answers = kept.prepare("SELECT key, answer FROM _idempotency WHERE key IN ('a', 'b') ORDER BY key").all();
  kept.close();
  assert.deepEqual(answers.map(({ answer }) => answer), [
    '{"changes":1,"last_insert_id":7,"rows":[],"seq":3,"rows_dropped":true}',
    '{"changes":1,"last_insert_id":null,"rows":[],"seq":4}',
  ]);
  assert.equal(ok(await answerOf(await owner.get("/api/journal/verify"))).ok, true);
});

/** The two tables as they were before their rows got places of their own; DROP TABLE asks no trigger. */
const BEFORE_PLACES = `
  DROP TRIGGER boutique_demo;
  CREATE TABLE old_fiscal (serie TEXT NOT NULL, seq INTEGER NOT NULL, genre TEXT NOT NULL, version_format INTEGER NOT NULL,
    contenu TEXT NOT NULL, signature_precedente TEXT NOT NULL, empreinte TEXT NOT NULL, signature TEXT NOT NULL,
    cle_id TEXT NOT NULL, horodatage TEXT NOT NULL, PRIMARY KEY (serie, seq)) STRICT, WITHOUT ROWID;
  INSERT INTO old_fiscal SELECT * FROM journal_fiscal;
  DROP TABLE journal_fiscal;
  ALTER TABLE old_fiscal RENAME TO journal_fiscal;
  CREATE TRIGGER boutique_demo BEFORE UPDATE OF demo ON boutique WHEN NEW.demo <> OLD.demo BEGIN SELECT raise(ABORT, 'old'); END;
  CREATE TABLE old_answers (user_id INTEGER NOT NULL, key TEXT NOT NULL, request_hash TEXT NOT NULL, answer TEXT NOT NULL,
    created_at TEXT NOT NULL, names TEXT, route TEXT, bytes INTEGER, PRIMARY KEY (user_id, key)) STRICT, WITHOUT ROWID;
  INSERT INTO old_answers SELECT * FROM _idempotency;
  DROP TABLE _idempotency;
  ALTER TABLE old_answers RENAME TO _idempotency;
  DELETE FROM _migrations WHERE name IN ('shop/088_fiscal_rows', 'engine/012_kept_answers_in_order')`;

Deno.test("the fiscal journal and the kept answers move to other pages: each record as it was, both chains sound, the next ticket behind them", async () => {
  await using shop = await Shop.open();
  ok(await openTill(shop.chloe));
  const sale = await draft(shop.chloe, [PAIN]);
  const key = crypto.randomUUID();
  const [{ version }] = await shop.rows("SELECT version FROM ventes WHERE id = ?", [sale.id]);
  const body = { version, paiements: [cash(PRICE)] };
  const paying = () => command(shop.chloe, `/api/ventes/${sale.id}/encaisser`, body, key);
  const paid = ok(await paying());
  const kept = (db: DatabaseSync) => [
    db.prepare("SELECT * FROM journal_fiscal ORDER BY serie, seq").all(),
    db.prepare("SELECT * FROM _idempotency ORDER BY key").all(),
  ];
  const shapes =
    "SELECT name, sql FROM sqlite_schema WHERE tbl_name IN ('journal_fiscal', '_idempotency', 'boutique') ORDER BY name";
  const fresh = shop.inspect((db) => db.prepare(shapes).all());
  let before: unknown[] = [];
  await shop.aside((db) => {
    before = kept(db);
    db.exec(BEFORE_PLACES);
    assert.notDeepEqual(db.prepare(shapes).all(), fresh, "the premise");
  });
  shop.inspect((db) => {
    const sql = "SELECT * FROM journal_fiscal WHERE serie NOT LIKE 'evenements%' ORDER BY serie, seq";
    assert.deepEqual(db.prepare(sql).all(), (before[0] as { serie: string }[]).filter(({ serie }) => serie !== "evenements"));
    const answers = db.prepare("SELECT * FROM _idempotency ORDER BY key").all();
    assert.deepEqual(answers, before[1]);
    assert.deepEqual(db.prepare(shapes).all(), fresh);
  });
  await shop.aside((db) => {
    for (
      const change of ["UPDATE journal_fiscal SET seq = seq + 1", "DELETE FROM journal_fiscal", "UPDATE boutique SET demo = 1"]
    ) {
      assert.throws(() => db.exec(change), /ce qui est écrit le reste|une démonstration le reste/, change);
    }
  });
  const again = await paying();
  assert.equal(again.headers.get("idempotency-replayed"), "true");
  assert.deepEqual(again.body, paid);
  assert.equal((await sold(shop.chloe, [PAIN], [cash(PRICE)])).seq, paid.seq + 1);
  assert.equal(ok(await answerOf(await shop.owner.get("/api/journal/verify"))).ok, true);
});

/** As they were released: none changes its name or its place any more. */
const RELEASED = [
  "001_sales",
  "002_tills",
  "003_continuity",
  "004_training",
  "005_enrolment",
  "006_identity",
  "007_ticket_lines",
  "008_closings",
  "009_paid_when",
  "010_takings",
  "010_whole_text",
  "010_one_name",
  "011_codes",
];

Deno.test("an upgrade that fails leaves the data as it was, with a copy beside it, and can be made again", async () => {
  const dir = await Deno.makeTempDir({ prefix: "comptoir-test-" });
  await Deno.mkdir(`${dir}/backups`);
  const db = new DatabaseSync(`${dir}/comptoir.db`);
  await migrate(db, MIGRATIONS.slice(0, 9), `${dir}/backups`, new Date());
  db.exec("UPDATE boutique SET nom = 'Chez nous'");
  const state = () => [
    db.prepare("SELECT name, applied_at FROM _migrations ORDER BY rowid").all(),
    db.prepare("SELECT name, sql FROM sqlite_schema ORDER BY name").all(),
    db.prepare("SELECT * FROM boutique").all(),
  ];
  const before = state();
  const bad = { name: "shop/999_bad", sql: "UPDATE boutique SET nom = 'half'; INSERT INTO nowhere VALUES (1)" };
  const failing = () => migrate(db, [...MIGRATIONS, bad], `${dir}/backups`, new Date());
  await assert.rejects(failing, (error) => {
    assert.match(storageSentence(error) ?? "", /upgrade stopped.*'shop\/999_bad'.*nowhere.*as it was.*version of before/);
    return true;
  });
  assert.deepEqual(state(), before, "not one of those before it stays");
  const [copy] = [...Deno.readDirSync(`${dir}/backups`)].map(({ name }) => name);
  const copied = new DatabaseSync(`${dir}/backups/${copy}`, { readOnly: true });
  assert.equal(copied.prepare("SELECT nom FROM boutique").get()!["nom"], "Chez nous");
  copied.close();
  assert.ok((await migrate(db, MIGRATIONS, `${dir}/backups`, new Date())).length > 0);
  db.close();
  await Deno.remove(dir, { recursive: true });
});

Deno.test("migrations run in their released order, in an old file as in a new one, and each new one has the next number", async () => {
  const names = MIGRATIONS.map(({ name }) => name.replace(/^shop\//, ""));
  assert.deepEqual(names.slice(0, RELEASED.length), RELEASED);
  const numbers = names.slice(RELEASED.length - 1).map((name) => Number(/^(\d{3})_[a-z_]+$/.exec(name)?.[1]));
  for (const [at, number] of numbers.entries()) assert.ok(at === 0 || number > numbers[at - 1]!, names.join(", "));

  const dir = await Deno.makeTempDir({ prefix: "comptoir-test-" });
  await Deno.mkdir(`${dir}/backups`);
  const schemaOf = async (name: string, ...steps: number[]) => {
    const db = new DatabaseSync(`${dir}/${name}.db`);
    try {
      for (const step of steps) await migrate(db, MIGRATIONS.slice(0, step), `${dir}/backups`, new Date());
      const ran = db.prepare("SELECT name FROM _migrations WHERE name LIKE 'shop/%' ORDER BY rowid").all();
      assert.deepEqual(ran.map(({ name }) => name), MIGRATIONS.map(({ name }) => name), name);
      return db.prepare("SELECT type, name, sql FROM sqlite_schema ORDER BY type, name").all();
    } finally {
      db.close();
    }
  };
  const fresh = await schemaOf("new", MIGRATIONS.length);
  for (let step = 9; step < RELEASED.length; step++) {
    assert.deepEqual(await schemaOf(`from-${step}`, step, MIGRATIONS.length), fresh, `stopped after ${names[step - 1]}`);
  }
  await Deno.remove(dir, { recursive: true });
});
