/** The journal: everything that happened, once, in order, and proof that nobody changed it since. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { DatabaseSync } from "node:sqlite";
import { eventually, Feed } from "../support/feed.ts";
import { answerOf, CHECKOUT, join, PASSWORD, type Person, startServer, type TestServer, uuidv7 } from "../support/server.ts";
import { Staff } from "../support/staff.ts";

// deno-lint-ignore no-explicit-any -- tests look into records of every kind
type Journaled = any;

async function journal(owner: Person, query = ""): Promise<Journaled[]> {
  const { status, body } = await answerOf(await owner.get(`/api/journal?limit=500${query}`));
  assert.equal(status, 200);
  return body.records;
}

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

Deno.test("the journal is filtered and paged, and wrong filters are named", async () => {
  await using staff = await Staff.open({ nora: "caisse" });
  const { owner, people: { nora: till } } = staff;
  for (let i = 1; i <= 6; i++) await owner.query("insert", "INSERT INTO categories (nom) VALUES (?)", [`c${i}`]);
  await till.query("insert", "INSERT INTO ventes (id) VALUES (?)", [uuidv7()]);
  const all = await journal(owner);
  assert.deepEqual((await journal(owner, "&table=ventes")).map(({ tables }) => tables), [["ventes"]]);
  assert.equal((await journal(owner, "&table=vente")).length, 0, "names are whole");
  assert.equal((await journal(owner, "&kind=write&user_id=1")).length, 6);
  const third = all.find(({ changes }) => changes[0]?.after?.nom === "c3");
  const since = await journal(owner, `&from=${third.at}&kind=write`);
  const until = await journal(owner, `&to=${third.at}&kind=write`);
  assert.ok(since.some(({ seq }) => seq === third.seq) && !until.some(({ seq }) => seq === third.seq));
  assert.equal(since.length + until.length, 7);
  const walked: number[] = [];
  for (let before = "";;) {
    const { body } = await answerOf(await owner.get(`/api/journal?limit=4${before}`));
    walked.push(...body.records.map((r: Journaled) => r.seq));
    if (body.next_before === null) break;
    before = `&before=${body.next_before}`;
  }
  assert.deepEqual(walked, all.map(({ seq }) => seq), "newest first, none twice, none missing");
  for (const [query, field] of [["user_id=x", "user_id"], ["from=hier", "from"], ["limit=-1", "limit"], ["color=red", "color"]]) {
    const { status, body } = await answerOf(await owner.get(`/api/journal?${query}`));
    assert.deepEqual([status, body.code, body.field], [400, "invalid_body", field]);
  }
  assert.equal((await answerOf(await till.get("/api/journal"))).status, 403);
  assert.equal((await answerOf(await till.get("/api/journal/verify"))).status, 403);
});

Deno.test("nothing in the database file lets a record be changed or dropped", async () => {
  await using staff = await Staff.open({});
  const { server } = staff;
  const db = new DatabaseSync(`${server.dir}/comptoir.db`);
  try {
    assert.throws(() => db.exec("UPDATE _journal SET username = 'x'"), /append-only/);
    assert.throws(() => db.exec("DELETE FROM _journal WHERE seq = 1"), /append-only/);
  } finally {
    db.close();
  }
});

async function verify(dir: string): Promise<{ code: number; text: string }> {
  const [program, ...args] = CHECKOUT;
  const { code, stdout, stderr } = await new Deno.Command(program, { args: [...args, "journal", "verify", "--data", dir] })
    .output();
  return { code, text: new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr) };
}

/** A shop whose server has stopped, with `records` records. */
async function closedShop(): Promise<{ server: TestServer; records: number }> {
  const server = await startServer();
  using owner = await server.owner();
  for (let i = 1; i <= 4; i++) await owner.query("insert", "INSERT INTO categories (nom) VALUES (?)", [`c${i}`]);
  const live = await answerOf(await owner.get("/api/journal/verify"));
  assert.deepEqual([live.status, live.body.ok, live.body.records, live.body.first_wrong_seq], [200, true, 7, null]);
  await server.stop();
  return { server, records: 8 };
}

