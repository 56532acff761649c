/** The journal: everything that happened, once, and in order. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { DatabaseSync } from "node:sqlite";
import { answerOf, join, PASSWORD, type Person, startServer, uuidv7 } from "../support/server.ts";
import { Staff } from "../support/staff.ts";
import { journal, type Journaled } from "../support/journal_records.ts";

async function record(owner: Person, seq: number): Promise<Journaled> {
  const [found] = await journal(owner, `&before=${seq + 1}`);
  assert.equal(found.seq, seq);
  return found;
}

Deno.test("each write request is one record with every row as it was and as it became", async () => {
  await using staff = await Staff.open({ nora: "vendeur" });
  const { owner, people: { nora: till } } = staff;
  const product = await owner.query("insert", "INSERT INTO produits (libelle, prix_ttc) VALUES ('Pain', 120)");
  const made = await record(owner, product.body.seq);
  assert.equal(made.kind, "write");
  assert.deepEqual(made.statements, ["INSERT INTO produits (libelle, prix_ttc) VALUES (?, ?)"], "literals are left out");
  assert.deepEqual(made.changes.map((c: Journaled) => [c.table, c.op, c.key, c.before, c.after.libelle, c.after.prix_ttc]), [
    ["produits", "insert", { id: product.body.last_insert_id }, null, "Pain", 120],
  ]);
  assert.equal(made.changes[0].after.tva, 2000, "defaults are part of the row");

  const [vente, ligne] = [uuidv7(), uuidv7()];
  const sale = await till.batch([
    { type: "insert", query: "INSERT INTO lignes_vente (id, vente_id, produit_id) VALUES (?, ?, 1)", params: [ligne, vente] },
    { type: "insert", query: "INSERT INTO ventes (id) VALUES (?)", params: [vente] },
    { type: "update", query: "UPDATE lignes_vente SET quantite = 3000 WHERE id = ?", params: [ligne] },
  ]);
  assert.equal(sale.status, 200);
  const batch = await record(owner, sale.body.seq);
  assert.deepEqual([batch.username, batch.role, batch.mode, batch.address], ["nora", "vendeur", "client", "127.0.0.2"]);
  assert.ok(batch.session_id && batch.user_id > 1);
  const byTable: Journaled = Object.fromEntries(batch.changes.map((c: Journaled) => [c.table, c]));
  assert.equal(batch.changes.length, 2, "one entry per row");
  assert.deepEqual(batch.tables, ["lignes_vente", "ventes"]);
  const { libelle, prix_unitaire_ttc, tva, total_ttc } = byTable.lignes_vente.after;
  assert.deepEqual([libelle, prix_unitaire_ttc, tva, total_ttc], ["Pain", 120, 2000, 360], "completed by the database's rules");
  assert.deepEqual([byTable.ventes.op, byTable.ventes.before, byTable.ventes.after.total_ttc], ["insert", null, 360]);
  assert.equal(byTable.ventes.after.vendeur_id, batch.user_id);
  const stored = await till.query("select", "SELECT * FROM ventes WHERE id = ?", [vente]);
  const named = Object.entries(stored.body.rows[0]).filter(([, value]) => value !== null);
  assert.deepEqual(
    byTable.ventes.after,
    Object.fromEntries(named),
    "what is journaled is what is stored; of a new row, NULL is not named",
  );

  const changed = await till.query("update", "UPDATE lignes_vente SET quantite = 1000 WHERE id = ?", [ligne]);
  const update = (await record(owner, changed.body.seq)).changes.find((c: Journaled) => c.table === "lignes_vente");
  assert.deepEqual([update.op, update.before.quantite, update.after.quantite], ["update", 3000, 1000]);
  const removed = await till.query("delete", "DELETE FROM lignes_vente WHERE id = ?", [ligne]);
  const gone = (await record(owner, removed.body.seq)).changes.find((c: Journaled) => c.table === "lignes_vente");
  assert.deepEqual([gone.op, gone.before.quantite, gone.after, gone.key], ["delete", 1000, null, { id: ligne }]);
});

Deno.test("a request without an effect takes no seq, and a change of key is a delete and an insert", async () => {
  await using staff = await Staff.open({});
  const { owner } = staff;
  await owner.query("insert", "INSERT INTO categories (id, nom) VALUES (1, 'Pains')");
  const head = (await journal(owner))[0].seq;
  assert.equal((await owner.query("update", "UPDATE categories SET nom = 'x' WHERE id = 99")).body.seq, null);
  const cameAndWent = await owner.batch([
    { type: "insert", query: "INSERT INTO categories (id, nom) VALUES (5, 'Brève')" },
    { type: "delete", query: "DELETE FROM categories WHERE id = 5" },
  ]);
  assert.deepEqual([cameAndWent.status, cameAndWent.body.seq], [200, null]);
  assert.equal((await owner.query("insert", "INSERT INTO categories (id, nom) VALUES (1, 'Double')")).status, 409);
  assert.equal((await journal(owner))[0].seq, head);
  const moved = await owner.query("update", "UPDATE categories SET id = 7 WHERE id = 1");
  const { changes } = await record(owner, moved.body.seq);
  assert.equal(moved.body.seq, head + 1);
  assert.deepEqual(changes.map((c: Journaled) => [c.op, c.key.id, c.before?.nom ?? null, c.after?.nom ?? null]), [
    ["delete", 1, "Pains", null],
    ["insert", 7, null, "Pains"],
  ]);
});

Deno.test("starts, stops, setup, sign-ins good and bad, sign-outs, changed accounts and refusals are in the journal", async () => {
  let server = await startServer();
  try {
    using owner = await server.owner();
    const till = await join(owner, "nora", "vendeur", "127.0.0.2");
    using stranger = server.at("127.0.0.3");
    const auth = (username: string, password: string, person = stranger) => person.post("/api/auth", { username, password });
    assert.equal((await answerOf(await auth("nora", "mauvais mot"))).status, 401);
    assert.equal((await answerOf(await auth("motdepasse-tapé-ici", "mauvais mot"))).status, 401);
    assert.equal((await answerOf(await auth("patron", PASSWORD))).body.code, "role_not_allowed_here");
    assert.equal((await till.query("delete", "DELETE FROM produits")).status, 403);
    assert.equal((await till.query("select", "SELECT * FROM _users")).status, 400);
    assert.equal((await till.query("select", "SELECT 1; DELETE FROM ventes")).body.code, "multiple_statements");
    assert.equal((await answerOf(await till.get("/api/users"))).status, 403);
    await (await till.send("DELETE", "/api/auth", "")).body?.cancel();
    await (await owner.send("PATCH", "/api/users/2", { active: false })).body?.cancel();
    till.client.close();
    await server.stop();
    server = await server.restart();
    const records = (await journal(owner)).reverse();
    assert.deepEqual(records.map(({ seq }) => seq), records.map((_, at) => at + 1), "gapless from 1");
    const seen = records.map(({ kind, username, address, detail }) => [kind, username, address, detail?.code ?? null]);
    assert.deepEqual(seen, [
      ["server_started", "comptoir", null, null],
      ["set_up", "", "127.0.0.1", null],
      ["sign_in", "patron", "127.0.0.1", null],
      ["user_added", "patron", "127.0.0.1", null],
      ["sign_in", "nora", "127.0.0.2", null],
      ["sign_in_failed", "nora", "127.0.0.3", null],
      ["sign_in_failed", "", "127.0.0.3", null],
      ["refused", "patron", "127.0.0.3", "role_not_allowed_here"],
      ["refused", "nora", "127.0.0.2", "forbidden"],
      ["refused", "nora", "127.0.0.2", "sql_error"],
      ["refused", "nora", "127.0.0.2", "multiple_statements"],
      ["refused", "nora", "127.0.0.2", "forbidden"],
      ["sign_out", "nora", "127.0.0.2", null],
      ["user_changed", "patron", "127.0.0.1", null],
      ["server_stopped", "comptoir", null, null],
      ["server_started", "comptoir", null, null],
    ]);
  } finally {
    await server.dispose();
  }
});

Deno.test("a flood of refusals becomes a few records and one with a count", async () => {
  await using staff = await Staff.open({ nora: "vendeur" }, { flags: ["--rate-limit", "0"] });
  let { server } = staff;
  try {
    const { owner, people: { nora: till } } = staff;
    const answers = await Promise.all(Array.from({ length: 500 }, () => till.query("delete", "DELETE FROM produits")));
    assert.ok(answers.every(({ status }) => status === 403));
    await server.stop();
    server = await server.restart();
    const refused = await journal(owner, "&kind=refused");
    assert.ok(refused.length <= 30, `${refused.length} records for 500 refusals`);
    assert.ok(refused[0].detail.count > 400);
    const told = refused.reduce((sum, { detail }) => sum + (detail.count ?? 1), 0);
    assert.equal(told, 500, "none is forgotten");
  } finally {
    await server.dispose();
  }
});

Deno.test("no password, token, hash or personal field of a client is anywhere in the journal", async () => {
  await using staff = await Staff.open({ nora: "caisse" });
  const { server, owner, people: { nora: till } } = staff;
  const secrets = ["Aurélie Vaillancourt", "0612345678", "aurelie@exemple.fr", "rue des Lilas", "allergique aux noix"];
  const columns = "(nom, telephone, email, adresse, note)";
  const bound = await till.query("insert", `INSERT INTO clients ${columns} VALUES (?, ?, ?, ?, ?)`, secrets);
  const list = secrets.map((text) => `'${text}'`).join(", ");
  await till.query("insert", `INSERT INTO clients ${columns} VALUES (${list}) RETURNING *`);
  await till.query("update", "UPDATE clients SET nom = 'Zoé Quatremère' WHERE nom = 'Aurélie Vaillancourt' -- 0612345678");
  // What is refused is journaled too: as text that nobody has taken for a name.
  await till.query("delete", "DELETE FROM clients WHERE nom = 'Zoé Quatremère'");
  await till.query("insert", 'INSERT INTO clients (nom) VALUES ("Zoé Quatremère")');
  await till.query("insert", "INSERT INTO clients (nom, x) VALUES (`Zoé Quatremère`, [0612345678])");
  await (await till.send("PUT", "/api/auth/password", { current: PASSWORD, new: "un autre mot secret" })).body?.cancel();
  await answerOf(await till.post("/api/auth", { username: "nora", password: "raté mais secret" }));

  const records = await journal(owner);
  const { after } = (await record(owner, bound.body.seq)).changes[0];
  assert.deepEqual(Object.keys(after.nom), ["$hash"]);
  assert.match(after.nom.$hash, /^[0-9a-f]{64}$/);
  const plain = createHash("sha256").update(JSON.stringify(secrets[0])).digest("hex");
  assert.notEqual(after.nom.$hash, plain, "salted");
  const hashes = records.flatMap(({ changes }) => changes).filter((c: Journaled) => c.table === "clients" && c.op === "insert")
    .map((c: Journaled) => c.after.nom.$hash);
  assert.equal(new Set(hashes).size, 2, "the same name of two clients has two hashes");

  const db = new DatabaseSync(`${server.dir}/comptoir.db`, { readOnly: true });
  const text = db.prepare("SELECT * FROM _journal").all().map((row) => JSON.stringify(row)).join("\n");
  const hidden = db.prepare(
    "SELECT password_hash AS h FROM _users UNION SELECT id_hash FROM _sessions UNION SELECT salt FROM _salts",
  )
    .all().map((row) => String(row["h"]));
  db.close();
  assert.ok(hidden.length >= 5 && text.includes("UPDATE clients SET nom"), "there is something to find");
  const passwords = [PASSWORD, "un autre mot secret", "raté mais secret"];
  for (const secret of [...secrets, ...passwords, ...hidden, "Quatremère", owner.token!, till.token!, "$2"]) {
    assert.ok(!text.includes(secret), `'${secret}' is in the journal`);
  }
});
