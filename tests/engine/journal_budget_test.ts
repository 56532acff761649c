/** One till cannot fill the disk: what it writes into the journal has a budget, beyond which it waits and others do not. */
import assert from "node:assert/strict";
import { command } from "../support/shop.ts";
import { type Person, uuidv7 } from "../support/server.ts";
import { Staff } from "../support/staff.ts";

/** Four KiB for each request a minute: here a quarter of a megabyte. */
const FLAGS = ["--rate-limit", "60"];
const NOTE = "n".repeat(1_000);

const insert = (person: Person, rows: number) =>
  person.batch(
    Array.from(
      { length: rows },
      () => ({ type: "insert", query: "INSERT INTO ventes (id, note) VALUES (?, ?)", params: [uuidv7(), NOTE] }),
    ),
  );

Deno.test("a till that has written its minute's share waits, told for how long; reading, commands and others go on", async () => {
  await using staff = await Staff.open({ nora: "caisse", marc: "caisse" }, { flags: FLAGS });
  const { owner, people: { nora: till, marc: hostile } } = staff;
  let accepted = 0;
  let refused = await insert(hostile, 1);
  for (; refused.status === 200 && accepted < 40; accepted++) refused = await insert(hostile, 100);
  assert.deepEqual([refused.status, refused.body.code], [429, "rate_limited"], `after ${accepted} batches`);
  assert.equal(refused.body.limit, "journal_bytes");
  assert.ok(accepted >= 2 && accepted <= 20, `${accepted} batches of 100 rows`);
  assert.ok(Number(refused.headers.get("retry-after")) >= 1);
  assert.equal((await insert(hostile, 1)).status, 429);
  assert.equal((await hostile.query("select", "SELECT count(*) AS n FROM ventes")).status, 200, "it reads");
  assert.equal((await command(hostile, "/api/caisses/C1/ouvrir", { fond: 0 })).status, 200, "its commands are done");
  assert.equal((await insert(till, 10)).status, 200, "another till writes");
  const clients = Array.from({ length: 100 }, () => ({ type: "insert", query: "INSERT INTO clients (nom) VALUES ('x')" }));
  for (let i = 0; i < 12; i++) assert.equal((await owner.batch(clients)).status, 200, "the owner too");
});

Deno.test("a kept answer counts as well, and its replay costs nothing", async () => {
  await using staff = await Staff.open({ nora: "vendeur" }, { flags: FLAGS });
  const { people: { nora: till } } = staff;
  const key = { "idempotency-key": uuidv7() };
  const echo = (headers: HeadersInit) =>
    till.query("insert", "INSERT INTO ventes (id) VALUES (?) RETURNING ? AS note", [uuidv7(), "x".repeat(60_000)], headers);
  const body = { type: "insert", query: "INSERT INTO ventes (id) VALUES (?) RETURNING id", params: [uuidv7()] };
  const first = await till.query(body.type, body.query, body.params, key);
  assert.equal(first.status, 200);
  let last = first;
  for (let i = 0; i < 20 && last.status === 200; i++) last = await echo({ "idempotency-key": uuidv7() });
  assert.equal(last.status, 429);
  const again = await till.query(body.type, body.query, body.params, key);
  assert.deepEqual([again.status, again.headers.get("idempotency-replayed")], [200, "true"]);
});

Deno.test("a long answer to a write counts: it is held until it is taken, and what is done is never refused", async () => {
  await using staff = await Staff.open({ nora: "vendeur" }, { flags: FLAGS });
  const till = staff.people.nora;
  const text = "INSERT INTO ventes (id) VALUES (:id) RETURNING :t AS a, :t AS b, :t AS c, :t AS d";
  const write = () => till.query("insert", text, { id: uuidv7(), t: "x".repeat(60_000) });
  assert.equal((await write()).status, 200);
  let last = await write();
  for (let i = 0; i < 5 && last.status === 200; i++) last = await write();
  assert.deepEqual([last.status, last.body.limit], [429, "journal_bytes"]);
});

Deno.test("one write of a till changes no more than two megabytes of rows", async () => {
  await using staff = await Staff.open({ nora: "caisse" }, { flags: ["--rate-limit", "0"] });
  const { people: { nora: till } } = staff;
  const ids = Array.from({ length: 2_500 }, () => uuidv7()).sort();
  for (let i = 0; i < 25; i++) {
    const rows = ids.slice(100 * i, 100 * i + 100).map((id) => ({
      type: "insert",
      query: "INSERT INTO ventes (id, note) VALUES (?, ?)",
      params: [id, NOTE],
    }));
    assert.equal((await till.batch(rows)).status, 200);
  }
  const change = (most: number) => till.query("update", "UPDATE ventes SET note = ? WHERE id <= ?", [NOTE, ids[most - 1]!]);
  const { status, body } = await change(2_500);
  assert.deepEqual([status, body.code, body.operation], [403, "forbidden", "too_costly"]);
  const less = await change(600);
  assert.deepEqual([less.status, less.body.changes], [200, 600], "the premise: less is done");
});
