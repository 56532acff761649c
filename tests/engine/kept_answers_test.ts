/** What an Idempotency-Key still knows when its answer is forgotten or too long: that the write was done, and by which request. */
import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { answerOf, uuidv7 } from "../support/server.ts";
import { Staff } from "../support/staff.ts";

const keyed = (key: string) => ({ "idempotency-key": key });

Deno.test("a key whose answer was forgotten keeps its method and path: another request under it is 422", async () => {
  await using staff = await Staff.open({ chloe: "caisse" });
  const { owner, people: { chloe: till } } = staff;
  const key = uuidv7();
  const insert = (nom: string) => till.query("insert", "INSERT INTO clients (nom) VALUES (?) RETURNING nom", [nom], keyed(key));
  const first = await insert("Yves");
  assert.equal(first.status, 200);
  const id = first.body.last_insert_id;
  const erased = await answerOf(await owner.post(`/api/clients/${id}/effacer`, {}, keyed(uuidv7())));
  assert.equal(erased.status, 200);
  const again = await insert("Yves");
  assert.deepEqual([again.status, again.headers.get("idempotency-replayed")], [200, "true"], "the premise: it is known");
  assert.deepEqual([again.body.rows, again.body.rows_dropped], [[], true]);
  const other = await answerOf(await till.post("/api/caisses/C1/ouvrir", { fond: 0 }, keyed(key)));
  assert.deepEqual([other.status, other.body.code], [422, "idempotency_key_reused"]);
});

Deno.test("a long answer keeps what was done: sent again it says that its rows are gone, and writes nothing", async () => {
  await using staff = await Staff.open({});
  const { owner } = staff;
  const note = "n".repeat(90_000);
  const INSERT = "INSERT INTO clients (nom) VALUES ('long') RETURNING ? AS note";
  const writes = [
    { key: uuidv7(), ask: (key: string) => owner.query("insert", INSERT, [note], keyed(key)) },
    {
      key: uuidv7(),
      ask: (key: string) =>
        owner.batch([
          { type: "insert", query: INSERT, params: [note] },
          { type: "select", query: "SELECT 'x' AS \"rows\" FROM clients LIMIT 1" },
          { type: "update", query: "UPDATE clients SET nom = nom WHERE id = -1" },
        ], keyed(key)),
    },
  ];
  for (const { key, ask } of writes) {
    const [first, again] = [await ask(key), await ask(key)];
    assert.deepEqual([first.status, again.status, again.headers.get("idempotency-replayed")], [200, 200, "true"]);
    const [told, kept] = [first, again].map(({ body }) => body.results ?? [body]);
    assert.equal(told[0].rows[0].note, note);
    for (const [at, { rows, rows_dropped, ...outcome }] of kept.entries()) {
      const { rows: before, ...same } = told[at];
      assert.deepEqual(rows, []);
      assert.equal(rows_dropped, before.length > 0 ? true : undefined);
      const { truncated: _, ...done } = same;
      assert.deepEqual(outcome, rows_dropped ? done : same);
    }
    assert.equal(again.body.seq, first.body.seq);
  }
  assert.equal((await owner.query("select", "SELECT count(*) AS n FROM clients WHERE nom = 'long'")).body.rows[0].n, 2);
});

Deno.test("one person's kept answers stay within bounds: the oldest give up their rows, the newest are whole", async () => {
  await using staff = await Staff.open({ nora: "vendeur" }, { flags: ["--rate-limit", "0"] });
  const { server, owner, people: { nora: till } } = staff;
  const note = "n".repeat(50_000);
  const ask = (key: string) =>
    till.query("insert", "INSERT INTO clients (nom) VALUES ('x') RETURNING ? AS note", [note], keyed(key));
  // Long without a row: what it did is all that it says.
  const sale = uuidv7();
  const names = Array.from({ length: 100 }, (_, at) => `Client ${at}`);
  const many = () =>
    till.batch(
      names.map((nom) => ({ type: "insert", query: "INSERT INTO clients (nom) VALUES (?)", params: [nom] })),
      keyed(sale),
    );
  const done = await many();
  assert.equal(done.status, 200);
  const keys = Array.from({ length: 100 }, () => uuidv7());
  for (const key of keys) assert.equal((await ask(key)).status, 200);
  const db = new DatabaseSync(`${server.dir}/comptoir.db`, { readOnly: true });
  const { bytes } = db.prepare("SELECT sum(octet_length(answer)) AS bytes FROM _idempotency").get() as { bytes: number };
  db.close();
  assert.ok(bytes < 4.2 * 2 ** 20, `${bytes} bytes of 5 MB are kept`);
  const [oldest, newest] = [await ask(keys[0]!), await ask(keys.at(-1)!)];
  assert.deepEqual([oldest.status, oldest.body.rows, oldest.body.rows_dropped], [200, [], true]);
  assert.deepEqual([newest.status, newest.body.rows[0].note.length, newest.body.rows_dropped], [200, 50_000, undefined]);
  const again = await many();
  assert.deepEqual([again.status, again.headers.get("idempotency-replayed"), again.body], [200, "true", done.body]);
  const { rows } = (await owner.query("select", "SELECT count(*) AS n FROM clients")).body;
  assert.equal(rows[0].n, 200, "nothing was written twice");
});
