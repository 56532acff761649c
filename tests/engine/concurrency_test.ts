/** Twenty tills at once beside somebody who does everything wrong: nobody else notices. */
import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { Feed } from "../support/feed.ts";
import { type Answer, CHECKOUT, type Person, uuidv7 } from "../support/server.ts";
import { Staff } from "../support/staff.ts";

const TILLS = 20;
/** Sales of each till, at least, and rows that must be refused meanwhile. */
const SALES_EACH = 60;
const REFUSED = 300;
const SALE = "INSERT INTO ventes (id) VALUES (?)";
const LINE = "INSERT INTO lignes_vente (id, vente_id, produit_id) VALUES (?, ?, 1)";

/** A sale with two lines, in every order that the deferred key allows, or alone. */
function honest(person: Person, at: number): { ids: string[]; send: () => Promise<Answer> } {
  const [sale, one, two] = [uuidv7(), uuidv7(), uuidv7()];
  const steps = [
    { type: "insert", query: SALE, params: [sale] },
    { type: "insert", query: LINE, params: [one, sale] },
    { type: "insert", query: LINE, params: [two, sale] },
  ];
  if (at % 3 === 0) return { ids: [sale], send: () => person.query("insert", SALE, [sale]) };
  return { ids: [sale, one, two], send: () => person.batch(at % 3 === 1 ? steps : steps.reverse()) };
}

/** Requests that must leave nothing behind, with the answer that each deserves. */
function wrong(
  taken: string,
): { ids: string[]; queries: { type: string; query: string; params: unknown[] }[]; status: number }[] {
  const id = uuidv7();
  const line = uuidv7();
  const sale = { type: "insert", query: SALE, params: [id] };
  return [
    { ids: [id], status: 403, queries: [{ ...sale, query: "INSERT OR ROLLBACK INTO ventes (id) VALUES (?)" }] },
    { ids: [id], status: 403, queries: [sale, { ...sale, query: "INSERT OR ROLLBACK INTO ventes (id) VALUES (?)" }] },
    { ids: [id], status: 403, queries: [{ ...sale, query: "REPLACE INTO ventes (id) VALUES (?)" }] },
    {
      ids: [id],
      status: 403,
      queries: [sale, { type: "insert", query: "INSERT OR IGNORE INTO ventes (id) VALUES (?)", params: [taken] }],
    },
    { ids: [id], status: 409, queries: [sale, sale] },
    { ids: [id], status: 409, queries: [sale, { type: "insert", query: SALE, params: [taken] }] },
    { ids: [id], status: 409, queries: [sale, { type: "insert", query: SALE, params: ["no-uuid"] }] },
    { ids: [line], status: 409, queries: [{ type: "insert", query: LINE, params: [line, uuidv7()] }] },
    { ids: [id, line], status: 409, queries: [sale, { type: "insert", query: LINE, params: [line, uuidv7()] }] },
    { ids: [id], status: 400, queries: [sale, { type: "insert", query: "INSERT INTO nulle_part VALUES (?)", params: [1] }] },
    { ids: [id], status: 400, queries: [sale, { type: "insert", query: "ROLLBACK", params: [] }] },
    { ids: [id], status: 400, queries: [sale, { type: "insert", query: SALE, params: [] }] },
    { ids: [id], status: 403, queries: [sale, { type: "delete", query: "DELETE FROM ventes WHERE id = ?", params: [id] }] },
  ];
}