const chained = (content: string) =>
  `UPDATE _journal SET content = '${content}', hash = rehash((SELECT hash FROM _journal WHERE seq = 7), '${content}') WHERE seq = 8`;

/** What an intruder does, the first wrong seq that it leaves, and what must be said of it. */
const TAMPERINGS: readonly [string, string, number, RegExp][] = [
  ["at", "UPDATE _journal SET at = '2020-01-01T00:00:00.000Z' WHERE seq = 4", 4, /'at'/],
  ["kind", "UPDATE _journal SET kind = 'x' WHERE seq = 4", 4, /'kind'/],
  ["user_id", "UPDATE _journal SET user_id = 9 WHERE seq = 4", 4, /'user_id'/],
  ["user_id to NULL", "UPDATE _journal SET user_id = NULL WHERE seq = 4", 4, /'user_id'/],
  ["username", "UPDATE _journal SET username = 'x' WHERE seq = 4", 4, /'username'/],
  ["role", "UPDATE _journal SET role = 'caisse' WHERE seq = 4", 4, /'role'/],
  ["mode", "UPDATE _journal SET mode = 'client' WHERE seq = 4", 4, /'mode'/],
  ["address", "UPDATE _journal SET address = '10.0.0.1' WHERE seq = 4", 4, /'address'/],
  ["session_id", "UPDATE _journal SET session_id = 'x' WHERE seq = 4", 4, /'session_id'/],
  ["tables", "UPDATE _journal SET tables = 'produits' WHERE seq = 4", 4, /'tables'/],
  ["content", "UPDATE _journal SET content = replace(content, 'c1', 'c9') WHERE seq = 4", 4, /content/],
  ["hash", "UPDATE _journal SET hash = replace(hash, substr(hash, 1, 1), 'x') WHERE seq = 4", 4, /content/],
  ["seq", "UPDATE _journal SET seq = 40 WHERE seq = 4", 4, /missing/],
  ["the last seq", "UPDATE _journal SET seq = 9 WHERE seq = 8", 8, /missing/],
  ["a deleted row", "DELETE FROM _journal WHERE seq = 5", 5, /missing/],
  ["the first row", "DELETE FROM _journal WHERE seq = 1", 1, /missing/],
  ["a cut tail", "DELETE FROM _journal WHERE seq > 6", 7, /cut off/],
  ["everything", "DELETE FROM _journal", 1, /cut off/],
  [
    "two rows swapped",
    "UPDATE _journal SET seq = -1 WHERE seq = 4; UPDATE _journal SET seq = 4 WHERE seq = 5; UPDATE _journal SET seq = 5 WHERE seq = -1",
    4,
    /content/,
  ],
  [
    "a row before the first",
    "INSERT INTO _journal SELECT 0, at, kind, user_id, username, role, mode, address, session_id, tables, content, hash FROM _journal WHERE seq = 1",
    0,
    /first/,
  ],
  ["a last row rewritten with a fitting hash", chained("{}"), 8, /format|journal\.head/],
  ["a last row that is null", chained("null"), 8, /readable/],
];

