/** What /api/health tells, on a server that works and on one that cannot write. */
import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { eventually } from "../support/feed.ts";
import { answerOf, type Person, startServer, uuidv7 } from "../support/server.ts";
import { shared } from "../support/shared.ts";
import { Staff } from "../support/staff.ts";

const staff = shared(() => Staff.open({ nora: "vendeur" }));

Deno.test("health answers everybody with the contract's fields, before and after setup", async () => {
  await using server = await startServer();
  using pc = server.at("127.0.0.1");
  using till = server.at("127.0.0.2");
  const fresh = await answerOf(await pc.get("/api/health"));
  assert.equal(fresh.status, 200);
  const { version, uptime_s, time, time_zone, warning: _, ...rest } = fresh.body;
  assert.deepEqual(rest, { status: "ok", database: "ok", mode: "server", setup_required: true });
  assert.equal(time_zone, new Intl.DateTimeFormat().resolvedOptions().timeZone);
  assert.match(version, /^\d+\.\d+\.\d+/);
  assert.ok(Number.isInteger(uptime_s) && uptime_s >= 0);
  assert.ok(Math.abs(Date.parse(time) - Date.now()) < 5_000 && time.endsWith("Z"));
  using _owner = await server.owner();
  const later = await answerOf(await till.get("/api/health"));
  assert.equal(later.body.mode, "client");
  assert.equal(later.body.setup_required, false);
  assert.ok(later.headers.get("x-request-id"));
});

async function degradedUntil(person: Person, trouble: () => void, mend: () => void): Promise<void> {
  assert.equal((await answerOf(await person.get("/api/health"))).status, 200);
  trouble();
  try {
    let last = await answerOf(await person.get("/api/health"));
    await eventually(async () => {
      last = await answerOf(await person.get("/api/health"));
      return last.status === 503;
    }, "degraded");
    assert.equal(last.body.status, "degraded");
    assert.equal(last.body.database, "unavailable");
    assert.ok(last.body.detail.length > 10);
  } finally {
    mend();
  }
  await eventually(async () => (await answerOf(await person.get("/api/health"))).status === 200, "sound again");
}

Deno.test("health is degraded while another program holds the database, and sound afterwards", async () => {
  const { server, people: { nora: till } } = staff();
  const intruder = new DatabaseSync(`${server.dir}/comptoir.db`);
  try {
    await degradedUntil(till, () => intruder.exec("BEGIN EXCLUSIVE"), () => intruder.exec("ROLLBACK"));
  } finally {
    intruder.close();
  }
  assert.equal((await till.query("insert", "INSERT INTO ventes (id) VALUES (?)", [uuidv7()])).status, 200);
});

Deno.test("no health request is left without an answer while the database is held", async () => {
  const { server, owner } = staff();
  const intruder = new DatabaseSync(`${server.dir}/comptoir.db`);
  try {
    intruder.exec("BEGIN EXCLUSIVE");
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    const asked: Promise<number>[] = [];
    // Further apart than an answer is believed: each one makes the server look again.
    for (let i = 0; i < 3; i++) {
      asked.push(
        owner.fetch("/api/health", { signal: AbortSignal.timeout(9_000) }).then(async (response) => {
          await response.body?.cancel();
          return response.status;
        }),
      );
      await new Promise((resolve) => setTimeout(resolve, 1_100));
    }
    assert.deepEqual(await Promise.all(asked), [503, 503, 503]);
    intruder.exec("ROLLBACK");
  } finally {
    intruder.close();
  }
});

Deno.test("a write that meets a held database is 503 busy, is not stored, and may be sent again", async () => {
  const { server, people: { nora: till } } = staff();
  const id = uuidv7();
  const key = { "idempotency-key": crypto.randomUUID() };
  const intruder = new DatabaseSync(`${server.dir}/comptoir.db`);
  try {
    intruder.exec("BEGIN EXCLUSIVE");
    const refused = await till.query("insert", "INSERT INTO ventes (id) VALUES (?)", [id], key);
    assert.equal(refused.status, 503);
    assert.equal(refused.body.code, "busy");
    assert.ok(refused.headers.get("retry-after"));
    const read = await till.query("select", "SELECT count(*) AS n FROM ventes WHERE id = ?", [id]);
    assert.deepEqual(read.body.rows, [{ n: 0 }], "reading goes on meanwhile");
    intruder.exec("ROLLBACK");
  } finally {
    intruder.close();
  }
  assert.equal((await till.query("insert", "INSERT INTO ventes (id) VALUES (?)", [id], key)).status, 200);
});

Deno.test("health is degraded while the database file is gone, and sound when it is back", async () => {
  const { server, owner } = staff();
  const path = `${server.dir}/comptoir.db`;
  await degradedUntil(owner, () => Deno.renameSync(path, `${path}.away`), () => Deno.renameSync(`${path}.away`, path));
});