Deno.test("twenty tills sell while a seller breaks every rule: what was acknowledged is stored once, what was refused is not", async () => {
  await using staff = await Staff.open({ nora: "vendeur", loki: "vendeur" }, { flags: ["--rate-limit", "0"] });
  const { server, owner, people: { nora: first, loki: villain } } = staff;
  await owner.query("insert", "INSERT INTO produits (libelle, prix_ttc) VALUES ('Pain', 120)");
  const feed = await Feed.open(owner);
  const taken = uuidv7();
  assert.equal((await villain.query("insert", SALE, [taken])).status, 200);

  const acknowledged = new Set([taken]);
  const refused = new Set<string>();
  const seqs: number[] = [];
  let selling = true;
  const mischief = Array.from({ length: 4 }, async (_, worker) => {
    for (let round = worker; selling; round++) {
      for (const { ids, queries, status } of wrong(taken)) {
        const [only, ...more] = queries;
        const alone = more.length === 0 && round % 2 === 0;
        const answer = alone ? await villain.query(only!.type, only!.query, only!.params) : await villain.batch(queries);
        assert.equal(answer.status, status, `${JSON.stringify(queries)} → ${JSON.stringify(answer.body)}`);
        ids.forEach((id) => refused.add(id));
      }
    }
  });
  const people = Array.from({ length: TILLS }, (_, at) => {
    const person = server.at(`127.0.0.${2 + at}`);
    person.token = first.token;
    return person;
  });
  await Promise.all(people.map(async (person) => {
    for (let at = 0; at < SALES_EACH || (refused.size < REFUSED && at < 20 * SALES_EACH); at++) {
      const { ids, send } = honest(person, at);
      const { status, body } = await send();
      assert.equal(status, 200, JSON.stringify(body));
      seqs.push(body.seq);
      ids.forEach((id) => acknowledged.add(id));
    }
  }));
  selling = false;
  await Promise.all(mischief);
  people.forEach((person) => person.client.close());
  assert.ok(refused.size >= REFUSED, `${refused.size} refused rows among the others`);

  const db = new DatabaseSync(`${server.dir}/comptoir.db`, { readOnly: true });
  const ids = (sql: string) => db.prepare(sql).all().map((row) => String(row["id"]));
  const stored = ids("SELECT id FROM ventes UNION ALL SELECT id FROM lignes_vente");
  const journaled = ids(`SELECT value ->> '$.key.id' AS id FROM _journal, json_each(content, '$.changes')
    WHERE value ->> 'op' = 'insert' AND value ->> 'table' IN ('ventes', 'lignes_vente')`);
  const records = ids("SELECT seq AS id FROM _journal ORDER BY seq").map(Number);
  const totals = db.prepare(`SELECT count(*) AS n FROM ventes v WHERE total_ttc IS NOT
    (SELECT coalesce(sum(total_ttc), 0) FROM lignes_vente WHERE vente_id = v.id)`).get();
  db.close();
  assert.equal(new Set(stored).size, stored.length);
  assert.deepEqual(new Set(stored), acknowledged, "every acknowledged row and no other");
  assert.equal(journaled.length, stored.length, "each insert is journaled once");
  assert.deepEqual(new Set(journaled), new Set(stored), "the journal holds exactly what is stored");
  assert.ok(!stored.some((id) => refused.has(id)), "no refused row");
  assert.deepEqual(records, records.map((_, at) => at + 1), "gapless");
  assert.equal(new Set(seqs).size, seqs.length, "each request has a seq of its own");
  assert.deepEqual({ ...totals }, { n: 0 }, "each total fits its lines");

  await feed.change(Math.max(...seqs));
  const told = new Set(feed.changes.map(({ seq }) => seq));
  assert.ok(seqs.every((seq) => told.has(seq)), "everybody heard of each");
  feed.assertUnbroken(feed.hello.seq);
  await feed.close();
  const [program, ...args] = CHECKOUT;
  const verify = await new Deno.Command(program, { args: [...args, "journal", "verify", "--data", server.dir] }).output();
  assert.equal(verify.code, 0, new TextDecoder().decode(verify.stdout));
});

Deno.test("one key sent twenty times at once writes once and answers all alike", async () => {
  await using staff = await Staff.open({ nora: "vendeur" }, { flags: ["--rate-limit", "0"] });
  const { people: { nora: till } } = staff;
  for (let round = 0; round < 10; round++) {
    const [id, key] = [uuidv7(), { "idempotency-key": crypto.randomUUID() }];
    const answers = await Promise.all(Array.from({ length: 20 }, () => till.query("insert", SALE, [id], key)));
    for (const { status, body } of answers) assert.deepEqual([status, body], [200, answers[0]!.body]);
    const first = answers.filter(({ headers }) => headers.get("idempotency-replayed") === null);
    assert.equal(first.length, 1, "one of them wrote");
  }
  const { body } = await till.query("select", "SELECT count(*) AS n FROM ventes");
  assert.deepEqual(body.rows, [{ n: 10 }]);
});

Deno.test("tills that count one number up together lose no step", async () => {
  await using staff = await Staff.open({}, { flags: ["--rate-limit", "0"] });
  const { owner } = staff;
  await owner.query("insert", "INSERT INTO produits (libelle, prix_ttc, stock) VALUES ('Pain', 120, 0)");
  await Promise.all(Array.from({ length: 20 }, async () => {
    for (let i = 0; i < 25; i++) {
      const { status } = await owner.query("update", "UPDATE produits SET stock = stock + 1 WHERE id = 1");
      assert.equal(status, 200);
    }
  }));
  const { body } = await owner.query("select", "SELECT stock FROM produits");
  assert.deepEqual(body.rows, [{ stock: 500 }]);
});