Deno.test("verification finds every column changed, every row dropped, swapped or added, and says where", async () => {
  const { server, records } = await closedShop();
  assert.equal((await Deno.stat(`${server.dir}/comptoir.db-wal`).catch(() => ({ size: 0 }))).size, 0, "all is in the one file");
  const sound = await verify(server.dir);
  assert.equal(sound.code, 0, sound.text);
  assert.match(sound.text, new RegExp(`whole: ${records} records`));
  const tried = async ([what, sql, seq, problem]: (typeof TAMPERINGS)[number]) => {
    const dir = await Deno.makeTempDir({ prefix: "comptoir-tampered-" });
    for (const name of ["comptoir.db", "fiscal.key", "journal.head", "journal.key", "token.key"]) {
      await Deno.copyFile(`${server.dir}/${name}`, `${dir}/${name}`);
    }
    const db = new DatabaseSync(`${dir}/comptoir.db`);
    db.function("rehash", (previous, content) => createHash("sha256").update(`${previous}\n${content}`).digest("hex"));
    db.exec("DROP TRIGGER _journal_keeps_update; DROP TRIGGER _journal_keeps_delete");
    if (what === "at") assert.equal((await verify(dir)).code, 0, "without its triggers it is sound still");
    db.exec(sql);
    db.close();
    const { code, text } = await verify(dir);
    assert.equal(code, 1, `${what}: ${text}`);
    assert.match(text, new RegExp(`\\bseq ${seq}\\b`), `${what}: ${text}`);
    assert.match(text, problem, `${what}: ${text}`);
    assert.ok(text.trim().split("\n").length === 1, `one plain sentence for ${what}: ${text}`);
    await Deno.remove(dir, { recursive: true });
  };
  for (let at = 0; at < TAMPERINGS.length; at += 2) await Promise.all(TAMPERINGS.slice(at, at + 2).map(tried));
  const head = `${server.dir}/journal.head`;
  const text = await Deno.readTextFile(head);
  await Deno.writeTextFile(head, text.replace('"seq":8', '"seq":7'));
  const forged = await verify(server.dir);
  assert.deepEqual([forged.code, /journal\.head/.test(forged.text)], [1, true], forged.text);
  await Deno.remove(server.dir, { recursive: true });
});

Deno.test("a running server finds what was changed behind its back", async () => {
  await using staff = await Staff.open({});
  const { server, owner } = staff;
  for (let i = 1; i <= 4; i++) await owner.query("insert", "INSERT INTO categories (nom) VALUES (?)", [`c${i}`]);
  const verified = async () => (await answerOf(await owner.get("/api/journal/verify"))).body;
  assert.equal((await verified()).ok, true);
  const db = new DatabaseSync(`${server.dir}/comptoir.db`, { timeout: 2_000 });
  db.exec("DROP TRIGGER _journal_keeps_update; UPDATE _journal SET username = 'personne' WHERE seq = 5");
  db.close();
  const { ok, first_wrong_seq, problem } = await verified();
  assert.deepEqual([ok, first_wrong_seq], [false, 5]);
  assert.match(problem, /username/);
});

Deno.test("the signed head beside the database follows within two seconds", async () => {
  await using staff = await Staff.open({});
  const { server, owner } = staff;
  const { body } = await owner.query("insert", "INSERT INTO categories (nom) VALUES ('c1')");
  const head = () => Deno.readTextFile(`${server.dir}/journal.head`).then((text) => JSON.parse(text).seq, () => null);
  await eventually(async () => await head() === body.seq, "the head", 2_500);
  const { mode } = await Deno.stat(`${server.dir}/journal.head`);
  assert.equal(mode! & 0o777, 0o600);
});

Deno.test("a tail cut off while nothing runs is still told after the next start, and so is a missing head", async () => {
  for (const tamper of ["cut", "no head"] as const) {
    const server = await startServer();
    using owner = await server.owner();
    await owner.query("insert", "INSERT INTO categories (nom) VALUES ('Thés')");
    await server.stop();
    if (tamper === "cut") {
      const db = new DatabaseSync(`${server.dir}/comptoir.db`);
      db.exec("DROP TRIGGER _journal_keeps_delete; DELETE FROM _journal WHERE seq > 3");
      db.close();
    } else await Deno.remove(`${server.dir}/journal.head`);
    await using again = await server.restart();
    using patron = again.at("127.0.0.1");
    await patron.signIn("patron", PASSWORD);
    const { body } = await answerOf(await patron.get("/api/journal/verify"));
    assert.equal(body.ok, false);
    assert.match(body.problem, tamper === "cut" ? /cut off/ : /journal\.head is missing/);
  }
});

Deno.test("a write of forty thousand rows is told, replayed, listed and exported like any other", async () => {
  await using staff = await Staff.open({ nora: "vendeur" }, { flags: ["--rate-limit", "0"] });
  const { owner, people: { nora: till } } = staff;
  const many = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40000)";
  const before = (await owner.query("insert", "INSERT INTO categories (nom) VALUES ('Divers')")).body.seq;
  const made = await owner.query("insert", `${many} INSERT INTO produits (libelle, prix_ttc) SELECT 'Produit ' || i, 100 FROM n`);
  const raised = await owner.query("update", "UPDATE produits SET prix_ttc = prix_ttc + 10");
  assert.deepEqual([made.body.changes, raised.body.changes], [40_000, 40_000]);

  const page = await owner.get("/api/journal?limit=3");
  const text = await page.text();
  assert.ok(text.length < 256 * 1024, `a page of ${text.length} characters`);
  const [last, first, ordinary] = JSON.parse(text).records;
  assert.deepEqual([last, first, ordinary].map(({ seq }) => seq), [raised.body.seq, made.body.seq, before]);
  for (const { truncated, change_count } of [last, first]) assert.deepEqual([truncated, change_count], [true, 40_000]);
  assert.ok(!("truncated" in ordinary) && !("change_count" in ordinary), "an ordinary record is as it ever was");
  const whole = await answerOf(await owner.get(`/api/journal/${raised.body.seq}`));
  assert.equal(whole.status, 200);
  assert.equal(whole.body.changes.length, 40_000);
  const { truncated: _, change_count: __, changes: begun, ...rest } = last;
  assert.ok(begun.length >= 50, `${begun.length} of its changes`);
  assert.deepEqual({ ...rest, changes: whole.body.changes }, whole.body, "all else is the same");
  assert.deepEqual(begun, whole.body.changes.slice(0, begun.length), "the first of its changes");
  assert.deepEqual((await answerOf(await owner.get(`/api/journal/${before}`))).body, ordinary);

  // The history of a row that stands far behind in it.
  const of = await answerOf(await owner.get(`/api/journal?table=produits&key=${encodeURIComponent('{"id":39999}')}`));
  assert.deepEqual(
    of.body.records.map(({ seq, changes: [{ op, key, after }] }: Journaled) => [seq, op, key, after.prix_ttc]),
    [[raised.body.seq, "update", { id: 39_999 }, 110], [made.body.seq, "insert", { id: 39_999 }, 100]],
  );
  assert.equal(new Set(of.body.records[0].changes.map((c: Journaled) => c.key.id)).size, of.body.records[0].changes.length);
  for (const seq of ["0", "999999999", "-1", "1.5", "x", "1e3", "9".repeat(40)]) {
    const { status, body } = await answerOf(await owner.get(`/api/journal/${seq}`));
    assert.deepEqual([status, body.code], [404, "not_found"], seq);
  }
  assert.equal((await answerOf(await till.get(`/api/journal/${before}`))).status, 403);

  const lines = (await (await owner.get("/api/journal/export")).text()).trim().split("\n");
  const listed = lines.map((line) => JSON.parse(line).content.seq);
  assert.deepEqual(listed, Array.from({ length: raised.body.seq }, (_, at) => at + 1), "the export is whole");

  const live = await Feed.open(till);
  const feed = await Feed.open(till, `?epoch=${live.hello.epoch}&since=${before}`);
  await feed.until(() => feed.changes.length === 2, "the replay");
  assert.deepEqual(feed.changes.map(({ seq, truncated, tables }: Journaled) => [seq, truncated, tables]), [
    [made.body.seq, true, ["produits"]],
    [raised.body.seq, true, ["produits"]],
  ]);
});
